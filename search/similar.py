"""类似问题: findings like one that is known, or like a description of one."""

import re

import msgspec

from indexer.documents import Card, decode_card
from indexer.engine import (
    AllOf,
    AnyOf,
    Boosted,
    Hit,
    IndexReader,
    KeywordField,
    Node,
    Searchable,
    Term,
    Without,
)
from indexer.errors import LibraryError
from ingest.taxonomy import Taxonomy, parts
from search.precedents import Answer, Precedent, precedent
from search.problem import QueryError, require_legible
from search.query import Question, ask
from search.synonyms import Synonyms

# What a finding is about says more than what is wrong with it: 不规范 stands in every third title.
_DEFICIENCY, _TYPE = 0.25, 1.0
_CANDIDATES = 300
# Likeness as a share of the best score: hits of one band are as good as one another, and within it
# those come first that say most about how it was rectified and sanctioned.
_BANDS = (0.6, 0.35)
_FAINTEST = 0.12
_OPERATORS = frozenset(("OR", "AND", "NOT", "或", "且", "非"))
# Wider than ids are: a slip in one must not be taken for a description.
_FINDING = re.compile(r"[0-9A-Za-z]{4,64}-\d+")
_REPORT = re.compile(r"(?=.*\d)[0-9a-f]{12,64}")
_LONGEST_DESCRIPTION = 200  # characters


def is_id(text: str) -> bool:
    """Whether this is meant as the id of a finding, rather than as a description of one."""
    return _FINDING.fullmatch(text) is not None


def similar_to_finding(
    engine: Searchable,
    id: str,
    taxonomy: Taxonomy,
    *,
    limit: int = 10,
    offset: int = 0,
    synonyms: Synonyms | None = None,
) -> Answer:
    """Findings like the one of that id: never itself, those of its own report last.

    Raises `LibraryError` where there is no such finding.
    """
    reader = engine.reader()
    found = reader.search(Term(KeywordField.ID, id), limit=1).page
    if not found:
        raise LibraryError(f"库里没有编号为 {id} 的问题。请从检索结果中复制完整的编号。")
    card = decode_card(found[0].card)
    wanted = _Wanted.of(card.title, card.type, taxonomy, synonyms)
    return _answer(reader, wanted, limit, offset, known=card)


def similar_to_text(
    engine: Searchable,
    text: str,
    taxonomy: Taxonomy,
    *,
    limit: int = 10,
    offset: int = 0,
    synonyms: Synonyms | None = None,
) -> Answer:
    """Findings like the one described. Raises `QueryError` where the text says nothing."""
    require_legible(text)
    if _REPORT.fullmatch(text):
        raise QueryError(f"这是报告的编号，要写其中一个问题的，例如 {text}-1", 0)
    if not re.search(r"\w", text):
        raise QueryError("描述里没有可检索的字", 0)
    wanted = _Wanted.of(text[:_LONGEST_DESCRIPTION], taxonomy.type_of(text), taxonomy, synonyms)
    return _answer(engine.reader(), wanted, limit, offset)


class _Wanted(msgspec.Struct, frozen=True):
    """What to look for; `question` only marks what was found."""

    node: Node
    question: Question

    @classmethod
    def of(
        cls, title: str, kind: str | None, taxonomy: Taxonomy, synonyms: Synonyms | None
    ) -> "_Wanted":
        object = parts(title).object
        question = _words(title, synonyms)
        about = {term.text for term in _words(object or title, synonyms).terms}
        alike: list[Node] = [term.node for term in question.terms if term.text in about]
        rest = [
            Boosted(term.node, _DEFICIENCY) for term in question.terms if term.text not in about
        ]
        if kind:
            alike.append(Boosted(Term(KeywordField.TYPE, kind), _TYPE))
        # What is wrong ranks; only what it is wrong with makes findings alike.
        return cls(AllOf((AnyOf(tuple(alike)),), better=(*rest, *question.better)), question)


def _words(text: str, synonyms: Synonyms | None) -> Question:
    # Only words and digits: what else stands in a title must not be read as an operator.
    bare = " ".join(re.findall(r"\w+", text))
    return ask(" ".join(word for word in bare.split() if word not in _OPERATORS), synonyms)


def _answer(
    reader: IndexReader, wanted: _Wanted, limit: int, offset: int, known: Card | None = None
) -> Answer:
    node = wanted.node
    if known:
        own = Without(Term(KeywordField.ID, known.id))
        node = AllOf((node, own))
    found = reader.search(node, limit=_CANDIDATES).page
    best = found[0].score if found else 0.0
    hits = [_alike(hit, wanted) for hit in found if hit.score >= _FAINTEST * best]
    hits.sort(key=lambda hit: _rank(hit, best, known))
    return Answer(total=len(hits), hits=tuple(hits[offset : offset + limit]))


def _rank(hit: Precedent, best: float, known: Card | None) -> tuple[bool, int, int, float, str]:
    card = hit.card
    same_report = known is not None and card.report == known.report
    band = sum(hit.score < share * best for share in _BANDS)
    told = bool(card.measures) + bool(card.sanctions)
    return same_report, band, -told, -hit.score, card.id


def _alike(hit: Hit, wanted: _Wanted) -> Precedent:
    # That it lacks words of the other's title says nothing against a finding.
    return msgspec.structs.replace(precedent(hit, wanted.question), missing=())
