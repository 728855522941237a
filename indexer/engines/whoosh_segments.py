"""How Whoosh's segments are written."""

from whoosh.codec.base import Segment
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter


def segment_writer(index: FileIndex, dropped: list[int], megabytes: int) -> SegmentWriter:
    """A writer that leaves out documents of the segment that it is writing.

    `dropped` are their numbers, known by the time of its commit. Whoosh itself can only delete
    from segments that were committed.
    """
    return _Writer(index, dropped, megabytes)


class _Writer(SegmentWriter):
    def __init__(self, index: FileIndex, dropped: list[int], megabytes: int) -> None:
        super().__init__(index, limitmb=megabytes)  # type: ignore[no-untyped-call]
        self._dropped = dropped

    def _finalize_segment(self) -> Segment:
        segment: Segment = super()._finalize_segment()  # type: ignore[no-untyped-call]
        for number in self._dropped:
            segment.delete_document(number)
        return segment
