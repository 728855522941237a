"""Who did what: a log that only grows, for as long as it is to be kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, insert, select

from ingest.model import Record
from web.database import Database, now
from web.tables import audit

_PAGE = 1_000
_LONGEST = 500  # characters of a subject
# Made once: making and compiling it takes longer than writing the line.
_ADD = insert(audit)


class Action(StrEnum):
    """What is written down."""

    LOGIN = "登录"
    LOGIN_FAILED = "登录失败"
    LOGOUT = "退出"
    SEARCH = "检索"
    VIEW = "查看"
    EXPORT = "导出"
    DOWNLOAD = "下载原件"
    DECIDE = "研判"
    EDIT = "改台账"
    UPLOAD = "上传"
    RETRY = "重试隔离"
    SOURCE = "来源"
    ACCOUNT = "账号"
    REFUSED = "拒绝"


class Entry(Record, frozen=True, kw_only=True):
    """One line: `at` UTC, `who` a name, `subject` what it was done with."""

    id: int
    at: str
    who: str
    address: str
    action: Action
    subject: str


class AuditLog:
    """The log of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, action: Action, who: str, address: str, subject: str = "") -> None:
        """Writes one entry."""
        with self._database.writing() as connection:
            connection.execute(
                _ADD,
                {
                    "at": now(),
                    "who": who,
                    "address": address,
                    "action": action.value,
                    "subject": subject[:_LONGEST],
                },
            )

    def entries(
        self,
        *,
        who: str | None = None,
        action: Action | None = None,
        since: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        """The entries, the last first; `since` is an ISO time in UTC."""
        query = select(audit).order_by(audit.c.id.desc())
        if who is not None:
            query = query.where(audit.c.who == who)
        if action is not None:
            query = query.where(audit.c.action == action.value)
        if since is not None:
            query = query.where(audit.c.at >= since)
        if limit is not None:
            query = query.limit(limit)
        with self._database.reading() as connection:
            for row in connection.execute(query.execution_options(yield_per=_PAGE)):
                fields = dict(row._mapping)
                yield Entry(**{**fields, "action": Action(fields["action"])})

    def forget(self, days: int) -> int:
        """Drops what is older than so many days; returns how many entries."""
        self._database.keep_audit(days)
        # A second more than the trigger counts, which has not got to round.
        before = datetime.now(UTC) - timedelta(days=days, seconds=2)
        with self._database.writing() as connection:
            dropped = connection.execute(
                delete(audit).where(audit.c.at < before.isoformat(timespec="seconds"))
            )
            return int(dropped.rowcount)
