"""Keeps an index in step with the catalog while an ingest runs."""

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from indexer.engine import IndexState, IndexWriter
from indexer.interrupt import interrupt_deferred
from indexer.library import Library
from indexer.prepare import IndexJob, decode_documents, index
from indexer.refill import engine_writer

if TYPE_CHECKING:
    from indexer.catalog import Catalog


class IndexUpdate(AbstractContextManager["IndexUpdate"]):
    """Follows the catalog from where it stands now; opens the index at the first change.

    `uncommitted` counts the documents added since the last commit, which was at the monotonic time
    `committed_at`.
    """

    def __init__(self, library: Library, catalog: "Catalog") -> None:
        self._library = library
        self._catalog = catalog
        self._sequence = self._committed = catalog.position().sequence
        self._writer: IndexWriter | None = None
        self._stack = ExitStack()
        self.uncommitted = 0
        self.committed_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, traceback)

    def follow(self, documents: Mapping[str, bytes]) -> None:
        """Takes in and out what the catalog has changed since the last call.

        `documents` are packed index documents by report id, for reports not in the index before.
        """
        position = self._catalog.position().sequence
        if position == self._sequence:
            return
        changes = self._catalog.changes(self._sequence)
        writer = self._open()
        if old := [each.report_id for each in changes if each.report_id not in documents]:
            writer.remove(old)
        back = {each.report_id for each in changes if each.added} - documents.keys()
        packed = [documents[each.report_id] for each in changes if each.report_id in documents]
        for report_id, name, payload in self._catalog.current(back):
            packed.append(index(IndexJob(report_id=report_id, name=name, payload=payload)))
        for each in packed:
            unpacked = decode_documents(each)
            writer.add(unpacked)
            self.uncommitted += len(unpacked)
        self._sequence = position

    def commit(self) -> None:
        """Makes the index hold, lastingly, all that was followed."""
        from indexer.analysis import analyzer_fingerprint

        if self._writer is None or self._sequence == self._committed:
            return
        with interrupt_deferred():
            self._writer.commit(IndexState(self._sequence, analyzer_fingerprint()))
        self._committed = self._sequence
        self.uncommitted = 0
        self.committed_at = time.monotonic()

    def _open(self) -> IndexWriter:
        if self._writer is None:
            engine = self._library.open_index()
            self._writer = self._stack.enter_context(engine_writer(engine, self._library))
        return self._writer
