"""One writer across hosts: a document in the index that says who writes, and until when.

Whoever writes renews it all the while; one that was killed loses it after `SECONDS`. Expiry is
judged by the readers' clocks, so hosts must agree on the time within a few seconds; where they
don't, the state document's version still lets only one of two writers commit.
"""

import os
import socket
import threading
import time
from datetime import datetime
from typing import TYPE_CHECKING

from indexer.engine import IndexBusy
from indexer.engines.opensearch_client import Address, asked
from indexer.errors import LibraryError
from ingest.model import Record

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

ID = "lease"
SECONDS = 30.0


class _Version(Record, frozen=True):
    seq_no: int
    primary_term: int


class Lease:
    """The right to write to `index`, renewed in the background until `release`."""

    def __init__(self, client: "OpenSearch", where: Address, index: str) -> None:
        """Raises `IndexBusy` where another writer has it."""
        self._client, self._where, self._index = client, where, index
        self._owner = f"主机 {socket.gethostname()}，进程 {os.getpid()}"
        self._asked = time.monotonic()
        self._version = self._take()
        self.lost = False
        self._released = threading.Event()
        self._renewer = threading.Thread(target=self._renew, daemon=True)
        self._renewer.start()

    def require(self) -> None:
        """Raises `IndexBusy` where another writer took over meanwhile, or may have."""
        if self.lost or time.monotonic() - self._asked > SECONDS:
            self.lost = True
            raise IndexBusy(f"索引 {self._index} 已由另一个程序接手写入，本次未提交的内容已放弃。")

    def release(self) -> None:
        """Lets the next one write at once."""
        from opensearchpy.exceptions import OpenSearchException

        self._released.set()
        self._renewer.join()
        if self.lost:
            return
        version = self._version
        try:
            self._client.delete(
                index=self._index,
                id=ID,
                params={"if_seq_no": version.seq_no, "if_primary_term": version.primary_term},
            )
        except OpenSearchException:
            # It lapses by itself.
            return

    def _take(self) -> _Version:
        from opensearchpy.exceptions import ConflictError

        found = asked(
            self._where,
            lambda: self._client.get(
                index=self._index, id=ID, params={"realtime": "true"}, ignore=404
            ),
            10.0,
        )
        try:
            if not found.get("found"):
                return self._write(None)
            lease = found["_source"]["lease"]
            if lease["expires"] > time.time():
                raise self._busy(lease["owner"], lease["expires"])
            return self._write(_Version(found["_seq_no"], found["_primary_term"]))
        except ConflictError as error:
            raise self._busy("刚刚开始的另一个程序", time.time() + SECONDS) from error

    def _busy(self, owner: str, expires: float) -> IndexBusy:
        until = datetime.fromtimestamp(expires).strftime("%H:%M:%S")
        return IndexBusy(
            f"另一个程序正在写入索引 {self._index}（{owner}）。"
            f"请等它结束后再试；它若已中断，{until} 之后即可写入。"
        )

    def _write(self, version: _Version | None) -> _Version:
        options: dict[str, object] = {"op_type": "create"}
        if version:
            options = {"if_seq_no": version.seq_no, "if_primary_term": version.primary_term}
        lease = {"owner": self._owner, "expires": time.time() + SECONDS}
        body = {"mark": "lease", "lease": lease}
        written = self._client.index(index=self._index, id=ID, body=body, params=options)
        return _Version(written["_seq_no"], written["_primary_term"])

    def _renew(self) -> None:
        from opensearchpy.exceptions import ConflictError, NotFoundError, OpenSearchException

        while not self._released.wait(SECONDS / 3):
            began = time.monotonic()
            try:
                self._version = self._write(self._version)
                self._asked = began
            except (ConflictError, NotFoundError):
                if not self._still_own():
                    self.lost = True
                    return
                self._asked = began
            except (OpenSearchException, LibraryError):
                # A node was lost in passing: there are two more turns before the lease lapses.
                continue

    def _still_own(self) -> bool:
        """Whether a conflict was with this writer's own renewal, whose answer got lost."""
        from opensearchpy.exceptions import OpenSearchException

        try:
            found = self._client.get(index=self._index, id=ID)
        except OpenSearchException:
            return False
        if found["_source"]["lease"]["owner"] != self._owner:
            return False
        self._version = _Version(found["_seq_no"], found["_primary_term"])
        return True
