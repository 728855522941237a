"""Query nodes → Tantivy queries."""

import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeGuard

from indexer.engine import (
    AllOf,
    AnyOf,
    Boosted,
    Everything,
    Fuzzy,
    Kept,
    Node,
    Phrase,
    Prefix,
    Range,
    Term,
    TextField,
    Without,
)
from indexer.reach import Frequency, reach

if TYPE_CHECKING:
    import tantivy

_LARGEST = (1 << 63) - 1
_COUNTED = frozenset(field for field in TextField if field.keeps is not Kept.PRESENCE)
# An optional term in so many times the documents that can match at most is looked up.
_READ_THROUGH = 2
# A union so many times wider than the rarest part beside it is confined to where that is.
_CONFINED = 16
_LEADS = (Term, Phrase)
_REACHES = 10_000  # parts of queries whose reach is remembered


class Queries:
    """Compiles queries for one commit of an index, whose terms have a `frequency`."""

    def __init__(self, schema: "tantivy.Schema", frequency: Frequency) -> None:
        import tantivy

        self._schema = schema
        self._frequency = frequency
        # Compiling asks again and again how far the parts of a query reach.
        self._reach_of = lru_cache(maxsize=_REACHES)(lambda node: reach(node, frequency))
        self._query = tantivy.Query
        self._must = tantivy.Occur.Must
        self._should = tantivy.Occur.Should
        self._must_not = tantivy.Occur.MustNot
        self._unsigned = tantivy.FieldType.Unsigned
        self._compilers: dict[type[Node], Callable[..., tantivy.Query]] = {
            Term: self._term,
            Phrase: self._phrase,
            Prefix: self._prefix,
            Fuzzy: self._fuzzy,
            Range: self._range,
            AllOf: self._all_of,
            AnyOf: self._union,
            Without: self._without,
            Boosted: self._boosted,
            Everything: self._everything,
        }

    def marked(self, mark: str) -> "tantivy.Query":
        """Documents of one sort: `finding`, or the `state` of the index."""
        term = self._query.term_query(self._schema, "mark", mark, index_option="basic")
        return self._query.const_score_query(term, 0.0)

    def compile(self, node: Node) -> "tantivy.Query":
        """The Tantivy query that matches what `node` says."""
        # By type, for a query has some fifty nodes: to try one pattern after the other takes longer
        # than Tantivy takes to make its own.
        return self._compilers[type(node)](node)

    def _term(self, node: Term) -> "tantivy.Query":
        field = node.field
        ranked = field in _COUNTED
        option = "freq" if ranked else "basic"
        return self._query.term_query(self._schema, field, node.token, index_option=option)

    def _phrase(self, node: Phrase) -> "tantivy.Query":
        tokens = node.tokens
        if len(tokens) == 1:
            return self._term(Term(node.field, tokens[0]))
        return self._query.phrase_query(self._schema, node.field, list(tokens), node.slop)

    def _prefix(self, node: Prefix) -> "tantivy.Query":
        return self._query.fuzzy_term_query(self._schema, node.field, node.start, 0, True, True)

    def _fuzzy(self, node: Fuzzy) -> "tantivy.Query":
        distance = node.distance
        return self._query.fuzzy_term_query(self._schema, node.field, node.token, distance, False)

    def _range(self, node: Range) -> "tantivy.Query":
        high = _LARGEST if node.high is None else node.high
        ranged = self._query.range_query(
            self._schema, node.field, self._unsigned, node.low or 0, high
        )
        return self._query.const_score_query(ranged, 0.0)

    def _union(self, node: AnyOf) -> "tantivy.Query":
        return self._any_of(node.parts, node.at_least)

    def _without(self, node: Without) -> "tantivy.Query":
        return self._all_of(AllOf((node,)))

    def _boosted(self, node: Boosted) -> "tantivy.Query":
        part = self.compile(node.part)
        if node.factor:
            return self._query.boost_query(part, node.factor)
        return self._query.const_score_query(part, 0.0)

    def _everything(self, _: Everything) -> "tantivy.Query":
        return self.marked("finding")

    def _all_of(self, query: AllOf) -> "tantivy.Query":
        parts, better = _flat(query)
        parts = self._led(parts)
        clauses = [
            (self._must_not, self.compile(part.part))
            if isinstance(part, Without)
            else (self._must, self.compile(part))
            for part in parts
        ]
        if _excludes(parts):
            clauses.append((self._must, self.marked("finding")))
        if not better:
            return self._query.boolean_query(clauses)
        # A union of terms is read through; a clause in a query around the others is looked up,
        # match by match.
        most = _READ_THROUGH * self._reach(AllOf(tuple(parts)))
        read: list[Node] = []
        looked_up: list[Node] = []
        for part in better:
            if frequency := self._reach(part):
                (read if frequency <= most and _is_term(part) else looked_up).append(part)
        if read:
            clauses.append((self._should, self._any_of(tuple(read), 1)))
        compiled = self._query.boolean_query(clauses)
        for part in looked_up:
            optional = (self._should, self._optional(part))
            compiled = self._query.boolean_query([(self._must, compiled), optional])
        return compiled

    def _reach(self, node: Node) -> int:
        while isinstance(node, Boosted):
            node = node.part
        return self._frequency(node) if isinstance(node, Term) else self._reach_of(node)

    def _optional(self, node: Node) -> "tantivy.Query":
        match node:
            case Boosted(part, factor) if factor:
                return self._query.boost_query(self._optional(part), factor)
            case Phrase(TextField.TITLE_GRAMS as field, tokens, 0):
                # A title is too short to hold overlapping grams elsewhere than in a row, and to
                # read their places takes Tantivy up to three times as long.
                return self.compile(AllOf(tuple(Term(field, token) for token in tokens)))
            case _:
                return self.compile(node)

    def _led(self, parts: list[Node]) -> list[Node]:
        """The parts with each union confined to where the rarest part can match: Tantivy reads
        unions in blocks of 4,096 documents, even where few of them match the rest."""
        if not any(map(_is_union, parts)):
            return parts
        rarest, lead = min(
            ((self._reach(part), part) for part in parts if _is_lead(part)),
            key=itemgetter(0),
            default=(sys.maxsize, None),
        )
        if lead is None:
            return parts
        where = Boosted(_wider(lead), 0)
        return [
            AnyOf(tuple(AllOf((each, where)) for each in part.parts))
            if _is_union(part) and self._reach(part) > _CONFINED * rarest
            else part
            for part in parts
        ]

    def _any_of(self, parts: tuple[Node, ...], at_least: int) -> "tantivy.Query":
        if len(parts) > 1:
            parts = tuple(filter(self._reach, parts))
        if not parts:
            return self._query.empty_query()
        clauses = [(self._should, self.compile(part)) for part in parts]
        return self._query.boolean_query(clauses, at_least if at_least > 1 else None)


def _flat(query: AllOf, factor: float = 1) -> tuple[list[Node], list[Node]]:
    """What must match and what may, of a query and of those in it that must match: the score is
    the same sum, and what only ranks is read for what matches all."""
    parts: list[Node] = []
    better: list[Node] = []
    for part in query.parts:
        inner, by = (part.part, part.factor) if isinstance(part, Boosted) else (part, 1.0)
        if by and isinstance(inner, AllOf) and not _excludes(inner.parts):
            must, may = _flat(inner, factor * by)
            parts.extend(must)
            better.extend(may)
        else:
            parts.append(_times(part, factor))
    better.extend([_times(part, factor) for part in query.better])
    return parts, better


def _excludes(parts: Iterable[Node]) -> bool:
    """Whether such parts only say what must not match."""
    return all(isinstance(part, Without) for part in parts)


def _is_union(node: Node) -> TypeGuard[AnyOf]:
    return isinstance(node, AnyOf) and node.at_least == 1 and len(node.parts) > 1


def _is_lead(node: Node) -> bool:
    while isinstance(node, Boosted):
        node = node.part
    return isinstance(node, _LEADS)


def _wider(node: Node) -> Node:
    """A node that matches all that `node` does, and takes less to read."""
    match node:
        case Boosted(part):
            return _wider(part)
        case Phrase(field, tokens):
            return AllOf(tuple(Term(field, token) for token in tokens))
        case _:
            return node


def _is_term(node: Node) -> bool:
    while isinstance(node, Boosted):
        if node.factor <= 0:
            return False
        node = node.part
    return isinstance(node, Term) or (isinstance(node, Phrase) and len(node.tokens) == 1)


def _times(node: Node, factor: float) -> Node:
    if factor == 1 or isinstance(node, Without):
        return node
    if isinstance(node, Boosted):
        return Boosted(node.part, node.factor * factor)
    return Boosted(node, factor)
