"""Failed logins: too many close an account, or an address, for a while."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, Connection, delete, func, insert, select

from web.database import Database, now
from web.problem import TooMany
from web.tables import attempt

_BY_NAME, _BY_ADDRESS = 5, 30
_WINDOW = timedelta(minutes=15)
_LONGEST_NAME = 40

TOKEN = "（令牌）"
"""Stands for the name where a token was wrong."""


class Attempts:
    """The failures of one library's page within the last minutes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, name: str, address: str) -> None:
        """Counts an attempt as failed that is still to be made; `forget` it where it succeeds.

        Raises `TooMany`, and counts nothing, where this account, or this address, has failed too
        often. Asking and counting are one: of many attempts at once no more pass than one after
        another.
        """
        with self._database.writing() as connection:
            _require_few(connection, name, address)
            connection.execute(delete(attempt).where(attempt.c.at < _since()))
            connection.execute(
                insert(attempt).values(name=name[:_LONGEST_NAME], address=address, at=now())
            )

    def forget(self, name: str) -> None:
        """Opens an account again."""
        with self._database.writing() as connection:
            connection.execute(delete(attempt).where(attempt.c.name == name[:_LONGEST_NAME]))


def _require_few(connection: Connection, name: str, address: str) -> None:
    by_name = name != TOKEN and _count(connection, attempt.c.name, name) >= _BY_NAME
    if by_name or _count(connection, attempt.c.address, address) >= _BY_ADDRESS:
        raise TooMany(
            f"试错的次数太多，请过 {_WINDOW // timedelta(minutes=1)} 分钟再试；"
            "忘了密码，请管理员运行 huitoukan users reset。",
            int(_WINDOW.total_seconds()),
        )


def _count(connection: Connection, column: Column[str], value: str) -> int:
    query = select(func.count()).where(column == value[:_LONGEST_NAME], attempt.c.at >= _since())
    return connection.scalar(query) or 0


def _since() -> str:
    return (datetime.now(UTC) - _WINDOW).isoformat(timespec="seconds")
