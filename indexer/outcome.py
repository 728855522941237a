"""What an ingest did, file by file and in all."""

from collections.abc import Callable
from enum import StrEnum

from ingest.model import Record


class Outcome(StrEnum):
    """What became of one file."""

    NEW = "新增"
    UPDATED = "更新"
    UNCHANGED = "未变"
    QUARANTINED = "隔离"
    SKIPPED = "跳过"


class Rejected(Record, frozen=True, kw_only=True):
    """A file that could not be read: `id` is its id in quarantine."""

    id: str
    path: str
    name: str
    reason: str
    passing: bool


class IngestSummary(Record, frozen=True, kw_only=True):
    """Files by outcome; `findings` and `megabytes` are those of new and updated reports.

    `skipped` files are of no known type, or dropped from quarantine by a person; `restored`
    originals were lost or damaged and are put back; `notes` are sentences on what else was mended.
    """

    new: int
    updated: int
    unchanged: int
    skipped: int
    quarantined: tuple[Rejected, ...]
    findings: int
    megabytes: float
    seconds: float
    restored: int = 0
    notes: tuple[str, ...] = ()


class Progress(Record, frozen=True, kw_only=True):
    """How far an ingest is: files settled for good, of all that were found."""

    done: int
    total: int


OnProgress = Callable[[Progress], None]
