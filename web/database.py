"""`web.sqlite` in the library's folder: accounts, sessions, tokens, the log of who did what."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, insert, select, text, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from indexer.errors import LibraryError
from web.tables import AUDIT_ONLY_GROWS, house, metadata

NAME = "web.sqlite"
_VERSION = 1
_BUSY_MS = 10_000


class Database:
    """The open file; made where there is none."""

    def __init__(self, folder: Path) -> None:
        """Raises `LibraryError` where the file cannot be written, or is of a newer program."""
        self.path = folder / NAME
        self._engine = create_engine(f"sqlite:///{self.path}")
        # Whoever waits for SQLite sleeps longer and longer; whoever waits for this is woken.
        self._turn = threading.Lock()
        event.listen(self._engine, "connect", _tune)
        event.listen(self._engine, "begin", _begin)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._prepare()
        except (OperationalError, OSError) as error:
            self.close()
            raise LibraryError(f"打不开 {self.path}：{error}。请检查文件夹的权限。") from error
        except DatabaseError as error:
            self.close()
            raise LibraryError(f"{self.path} 已损坏：{error.orig}。请从备份恢复。") from error
        # Accounts and what people looked for are nobody else's business on a shared machine.
        self.path.chmod(0o600)

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all that is done inside, or nothing if it raises."""
        with self._turn, self._engine.connect() as connection:
            # Asked for at once: a transaction that reads first cannot always be let write later.
            connection.execution_options(immediate=True)
            with connection.begin():
                yield connection

    def secret(self) -> bytes:
        """The key of this house, the same for all its processes."""
        with self.reading() as connection:
            return bytes.fromhex(connection.scalar(select(house.c.secret)) or "")

    def keep_audit(self, days: int) -> None:
        """Sets how long the log is kept."""
        with self.writing() as connection:
            connection.execute(update(house).values(audit_days=days))

    def _prepare(self) -> None:
        with self.writing() as connection:
            version = connection.scalar(text("PRAGMA user_version"))
            if version == _VERSION:
                return
            if version:
                self.close()
                raise LibraryError(f"{self.path} 是更新版本的程序写的。请升级程序。")
            metadata.create_all(connection)
            for trigger in AUDIT_ONLY_GROWS:
                connection.execute(text(trigger))
            connection.execute(
                insert(house).values(id=1, secret=secrets.token_hex(32), audit_days=1095)
            )
            connection.execute(text(f"PRAGMA user_version = {_VERSION}"))


def now() -> str:
    """The time as the tables have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _tune(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver would begin transactions late: SQLAlchemy begins them instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # A power cut may cost the last entries of the log, never the file.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
