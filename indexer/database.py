"""Connections to the catalog's database: SQLite by default, PostgreSQL by URL."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from indexer import tables
from indexer.errors import CatalogMissing, LibraryError

# Readers wait this long for a writer's moment of exclusiveness, in milliseconds.
_BUSY_MS = 30_000
_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")


def connect(url: str, *, reading: bool = False) -> Engine:
    """The database at `url`, its tables at the newest version; made where there is none.

    For `reading`, nothing is made: a file or folder without write permission will do, and where
    there is no catalog, `CatalogMissing` is raised. Raises `LibraryError` where the database
    cannot be reached, or was written by a newer program.
    """
    file = make_url(url).database if reading and url.startswith("sqlite:") else None
    database = _engine(url, readable(Path(file)) if file else None)
    try:
        with database.connect() as connection:
            version = _version(connection)
        if version == tables.HEAD:
            return database
        if reading:
            if version is None:
                raise missing(file or _shown(url))
            if file and not _writable(Path(file)):
                raise LibraryError(
                    f"目录 {file} 由另一版本的程序写成，而这里只能读、不能升级。"
                    "请把库复制到可以写入的位置再打开。"
                )
        with database.connect() as connection:
            # Others may be doing the same. Whoever only reads at first cannot be let write when one
            # of them has done so; asked for at once, the turn is waited for.
            connection.execution_options(immediate=True)
            with connection.begin():
                _bring_up_to_date(connection)
    except OperationalError as error:
        database.dispose()
        raise LibraryError(f"打不开目录数据库 {_shown(url)}：{_reason(error)}") from error
    except DatabaseError as error:
        database.dispose()
        raise LibraryError(
            f"目录数据库 {_shown(url)} 已损坏：{error.orig}。"
            "原文不受影响；请运行 huitoukan reindex 重建目录。"
        ) from error
    except BaseException:
        database.dispose()
        raise
    return database


def missing(place: str) -> CatalogMissing:
    """What to tell where the catalog is gone."""
    return CatalogMissing(f"目录缺失（{place}）：请运行 huitoukan reindex，由原件重建。")


def readable(path: Path) -> str:
    """The address at which SQLite opens a file for reading only, whether or not it may write.

    Raises `CatalogMissing` where there is no file, or an empty one.
    """
    try:
        if not path.stat().st_size:
            raise missing(str(path))
    except FileNotFoundError as error:
        raise missing(str(path)) from error
    if _writable(path):
        return f"{path.absolute().as_uri()}?mode=rw"
    # Beside a write-ahead log there is news in it, and perhaps a writer: only without one may
    # SQLite be told that the file never changes (sqlite.org/wal.html#readonly).
    log = path.with_name(path.name + "-wal")
    mode = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{mode}"


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{path}"


def _engine(url: str, address: str | None) -> Engine:
    """An engine for `url`; over the SQLite file at `address` where that is given."""
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.drivername not in _DRIVERS:
            raise NoSuchModuleError
        if parsed.drivername.startswith("postgresql"):
            tables.for_postgresql()
        if address is None:
            database = create_engine(parsed)
        else:
            database = create_engine(
                parsed,
                creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False),
            )
    except (ArgumentError, NoSuchModuleError) as error:
        raise LibraryError(
            f"不认识的目录数据库地址 {_shown(url)}。library.toml 中的 catalog "
            "可以留空（库里的 SQLite 文件），或写 postgresql://用户@主机/数据库、sqlite:///文件。"
        ) from error
    except ModuleNotFoundError as error:
        raise LibraryError(
            "连接 PostgreSQL 需要驱动 psycopg：请运行 pip install 'huitoukan[postgresql]'。"
        ) from error
    if database.dialect.name == "sqlite":
        event.listen(database, "connect", _wait if address else _tune)
        event.listen(database, "begin", _begin)
    return database


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url


def _reason(error: OperationalError) -> str:
    if "unable to open database file" in str(error.orig):
        return (
            "文件或文件夹没有读取权限，或旁边的 -wal 文件还没有并入而这里不能写入。"
            "请检查权限，或把整个库复制到可以写入的位置再打开。"
        )
    return str(error.orig)


def _wait(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    cursor.close()


def _tune(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver would begin transactions late and not around DDL: SQLAlchemy begins them instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _version(connection: Connection) -> str | None:
    """The version of the tables; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if version is None else str(version)


def _bring_up_to_date(connection: Connection) -> None:
    version = _version(connection)
    if version is None:
        _create(connection)
    elif version != tables.HEAD:
        from indexer.migrations.upgrade import upgrade  # Alembic takes 0.3 s to import

        upgrade(connection)


def _create(connection: Connection) -> None:
    tables.metadata.create_all(connection)
    connection.execute(
        text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    )
    connection.execute(
        text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": tables.HEAD}
    )
    connection.execute(tables.state.insert().values(id=1, sequence=0, floor=0, journal=0))
