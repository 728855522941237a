"""What a few typed characters may become: types, objects of problems, organisations, terms."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from indexer.documents import decode_card
from indexer.engine import KeywordField, Searchable
from indexer.folding import searchable
from ingest.model import Record
from ingest.taxonomy import Taxonomy, parts
from search.fields import in_field
from search.problem import require_legible

_TITLES = 200


class Suggestion(Record, frozen=True, kw_only=True):
    """`text` to search for, what `kind` it is, and how many findings it is known from: 0 for a
    term of the taxonomy that none has."""

    text: str
    kind: str
    findings: int


def suggest(
    engine: Searchable, prefix: str, taxonomy: Taxonomy, limit: int = 10
) -> list[Suggestion]:
    """What begins with `prefix`, then what holds it; within each, what most findings have first.

    Empty where the prefix has nothing that can be searched for. Raises `QueryError` for one that
    cannot be read.
    """
    require_legible(prefix)
    # Who is used to queries types 村*.
    prefix = re.sub(r"[*~～]\d?$", "", prefix)
    start = searchable(prefix)
    if not re.search(r"\w", start):
        return []
    reader = engine.reader()
    found: dict[str, Suggestion] = {}
    for kind, field in (("类型", KeywordField.TYPE), ("单位", KeywordField.ORG)):
        for value, count in reader.facets(in_field(field.value, prefix), (field,))[field]:
            if start in searchable(value):
                _add(found, value, kind, count)
    cards = reader.search(in_field("title", prefix), limit=_TITLES).page
    objects = Counter(parts(decode_card(hit.card).title).object for hit in cards)
    for each, count in objects.items():
        if each and start in searchable(each):
            _add(found, each, "问题对象", count)
    for term in _terms(taxonomy):
        if start in _plain(term) and term not in found:
            _add(found, term, "用语", reader.count(in_field("title", term)))
    return sorted(found.values(), key=lambda each: _order(each, start))[:limit]


def _add(found: dict[str, Suggestion], text: str, kind: str, count: int) -> None:
    if text not in found:
        found[text] = Suggestion(text=text, kind=kind, findings=count)


def _terms(taxonomy: Taxonomy) -> Iterable[str]:
    for kind in taxonomy.types:
        yield kind.id
        yield from kind.terms
        for group in kind.synonyms:
            yield from group


@lru_cache(20_000)
def _plain(term: str) -> str:
    return searchable(term)


def _order(each: Suggestion, start: str) -> tuple[bool, bool, int, int, str]:
    text = searchable(each.text)
    return not text.startswith(start), not each.findings, -each.findings, len(text), text
