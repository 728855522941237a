"""查先例: how others described, rectified and sanctioned this kind of problem."""

from collections.abc import Sequence

from indexer.documents import Card, decode_card
from indexer.engine import AllOf, Engine, IndexReader, KeywordField, Node, NumberField, Sort
from indexer.engine import Hit as Found
from ingest.model import Record
from search.fields import FIELDS, in_field
from search.highlight import Mark, Matches, Pattern, Snippet
from search.problem import QueryError
from search.query import Question, ask
from search.synonyms import Synonyms


class Filter(Record, frozen=True):
    """`value` asked for in a field, by any name that the query language knows it by."""

    field: str
    value: str


class Precedent(Record, frozen=True, kw_only=True):
    """One finding that matches. `missing` are terms of the query that it does not have."""

    card: Card
    score: float
    title: str
    title_marks: tuple[Mark, ...]
    snippet: Snippet
    missing: tuple[str, ...] = ()


class Answer(Record, frozen=True, kw_only=True):
    """A page of precedents of `total`. Where no finding has all terms, `partial` is set and those
    with the most come first; `unmatched` are the terms that no finding has."""

    total: int
    hits: tuple[Precedent, ...]
    partial: bool = False
    unmatched: tuple[str, ...] = ()
    facets: dict[KeywordField | NumberField, list[tuple[str, int]]]


def search(
    engine: Engine,
    text: str,
    filters: Sequence[Filter] = (),
    *,
    limit: int = 10,
    offset: int = 0,
    sort: Sort = Sort.RELEVANCE,
    facets: Sequence[KeywordField | NumberField] = (),
    synonyms: Synonyms | None = None,
) -> Answer:
    """The findings that `text` asks for, among those that pass the filters.

    A blank text asks for all. Raises `QueryError` for a text or a filter that makes no sense.
    """
    limits = tuple(_filter(each) for each in filters)
    asked = ask(text, synonyms)
    reader = engine.reader()
    question = asked.known(lambda node: reader.count(node) > 0)
    node: Node = AllOf((question.node(), *limits))
    found = reader.search(node, limit=limit, offset=offset, sort=sort)
    unmatched: tuple[str, ...] = ()
    partial = False
    if not found.total and question.required:
        fewer, unmatched = _relaxed(reader, question, limits)
        if fewer is not None:
            node, partial = fewer, True
            found = reader.search(node, limit=limit, offset=offset, sort=sort)
    return Answer(
        total=found.total,
        hits=tuple(_precedent(hit, question) for hit in found.page),
        partial=partial,
        unmatched=unmatched,
        facets=reader.facets(node, facets) if facets else {},
    )


def _filter(wanted: Filter) -> Node:
    field = FIELDS.get(wanted.field.lower())
    if field is None:
        raise QueryError(f"没有名为“{wanted.field}”的字段", 0)
    return in_field(field, wanted.value)


def _relaxed(
    reader: IndexReader, question: Question, limits: tuple[Node, ...]
) -> tuple[Node | None, tuple[str, ...]]:
    """The query for as many of the terms as any finding has, and the terms that none has."""
    terms = question.required
    unmatched = tuple(term.text for term in terms if not reader.count(term.node))
    # Fewer terms never match fewer findings: the most that any finding has is found by halving.
    low, high = 0, len(terms) - len(unmatched)
    while low < high:
        middle = (low + high + 1) // 2
        if reader.count(AllOf((question.node(middle), *limits))):
            low = middle
        else:
            high = middle - 1
    return (AllOf((question.node(low), *limits)) if low else None), unmatched


def _precedent(hit: Found, question: Question) -> Precedent:
    card = decode_card(hit.card)
    title = Matches(card.title, question.patterns)
    text = Matches(card.text, question.patterns)
    return Precedent(
        card=card,
        score=hit.score,
        title=card.title,
        title_marks=title.marks(),
        snippet=text.snippet(),
        missing=_missing(card, question, title.patterns | text.patterns),
    )


def _missing(card: Card, question: Question, matched: frozenset[Pattern]) -> tuple[str, ...]:
    missing = [term for term in question.required if matched.isdisjoint(term.patterns)]
    if not missing:
        return ()
    names = (card.report_title, card.heading, card.round, *card.orgs, *card.region)
    year = f"{card.year}年" if card.year else None
    named = Matches("。".join(filter(None, (*names, year))), question.patterns).patterns
    return tuple(term.text for term in missing if named.isdisjoint(term.patterns))
