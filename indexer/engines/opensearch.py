"""The index on an OpenSearch cluster, for many users and many millions of findings."""

import time
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from indexer.engine import Hit, Hits, IndexState, KeywordField, Node, NumberField, Sort, Term
from indexer.engines.opensearch_client import Address, address, asked, connect, insisted
from indexer.engines.opensearch_lease import Lease
from indexer.engines.opensearch_queries import Clause, clause
from indexer.engines.opensearch_schema import Committed, index_body, visible
from indexer.engines.opensearch_writer import OpenSearchWriter, stored_state
from indexer.engines.ranking import ranks

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_FACET_VALUES = 1_000
_KEPT = "10m"  # how long a reader that is not used keeps its view; every use renews it
_PATIENCE = 10.0
_COPIED = 10.0
_TIES = {"tie": "asc"}


class OpenSearchEngine:
    """The index of one generation: `huitoukan-3` on the cluster that `url` names."""

    def __init__(self, url: str, generation: int) -> None:
        """Raises `LibraryError` where the URL is wrong; connects to nothing."""
        self._where = address(url)
        self._generation = generation
        self.index = f"{self._where.index}-{generation}"

    def __del__(self) -> None:
        if client := self.__dict__.get("_client"):
            client.close()

    @cached_property
    def _client(self) -> "OpenSearch":
        return connect(self._where)

    def health(self) -> str:
        """`green` where every copy is in place, `yellow` where copies lack, `red` where data does.

        Raises `LibraryError` where the cluster is not reached.
        """
        found = asked(self._where, lambda: self._client.cluster.health(index=self.index), _PATIENCE)
        return str(found["status"])

    def reader(self) -> "OpenSearchReader":
        return OpenSearchReader(self, self._client, self._where, self.index)

    @contextmanager
    def writer(self) -> Iterator[OpenSearchWriter]:
        self._create()
        lease = Lease(self._client, self._where, self.index)
        try:
            writer = OpenSearchWriter(self._client, self._where, self.index, lease)
            try:
                yield writer
            finally:
                writer.clean()
        finally:
            lease.release()

    def clear(self) -> None:
        if self._exists(self.index):
            Lease(self._client, self._where, self.index).release()
            self._drop(self.index)
        # A rebuild clears its own generation while the one before it serves; older ones are done.
        number = self._generation - 2
        while number > 0 and self._exists(f"{self._where.index}-{number}"):
            self._drop(f"{self._where.index}-{number}")
            number -= 1

    def _exists(self, index: str) -> bool:
        return bool(asked(self._where, lambda: self._client.indices.exists(index=index), _PATIENCE))

    def _drop(self, index: str) -> None:
        insisted(self._where, lambda: self._client.indices.delete(index=index, ignore=404))

    def _create(self) -> None:
        from opensearchpy.exceptions import RequestError

        if self._exists(self.index):
            return
        try:
            insisted(
                self._where,
                lambda: self._client.indices.create(index=self.index, body=index_body()),
            )
        except RequestError as error:
            if error.error != "resource_already_exists_exception":
                raise
        # A node that is lost before the copies exist takes its part of the index with it. A
        # cluster of one node never has copies: it is not waited for long.
        deadline = time.monotonic() + _COPIED
        while self.health() != "green" and time.monotonic() < deadline:
            time.sleep(0.05)


class OpenSearchReader:
    """One commit of the index: a point in time on the cluster, and which commit counts in it."""

    def __init__(
        self, engine: OpenSearchEngine, client: "OpenSearch", where: Address, index: str
    ) -> None:
        # The engine closes the client when nobody has it any more.
        self._engine, self._client, self._where = engine, client, where
        self._committed = Committed()
        self._view: str | None = None
        self._frequencies: dict[Term, int] = {}
        self._open(index)

    def __del__(self) -> None:
        from opensearchpy.exceptions import OpenSearchException

        if view := getattr(self, "_view", None):
            with suppress(OpenSearchException):
                self._client.delete_pit(body={"pit_id": [view]})

    def search(
        self, query: Node, *, limit: int, offset: int = 0, sort: Sort = Sort.RELEVANCE
    ) -> Hits:
        ranked = sort is Sort.RELEVANCE and ranks(query)
        body: Clause = {"from": offset, "size": limit, "_source": ["id", "card"]}
        body["sort"] = _order(sort, ranked)
        found = self._ask(query, body)
        if found is None:
            return Hits(0, ())
        hits = found["hits"]
        page = (
            Hit(_id(hit["_source"]), hit["_score"] or 0.0, b64decode(hit["_source"]["card"]))
            for hit in hits["hits"]
        )
        return Hits(hits["total"]["value"], tuple(page))

    def count(self, query: Node) -> int:
        return self.search(query, limit=0).total

    def frequency(self, term: Term) -> int:
        # One question weighs the same few terms several times, each time over the network.
        if term not in self._frequencies:
            self._frequencies[term] = self.count(term)
        return self._frequencies[term]

    def facets(
        self, query: Node, fields: Sequence[KeywordField | NumberField]
    ) -> dict[KeywordField | NumberField, list[tuple[str, int]]]:
        wanted = {
            field.value: {"terms": {"field": field.value, "size": _FACET_VALUES}}
            for field in fields
        }
        found = self._ask(query, {"size": 0, "aggs": wanted}) if wanted else None
        if found is None:
            return {field: [] for field in fields}
        counted = found["aggregations"]
        return {field: _counts(counted[field.value]["buckets"]) for field in fields}

    def state(self) -> IndexState | None:
        return self._committed.state

    def _open(self, index: str) -> None:
        """Opens a view that no commit fell into: the state is the same before and after."""
        from opensearchpy.exceptions import NotFoundError

        options = {"keep_alive": _KEPT, "allow_partial_pit_creation": "false"}
        while True:
            try:
                before = stored_state(self._client, self._where, index, _PATIENCE)
                if before is None:
                    return
                view = asked(
                    self._where,
                    lambda: self._client.create_pit(index=index, params=options),
                    _PATIENCE,
                )
                self._view, self._committed = view["pit_id"], before.committed
                if stored_state(self._client, self._where, index, _PATIENCE) == before:
                    return
                self._client.delete_pit(body={"pit_id": [self._view]})
            except NotFoundError:
                return

    def _ask(self, query: Node, body: Clause) -> dict[str, Any] | None:
        if self._view is None:
            return None
        asking: Clause = {
            **body,
            "query": {"bool": {"must": [clause(query)], "filter": visible(self._committed)}},
            "pit": {"id": self._view, "keep_alive": _KEPT},
            "track_total_hits": True,
        }
        # Term statistics of all shards together, so that findings rank as on one.
        options = {"search_type": "dfs_query_then_fetch", "allow_partial_search_results": "false"}
        found: dict[str, Any] = asked(
            self._where, lambda: self._client.search(body=asking, params=options), _PATIENCE
        )
        return found


def _order(sort: Sort, ranked: bool) -> list[Clause]:
    if ranked:
        return [{"_score": "desc"}, {**_TIES}]
    if sort is Sort.AMOUNT:
        return [{NumberField.AMOUNT.value: {"order": "desc", "missing": 0}}, {**_TIES}]
    order = "asc" if sort is Sort.OLDEST else "desc"
    return [{NumberField.PUBLISHED.value: {"order": order, "missing": "_last"}}, {**_TIES}]


def _id(source: dict[str, object]) -> str:
    id = source["id"]
    return str(id[0] if isinstance(id, list) else id)


def _counts(buckets: Sequence[dict[str, object]]) -> list[tuple[str, int]]:
    counted = [(str(bucket["key"]), int(str(bucket["doc_count"]))) for bucket in buckets]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))
