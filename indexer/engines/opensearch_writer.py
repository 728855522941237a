"""The one writer of an OpenSearch index.

OpenSearch knows no transactions: what was sent is there, committed or not. So every finding says
which commit wrote it, and one small state document says which commits count; replacing that
document is the commit. What a writer left behind that was stopped half-way, the next one cleans
away.
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from indexer.engine import IndexBusy, IndexDocument, IndexState, KeywordField
from indexer.engines.opensearch_client import PATIENCE, Address, asked, insisted
from indexer.engines.opensearch_lease import Lease
from indexer.engines.opensearch_queries import Clause
from indexer.engines.opensearch_schema import (
    STATE_ID,
    Committed,
    Stored,
    document,
    removed,
    state_body,
)
from indexer.errors import LibraryError

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_BULK = 300  # documents in a request: about 2 MB
_ATTEMPTS = 8
_PASSING = (429, 500, 502, 503, 504)


def stored_state(
    client: "OpenSearch", where: Address, index: str, patience: float = PATIENCE
) -> Stored | None:
    """The state document of an index; None where it has none yet."""
    found = asked(where, lambda: client.get(index=index, id=STATE_ID, ignore=404), patience)
    if not found.get("found"):
        return None
    committed = msgspec.convert(found["_source"]["committed"], Committed)
    return Stored(committed, found["_seq_no"], found["_primary_term"])


class OpenSearchWriter:
    """Writes under a lease; `clean` takes out what was not committed."""

    def __init__(self, client: "OpenSearch", where: Address, index: str, lease: Lease) -> None:
        self._client, self._where, self._index, self._lease = client, where, index, lease
        self._stored = stored_state(client, where, index)
        self._waiting: list[tuple[str, Clause]] = []
        self._fresh: set[str] = set()
        self._removing: dict[str, None] = {}
        self._dirty = True
        self.clean()

    def add(self, documents: Sequence[IndexDocument]) -> None:
        for each in documents:
            id = each.keywords[KeywordField.ID][0]
            self._fresh.add(each.keywords[KeywordField.REPORT][0])
            self._waiting.append((f"{id}@{self._next}", document(each, self._next)))
            if len(self._waiting) >= _BULK:
                self._send()

    def remove(self, reports: Sequence[str]) -> None:
        self._removing.update(dict.fromkeys(reports))
        fresh = self._fresh.intersection(reports)
        if fresh:
            self._send()
            self._refresh()
            added = {"terms": {KeywordField.REPORT.value: sorted(fresh)}}
            self._delete({"bool": {"filter": [added, {"term": {"since": self._next}}]}})
            self._fresh -= fresh

    def commit(self, state: IndexState) -> None:
        self._send()
        self._refresh()
        self._lease.require()
        removing = tuple(self._removing)
        committed = Committed(commit=self._next, state=state, removing=removing)
        self._store(committed)
        self._fresh.clear()
        self._removing.clear()
        self._dirty = False
        if removing:
            self._take_out(committed)

    def clean(self) -> None:
        """Takes out what no commit wrote, and what the last commit took out, if that is left."""
        if not self._dirty or self._lease.lost:
            return
        self._waiting.clear()
        self._refresh()
        since = {"range": {"since": {"gt": self._committed.commit}}}
        self._delete({"bool": {"filter": [since]}})
        if self._committed.removing:
            self._take_out(self._committed)
        self._dirty = False

    @property
    def _committed(self) -> Committed:
        return self._stored.committed if self._stored else Committed()

    @property
    def _next(self) -> int:
        return self._committed.commit + 1

    def _take_out(self, committed: Committed) -> None:
        self._delete(removed(committed))
        self._store(msgspec.structs.replace(committed, removing=()))

    def _store(self, committed: Committed) -> None:
        """Replaces the state document, unless another writer did since it was read."""
        from opensearchpy.exceptions import ConflictError

        options: dict[str, object] = {"op_type": "create"}
        if self._stored:
            before = self._stored
            options = {"if_seq_no": before.seq_no, "if_primary_term": before.primary_term}
        try:
            written = insisted(
                self._where,
                lambda: self._client.index(
                    index=self._index, id=STATE_ID, body=state_body(committed), params=options
                ),
            )
            self._stored = Stored(committed, written["_seq_no"], written["_primary_term"])
        except ConflictError as error:
            # A repeated request meets its own first try where the answer to that was lost.
            now = stored_state(self._client, self._where, self._index)
            if now is None or now.committed != committed:
                self._lease.lost = True
                raise IndexBusy(
                    f"另一个程序在这期间写入了索引 {self._index}，本次未提交的内容已放弃。"
                    "请等它结束后重新运行。"
                ) from error
            self._stored = now

    def _send(self) -> None:
        """Sends what waits; what a lost node refused is sent again, for ids make that harmless."""
        self._dirty = True
        self._lease.require()
        left, self._waiting = self._waiting, []
        for attempt in range(_ATTEMPTS):
            if not left:
                return
            if attempt:
                time.sleep(min(0.2 * 2**attempt, 10.0))
            results = self._bulk(left)
            wrong = [each for each in results if each["status"] >= 300]
            for each in wrong:
                if each["status"] not in _PASSING:
                    raise LibraryError(_refused(self._index, each["_id"], each["error"]))
            again = {each["_id"] for each in wrong}
            left = [(id, body) for id, body in left if id in again]
        raise LibraryError(
            f"OpenSearch（{self._where}）多次拒收索引 {self._index} 的 {len(left)} 条内容，"
            f"最后的原因：{wrong[0]['error']['reason']}。请检查集群状态后重新运行。"
        )

    def _bulk(self, documents: list[tuple[str, Clause]]) -> list[dict[str, Any]]:
        lines = [line for id, body in documents for line in ({"index": {"_id": id}}, body)]
        answer = insisted(self._where, lambda: self._client.bulk(index=self._index, body=lines))
        return [item["index"] for item in answer["items"]]

    def _refresh(self) -> None:
        from opensearchpy.exceptions import TransportError

        def refresh() -> None:
            answer = self._client.indices.refresh(index=self._index)
            if answer["_shards"]["failed"]:
                raise TransportError(503, "refresh", answer)

        insisted(self._where, refresh)

    def _delete(self, query: Clause) -> None:
        """Deletes what is visible to a refreshed search, and lets searches see that it is gone."""
        insisted(
            self._where,
            lambda: self._client.delete_by_query(
                index=self._index,
                body={"query": query},
                params={"conflicts": "proceed", "refresh": "true"},
            ),
        )


def _refused(index: str, id: str, error: dict[str, str]) -> str:
    return f"OpenSearch 不接受索引 {index} 的条目 {id}：{error['type']}，{error['reason']}。"
