"""Query nodes → Tantivy queries."""

import sys
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeGuard

from indexer.engine import (
    AllOf,
    AnyOf,
    Boosted,
    Everything,
    Fuzzy,
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
# An optional term in so many times the documents that can match at most is looked up.
_READ_THROUGH = 2
# A union so many times wider than the rarest part beside it is confined to where that is.
_CONFINED = 16
_REACHES = 10_000  # parts of queries whose reach is remembered


def ranks(node: Node) -> bool:
    """Whether a query orders what it matches, or only filters."""
    match node:
        case Term(field):
            return isinstance(field, TextField)
        case Phrase() | Fuzzy():
            return True
        case AllOf(parts, better):
            return any(map(ranks, (*parts, *better)))
        case AnyOf(parts):
            return any(map(ranks, parts))
        case Boosted(part, factor):
            return factor > 0 and ranks(part)
        case _:
            return False


def matching(node: Node) -> Node:
    """What of a query says which documents match."""
    match node:
        case AllOf(parts):
            return AllOf(tuple(map(matching, parts)))
        case AnyOf(parts, at_least):
            return AnyOf(tuple(map(matching, parts)), at_least)
        case Without(part):
            return Without(matching(part))
        case Boosted(part):
            return matching(part)
        case _:
            return node


class Queries:
    """Compiles queries for one commit of an index, whose terms have a `frequency`."""

    def __init__(self, schema: "tantivy.Schema", frequency: Frequency) -> None:
        import tantivy

        self._schema = schema
        # Compiling asks again and again how far the parts of a query reach.
        self._reach = lru_cache(maxsize=_REACHES)(lambda node: reach(node, frequency))
        self._query = tantivy.Query
        self._must = tantivy.Occur.Must
        self._should = tantivy.Occur.Should
        self._must_not = tantivy.Occur.MustNot

    def marked(self, mark: str) -> "tantivy.Query":
        """Documents of one sort: `finding`, or the `state` of the index."""
        term = self._query.term_query(self._schema, "mark", mark, index_option="basic")
        return self._query.const_score_query(term, 0.0)

    def compile(self, node: Node) -> "tantivy.Query":
        """The Tantivy query that matches what `node` says."""
        query, schema = self._query, self._schema
        match node:
            case Term(field, token):
                if isinstance(field, TextField) and field is not TextField.CHARS:
                    return query.term_query(schema, field, token, index_option="freq")
                return query.term_query(schema, field, token, index_option="basic")
            case Phrase(field, (token,)):
                return self.compile(Term(field, token))
            case Phrase(field, tokens, slop):
                return query.phrase_query(schema, field, list(tokens), slop)
            case Prefix(field, start):
                return query.fuzzy_term_query(schema, field, start, 0, True, True)
            case Fuzzy(field, token, distance):
                return query.fuzzy_term_query(schema, field, token, distance, False)
            case Range(field, low, high):
                import tantivy

                bounds = (low or 0, _LARGEST if high is None else high)
                ranged = query.range_query(schema, field, tantivy.FieldType.Unsigned, *bounds)
                return query.const_score_query(ranged, 0.0)
            case AllOf():
                return self._all_of(node)
            case AnyOf(parts, at_least):
                return self._any_of(parts, at_least)
            case Without():
                return self._all_of(AllOf((node,)))
            case Boosted(part, 0):
                return query.const_score_query(self.compile(part), 0.0)
            case Boosted(part, factor):
                return query.boost_query(self.compile(part), factor)
            case Everything():
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
        if all(isinstance(part, Without) for part in parts):
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
            parts = tuple(part for part in parts if self._reach(part))
        if not parts:
            return self._query.empty_query()
        clauses = [(self._should, self.compile(part)) for part in parts]
        return self._query.boolean_query(clauses, max(1, at_least) if at_least > 1 else None)


def _flat(query: AllOf, factor: float = 1) -> tuple[list[Node], list[Node]]:
    """What must match and what may, of a query and of those in it that must match: the score is
    the same sum, and what only ranks is read for what matches all."""
    parts: list[Node] = []
    better: list[Node] = []
    for part in query.parts:
        inner, by = (part.part, part.factor) if isinstance(part, Boosted) else (part, 1.0)
        if by and isinstance(inner, AllOf) and not all(isinstance(p, Without) for p in inner.parts):
            must, may = _flat(inner, factor * by)
            parts.extend(must)
            better.extend(may)
        else:
            parts.append(_times(part, factor))
    better.extend(_times(part, factor) for part in query.better)
    return parts, better


def _is_union(node: Node) -> TypeGuard[AnyOf]:
    return isinstance(node, AnyOf) and node.at_least == 1 and len(node.parts) > 1


def _is_lead(node: Node) -> bool:
    match node:
        case Boosted(part):
            return _is_lead(part)
        case _:
            return isinstance(node, Term | Phrase)


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
    match node:
        case Boosted(part, factor):
            return factor > 0 and _is_term(part)
        case Phrase(_, tokens):
            return len(tokens) == 1
        case _:
            return isinstance(node, Term)


def _times(node: Node, factor: float) -> Node:
    if factor == 1 or isinstance(node, Without):
        return node
    if isinstance(node, Boosted):
        return Boosted(node.part, node.factor * factor)
    return Boosted(node, factor)
