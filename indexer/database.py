"""Connections to the catalog's database: SQLite by default, PostgreSQL by URL."""

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from indexer import tables
from indexer.errors import LibraryError

# Readers wait this long for a writer's moment of exclusiveness, in milliseconds.
_BUSY_MS = 30_000


def connect(url: str) -> Engine:
    """The database at `url`, its tables at the newest version.

    Raises `LibraryError` where it cannot be reached, or was written by a newer program.
    """
    database = _engine(url)
    try:
        with database.begin() as connection:
            _bring_up_to_date(connection)
    except OperationalError as error:
        database.dispose()
        raise LibraryError(f"打不开目录数据库 {_shown(url)}：{error.orig}") from error
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


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{path}"


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        database = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError) as error:
        raise LibraryError(
            f"不认识的目录数据库地址 {_shown(url)}。可用：留空（SQLite）或 postgresql://…"
        ) from error
    except ModuleNotFoundError as error:
        raise LibraryError(
            "连接 PostgreSQL 需要驱动 psycopg：请运行 pip install 'huitoukan[postgresql]'。"
        ) from error
    if database.dialect.name == "sqlite":
        event.listen(database, "connect", _tune)
        event.listen(database, "begin", _begin)
    return database


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url


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
    connection.exec_driver_sql("BEGIN")


def _bring_up_to_date(connection: Connection) -> None:
    if not inspect(connection).has_table("alembic_version"):
        _create(connection)
        return
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if version != tables.HEAD:
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
