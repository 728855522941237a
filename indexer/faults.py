"""What can be wrong with a part of a library."""

from enum import StrEnum

from ingest.model import Record

HEALED = "下次 huitoukan ingest 时自动补齐，也可运行 huitoukan reindex。"
"""The cure of a part that is behind another."""


class FaultKind(StrEnum):
    """What is wrong with a part of a library."""

    ORIGINAL_LOST = "原件丢失"
    ORIGINAL_DAMAGED = "原件损坏"
    ORIGINAL_UNLISTED = "原件未登记"
    JOURNAL = "日志缺损"
    CATALOG = "目录不符"
    INDEX = "索引不符"


class Fault(Record, frozen=True, kw_only=True):
    """Something wrong; `about` is the file or report, `message` says what it is and its cure."""

    kind: FaultKind
    about: str
    message: str
