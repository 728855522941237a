"""Answers queries from one commit of a Tantivy index."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.engine import (
    Hit,
    Hits,
    IndexState,
    KeywordField,
    Node,
    NumberField,
    Sort,
    Term,
)
from indexer.engines.ranking import matching, ranks
from indexer.engines.tantivy_files import readable
from indexer.engines.tantivy_queries import Queries
from indexer.engines.tantivy_schema import STATE, TIE

if TYPE_CHECKING:
    import tantivy

_FACET_VALUES = 1_000
_TIES = 50  # hits beyond the page that are looked at for ties at first
_TERMS = 10_000  # whose frequency is remembered


class TantivyReader:
    """One commit of the index."""

    def __init__(self, index: "tantivy.Index", folder: Path) -> None:
        self._searcher = index.searcher()
        self._folder = folder
        # The same few terms are weighed several times in planning and compiling one question.
        self._frequency = lru_cache(maxsize=_TERMS)(self._document_frequency)
        self._queries = Queries(index.schema, self._frequency)

    def search(
        self, query: Node, *, limit: int, offset: int = 0, sort: Sort = Sort.RELEVANCE
    ) -> Hits:
        if not limit:
            return Hits(self.count(query), ())
        with readable(self._folder):
            compiled = self._queries.compile(query)
            if sort is Sort.RELEVANCE and ranks(query):
                return self._best(compiled, limit, offset)
            return self._ordered(compiled, limit, offset, sort)

    def count(self, query: Node) -> int:
        with readable(self._folder):
            compiled = self._queries.compile(matching(query))
            return _total(self._searcher.search(compiled, 1))

    def frequency(self, term: Term) -> int:
        return self._frequency(term)

    def facets(
        self, query: Node, fields: Sequence[KeywordField | NumberField]
    ) -> dict[KeywordField | NumberField, list[tuple[str, int]]]:
        wanted = {
            field.value: {"terms": {"field": field.value, "size": _FACET_VALUES}}
            for field in fields
        }
        if not wanted or not self._searcher.num_docs:
            return {field: [] for field in fields}
        with readable(self._folder):
            compiled = self._queries.compile(matching(query))
            found = self._searcher.aggregate(compiled, wanted)
        return {field: _counts(found[field.value]["buckets"]) for field in fields}

    def state(self) -> IndexState | None:
        with readable(self._folder):
            hits = self._searcher.search(self._queries.marked(STATE), 1, count=False).hits
            if not hits:
                return None
            payload = self._searcher.doc(hits[0][1])["card"][0]
            return msgspec.msgpack.decode(payload, type=IndexState)

    def _document_frequency(self, term: Term) -> int:
        with readable(self._folder):
            return self._searcher.doc_freq(term.field.value, term.token)

    def _best(self, query: "tantivy.Query", limit: int, offset: int) -> Hits:
        wanted = offset + limit
        fetched = wanted + _TIES
        while True:
            result = self._searcher.search(query, fetched)
            found = result.hits
            # Ties over the end of the page are fetched whole, or else two pages might share a hit.
            if len(found) < fetched or found[-1][0] != found[wanted - 1][0]:
                break
            fetched *= 4
        if any(hit[0] == following[0] for hit, following in pairwise(found[: wanted + 1])):
            addresses = [address for _, address in found]
            ties = self._searcher.fast_field_values(TIE, addresses)
            ranked = sorted(range(len(found)), key=lambda i: (-found[i][0], ties[i]))
            found = [found[i] for i in ranked]
        return Hits(_total(result), self._hits(found[offset:wanted]))

    def _ordered(self, query: "tantivy.Query", limit: int, offset: int, sort: Sort) -> Hits:
        import tantivy

        field = sort.name if sort is not Sort.RELEVANCE else Sort.NEWEST.name
        order = tantivy.Order.Asc if sort is Sort.OLDEST else tantivy.Order.Desc
        result = self._searcher.search(
            query, limit, order_by_field=field, offset=offset, order=order
        )
        return Hits(_total(result), self._hits([(0.0, address) for _, address in result.hits]))

    def _hits(self, found: Sequence[tuple[float, "tantivy.DocAddress"]]) -> tuple[Hit, ...]:
        stored = [(score, self._searcher.doc(address)) for score, address in found]
        return tuple(Hit(doc["id"][0], score, bytes(doc["card"][0])) for score, doc in stored)


def _total(result: "tantivy.SearchResult") -> int:
    return result.count or 0  # type: ignore[attr-defined]  # missing from the stubs of 0.27


def _counts(buckets: Sequence[dict[str, object]]) -> list[tuple[str, int]]:
    counted = [(_name(bucket["key"]), int(str(bucket["doc_count"]))) for bucket in buckets]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def _name(key: object) -> str:
    return f"{key:.0f}" if isinstance(key, float) else str(key)
