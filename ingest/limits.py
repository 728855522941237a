"""What one file may cost."""

from ingest.model import Record


class Limits(Record, frozen=True, kw_only=True):
    """Upper bounds for reading one file.

    `file_bytes` is its size on disk, `unpacked_bytes` the size of its contents once decompressed,
    `pages` its pages, `characters` the length of its text (one finding of a million characters
    takes about 400 MB to analyse); `seconds` (wall clock) and `memory_bytes` (address space of the
    worker) are enforced by `ingest.sandbox` only, because a process cannot stop itself reliably.
    The longest reports seen are 200 pages, some 200,000 characters: the defaults leave room for
    scans and for a year's papers in one file.
    """

    file_bytes: int = 200_000_000
    pages: int = 3000
    characters: int = 2_000_000
    unpacked_bytes: int = 1_000_000_000
    seconds: float = 60.0
    memory_bytes: int = 2_000_000_000
