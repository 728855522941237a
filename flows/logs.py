"""What flows said, as far as it is for people."""

import re
from collections.abc import Callable
from datetime import datetime
from logging import ERROR
from typing import TYPE_CHECKING

from ingest.model import Record

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import Log

_PAGE = 200
_CHINESE = re.compile("[\u4e00-\u9fff]")
# Prefect repeats the message of a final state in an English sentence of its own.
_OWN = "Finished in state"


class LogLine(Record, frozen=True, kw_only=True):
    """One line of what a flow said; `at` is ISO with offset, local."""

    at: str
    level: int
    text: str


OnLine = Callable[[LogLine], None]


def said(
    client: "SyncPrefectClient", limit: int, after: datetime | None = None
) -> tuple[LogLine, ...]:
    """The last `limit` lines, the oldest first; only those later than `after`.

    What Prefect says of itself is left out, unless it is an error.
    """
    from prefect.client.schemas.filters import LogFilter, LogFilterTimestamp
    from prefect.client.schemas.sorting import LogSort

    later = LogFilterTimestamp.model_validate({"after_": after})
    found: list[LogLine] = []
    offset = 0
    while len(found) < limit:
        page = client.read_logs(
            log_filter=LogFilter(timestamp=later),
            limit=_PAGE,
            offset=offset,
            sort=LogSort.TIMESTAMP_DESC,
        )
        found += [_line(each) for each in page if _for_people(each, after)]
        offset += _PAGE
        if len(page) < _PAGE:
            break
    return tuple(reversed(found[:limit]))


def local(when: datetime) -> str:
    """A time as this machine's people read it, with offset."""
    return when.astimezone().isoformat(" ", "seconds")


def _line(log: "Log") -> LogLine:
    at = log.timestamp.astimezone().isoformat(" ")
    return LogLine(at=at, level=log.level, text=log.message.partition("\nTraceback")[0])


def _for_people(log: "Log", after: datetime | None) -> bool:
    if log.message.startswith(_OWN) or (after is not None and log.timestamp <= after):
        return False
    return log.level >= ERROR or _CHINESE.search(log.message) is not None
