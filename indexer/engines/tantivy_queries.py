"""Query nodes → Tantivy queries."""

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    import tantivy

_LARGEST = (1 << 63) - 1


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


class Queries:
    """Compiles queries for one schema."""

    def __init__(self, schema: "tantivy.Schema") -> None:
        import tantivy

        self._schema = schema
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
                    return query.term_query(schema, field.value, token, index_option="freq")
                return query.term_query(schema, field.value, token, index_option="basic")
            case Phrase(field, (token,)):
                return self.compile(Term(field, token))
            case Phrase(field, tokens, slop):
                return query.phrase_query(schema, field.value, list(tokens), slop)
            case Prefix(field, start):
                return query.fuzzy_term_query(schema, field.value, start, 0, True, True)
            case Fuzzy(field, token, distance):
                return query.fuzzy_term_query(schema, field.value, token, distance, False)
            case Range(field, low, high):
                import tantivy

                bounds = (low or 0, _LARGEST if high is None else high)
                ranged = query.range_query(schema, field.value, tantivy.FieldType.Unsigned, *bounds)
                return query.const_score_query(ranged, 0.0)
            case AllOf(parts, better):
                return self._all_of(parts, better)
            case AnyOf(parts, at_least):
                return self._any_of(parts, at_least)
            case Without():
                return self._all_of((node,), ())
            case Boosted(part, 0):
                return query.const_score_query(self.compile(part), 0.0)
            case Boosted(part, factor):
                return query.boost_query(self.compile(part), factor)
            case Everything():
                return self.marked("finding")

    def _all_of(self, parts: tuple[Node, ...], better: tuple[Node, ...]) -> "tantivy.Query":
        clauses = [
            (self._must_not, self.compile(part.part))
            if isinstance(part, Without)
            else (self._must, self.compile(part))
            for part in parts
        ]
        if all(isinstance(part, Without) for part in parts):
            clauses.append((self._must, self.marked("finding")))
        query = self._query.boolean_query(clauses)
        for part in better:
            # One by one: several optional clauses in one query are a union, which Tantivy reads in
            # blocks of 4,096 documents even where only few of them match the rest.
            optional = (self._should, self.compile(part))
            query = self._query.boolean_query([(self._must, query), optional])
        return query

    def _any_of(self, parts: tuple[Node, ...], at_least: int) -> "tantivy.Query":
        if not parts:
            return self._query.empty_query()
        clauses = [(self._should, self.compile(part)) for part in parts]
        return self._query.boolean_query(clauses, max(1, at_least) if at_least > 1 else None)
