"""Writes findings to a Whoosh index."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from indexer.engine import IndexDocument, IndexState, KeywordField
from indexer.engines.whoosh_schema import MARK, STATE, document

if TYPE_CHECKING:
    from whoosh.index import FileIndex

_HEAP_MB = 64


class WhooshWriter:
    """The writer of an index; `close` drops what was not committed."""

    def __init__(self, index: "FileIndex") -> None:
        from indexer.engines.whoosh_segments import segment_writer

        self._index = index
        self._dropped: list[int] = []
        self._fresh: dict[str, list[int]] = {}
        self._writer = segment_writer(index, self._dropped, _HEAP_MB)

    def add(self, documents: Sequence[IndexDocument]) -> None:
        for each in documents:
            report = each.keywords[KeywordField.REPORT][0]
            self._fresh.setdefault(report, []).append(self._writer.docnum)
            self._writer.add_document(**document(each))

    def remove(self, reports: Sequence[str]) -> None:
        for report in reports:
            self._writer.delete_by_term(KeywordField.REPORT.value, report)
            self._dropped.extend(self._fresh.pop(report, ()))

    def commit(self, state: IndexState) -> None:
        from indexer.engines.whoosh_segments import segment_writer

        self._writer.delete_by_term(MARK, STATE)
        self._writer.add_document(mark=STATE, card=msgspec.msgpack.encode(state))
        self._writer.commit()
        self._dropped.clear()
        self._fresh.clear()
        self._writer = segment_writer(self._index, self._dropped, _HEAP_MB)

    def close(self) -> None:
        if not self._writer.is_closed:
            self._writer.cancel()
