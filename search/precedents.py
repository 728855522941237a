"""查先例: how others described, rectified and sanctioned this kind of problem."""

from collections.abc import Sequence

import msgspec

from indexer.documents import Card, decode_card
from indexer.engine import Hit as Found
from indexer.engine import IndexReader, KeywordField, NumberField, Searchable, Sort
from ingest.model import Record
from search.explain import Reason, reasons
from search.highlight import Mark, Matches, Pattern, Snippet, found_in
from search.plan import Filter as Filter
from search.plan import Plan, plan
from search.query import Question
from search.synonyms import Synonyms

_NEARBY = 10
_FAINTEST = 0.1  # of the best one's score


class Precedent(Record, frozen=True, kw_only=True):
    """One finding that matches. `missing` are terms of the query that it does not have; `reasons`
    say why it ranks where it does, if that was asked for."""

    card: Card
    score: float
    title: str
    title_marks: tuple[Mark, ...]
    snippet: Snippet
    text_marks: tuple[Mark, ...] = ()
    missing: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Answer(Record, frozen=True, kw_only=True):
    """A page of precedents of `total`. Where no finding has all terms, `partial` is set and those
    that come nearest are taken, the nearest first whatever the order asked for; `unmatched` are the
    terms that no finding has, `by_type` those of them for which findings of a type stand in, as
    (term, type). `nearby` fills up the first page where few have all: findings of the object or the
    type that the query names, or with some of its terms. They are counted neither in `total` nor in
    pages."""

    total: int
    hits: tuple[Precedent, ...]
    partial: bool = False
    unmatched: tuple[str, ...] = ()
    by_type: tuple[tuple[str, str], ...] = ()
    nearby: tuple[Precedent, ...] = ()
    facets: dict[KeywordField | NumberField, list[tuple[str, int]]] = msgspec.field(
        default_factory=dict
    )


def search(
    engine: Searchable,
    text: str,
    filters: Sequence[Filter] = (),
    *,
    limit: int = 10,
    offset: int = 0,
    sort: Sort = Sort.RELEVANCE,
    facets: Sequence[KeywordField | NumberField] = (),
    synonyms: Synonyms | None = None,
    explain: bool = False,
) -> Answer:
    """The findings that `text` asks for, among those that pass the filters.

    A blank text asks for all. Raises `QueryError` for a text or a filter that makes no sense.
    """
    reader = engine.reader()
    asked = plan(reader, text, filters, synonyms)
    found = reader.search(asked.node, limit=limit, offset=offset, sort=sort)
    if not found.total:
        nearest = asked.relaxed(reader, synonyms)
        if nearest.partial:
            found = reader.search(nearest.node, limit=limit, offset=offset)
        asked = nearest if found.total else asked.unanswered(nearest)
    hits = tuple(precedent(hit, asked.question) for hit in found.page)
    return Answer(
        total=found.total,
        hits=explained(hits, reader, asked) if explain else hits,
        partial=asked.partial,
        unmatched=asked.unmatched,
        by_type=asked.by_type,
        nearby=() if offset else _nearby(reader, asked, found.page, limit - len(hits)),
        facets=reader.facets(asked.node, facets) if facets else {},
    )


def precedent(hit: Found, question: Question) -> Precedent:
    """What is shown of a hit: its card, with what the question asked for marked in it."""
    card = decode_card(hit.card)
    title = Matches(card.title, question.patterns)
    text = Matches(card.text, question.patterns)
    return Precedent(
        card=card,
        score=hit.score,
        title=card.title,
        title_marks=title.marks(),
        snippet=text.snippet(),
        text_marks=text.marks(),
        missing=_missing(card, question, title.patterns | text.patterns),
    )


def _nearby(
    reader: IndexReader, asked: Plan, answered: Sequence[Found], limit: int
) -> tuple[Precedent, ...]:
    if limit <= 0 or (node := asked.nearby(reader)) is None:
        return ()
    # What answers is left out here: few do, or the page would be full.
    known = {hit.id for hit in answered}
    limit = min(limit, _NEARBY)
    page = reader.search(node, limit=limit + len(known)).page
    found = [hit for hit in page if hit.id not in known][:limit]
    faintest = _FAINTEST * found[0].score if found else 0.0
    return tuple(precedent(hit, asked.question) for hit in found if hit.score >= faintest)


def explained(
    hits: tuple[Precedent, ...], reader: IndexReader, asked: Plan
) -> tuple[Precedent, ...]:
    """The hits with the reasons why they rank as they do."""
    why = reasons(reader, asked.node, [hit.card.id for hit in hits]) if hits else {}
    return tuple(msgspec.structs.replace(hit, reasons=why[hit.card.id]) for hit in hits)


def _missing(card: Card, question: Question, matched: frozenset[Pattern]) -> tuple[str, ...]:
    missing = [t for t in question.terms if t.required and matched.isdisjoint(t.patterns)]
    if not missing:
        return ()
    names = (card.report_title, card.heading, card.round, *card.orgs, *card.region)
    year = f"{card.year}年" if card.year else None
    patterns = [pattern for term in missing for pattern in term.patterns]
    named = found_in("。".join(filter(None, (*names, year))), patterns)
    return tuple(term.text for term in missing if named.isdisjoint(term.patterns))
