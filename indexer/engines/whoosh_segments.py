"""How Whoosh's segments are written and merged."""

from collections import defaultdict
from collections.abc import Callable

from whoosh.codec.base import Segment
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

_TIER = 8

Policy = Callable[[SegmentWriter, list[Segment]], list[Segment]]


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


def merge_by_tier(width: int) -> Policy:
    """A policy that keeps fewer than `width` segments in every power of eight of their sizes.

    So a document is copied a logarithmic number of times, and the files are bounded likewise.
    Whoosh's own policy lets hundreds of segments stand where commits are small. Segments with more
    deleted documents than others are copied, too.
    """

    def merge(writer: SegmentWriter, segments: list[Segment]) -> list[Segment]:
        tiers: defaultdict[int, list[Segment]] = defaultdict(list)
        for segment in segments:
            tiers[_tier(segment.doc_count_all())].append(segment)
        kept: list[Segment] = []
        for tier in tiers.values():
            for segment in tier:
                sparse = segment.deleted_count() * 2 > segment.doc_count_all()
                if sparse or len(tier) >= width:
                    reader = SegmentReader(writer.storage, writer.schema, segment)
                    writer.add_reader(reader)
                    reader.close()
                else:
                    kept.append(segment)
        return kept

    return merge


def _tier(documents: int) -> int:
    tier = 0
    while documents >= _TIER:
        documents //= _TIER
        tier += 1
    return tier
