"""Answers queries from one commit of a Whoosh index."""

from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING

import msgspec

from indexer.engine import Hit, Hits, IndexState, KeywordField, Node, NumberField, Sort, Term
from indexer.engines.ranking import ranks
from indexer.engines.whoosh_queries import Evaluation, Scores
from indexer.engines.whoosh_schema import SEPARATOR, STATE

if TYPE_CHECKING:
    from whoosh.columns import ColumnReader
    from whoosh.index import FileIndex

_FACET_VALUES = 1_000
_SORTED_BY = {
    Sort.NEWEST: NumberField.PUBLISHED,
    Sort.OLDEST: NumberField.PUBLISHED,
    Sort.AMOUNT: NumberField.AMOUNT,
}


class WhooshReader:
    """One commit of the index."""

    def __init__(self, index: "FileIndex") -> None:
        self._index = index
        self._searcher = index.searcher()
        self._reader = self._searcher.reader()
        self._evaluation = Evaluation(self._searcher)

    def __del__(self) -> None:
        if searcher := getattr(self, "_searcher", None):
            searcher.close()
            self._index.close()

    def search(
        self, query: Node, *, limit: int, offset: int = 0, sort: Sort = Sort.RELEVANCE
    ) -> Hits:
        scores = self._evaluation.scores(query)
        if not limit or not scores:
            return Hits(len(scores), ())
        # A query that only filters has nothing to rank by: the newest come first.
        by_date = sort is Sort.RELEVANCE and not ranks(query)
        order = Sort.NEWEST if by_date else sort
        page = self._first(scores, offset + limit, order)[offset:]
        return Hits(
            len(scores), tuple(self._hit(id, scores[id] if order is sort else 0.0) for id in page)
        )

    def count(self, query: Node) -> int:
        return len(self._evaluation.scores(query))

    def frequency(self, term: Term) -> int:
        return int(self._reader.doc_frequency(term.field.value, term.token))

    def facets(
        self, query: Node, fields: Sequence[KeywordField | NumberField]
    ) -> dict[KeywordField | NumberField, list[tuple[str, int]]]:
        matching = self._evaluation.scores(query) if fields else {}
        return {field: self._facet(field, matching) for field in fields}

    def state(self) -> IndexState | None:
        for id in self._evaluation.marked(STATE):
            return msgspec.msgpack.decode(self._reader.stored_fields(id)["card"], type=IndexState)
        return None

    def _first(self, scores: Scores, count: int, sort: Sort) -> list[int]:
        ties = self._column("tie")
        if sort is Sort.RELEVANCE:
            return nsmallest(count, scores, key=lambda id: (-scores[id], ties[id]))
        values = self._column(f"{_SORTED_BY[sort].value}_column")
        if sort is Sort.OLDEST:
            return nsmallest(count, scores, key=lambda id: (values[id] or 1 << 63, ties[id]))
        return nsmallest(count, scores, key=lambda id: (-values[id], ties[id]))

    def _column(self, name: str) -> "ColumnReader":
        """The values of a column by document number.

        Whoosh's own reader over several segments skips those that lack the column, and gives the
        values of one document for another's.
        """
        from whoosh.columns import MultiColumnReader

        leaves = list(self._reader.leaf_readers())
        columns = [leaf.column_reader(name) for leaf, _ in leaves]
        return MultiColumnReader(columns, [offset for _, offset in leaves])

    def _facet(self, field: KeywordField | NumberField, matching: Scores) -> list[tuple[str, int]]:
        if not matching:
            return []
        column = self._column(f"{field.value}_column")
        counts: Counter[str] = Counter()
        for id in matching:
            value = column[id]
            if isinstance(value, bytes):
                counts.update(value.decode().split(SEPARATOR) if value else ())
            elif value:
                counts[str(value)] += 1
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return ordered[:_FACET_VALUES]

    def _hit(self, id: int, score: float) -> Hit:
        stored = self._reader.stored_fields(id)
        return Hit(stored["id"], score, stored["card"])
