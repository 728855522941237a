"""A catalog of any earlier version is brought up to date."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from indexer import database
from indexer.catalog import Catalog
from indexer.errors import LibraryError
from indexer.migrations.upgrade import SCRIPTS, upgrade
from indexer.tables import HEAD, metadata

LATER = f"""
import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{HEAD}"

def upgrade():
    with op.batch_alter_table("finding") as table:
        table.add_column(sa.Column("note", sa.Text))
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(database.sqlite_url(tmp_path / "catalog.sqlite"))
    yield made
    made.dispose()


def test_the_migrations_lead_to_the_tables_of_today(engine: Engine) -> None:
    with engine.begin() as connection:
        upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_head_that_new_catalogs_get() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_current_head() == HEAD


def test_every_migrated_catalog_opens(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        upgrade(connection, to="0001")

    with Catalog(database.sqlite_url(tmp_path / "catalog.sqlite")) as catalog:
        assert catalog.position().sequence == 0


def test_an_upgrade_keeps_what_is_there(engine: Engine, tmp_path: Path) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "later.py").write_text(LATER, encoding="utf-8")
    with engine.begin() as connection:
        upgrade(connection, to="0001", scripts=scripts)
        connection.execute(text("UPDATE state SET sequence = 7"))

    with engine.begin() as connection:
        upgrade(connection, scripts=scripts)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT sequence FROM state")) == 7
        columns = {each["name"] for each in inspect(connection).get_columns("finding")}
        assert "note" in columns


def test_an_old_catalog_is_upgraded_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = database.sqlite_url(tmp_path / "catalog.sqlite")
    Catalog(url).close()
    asked: list[object] = []
    monkeypatch.setattr("indexer.tables.HEAD", "later")
    monkeypatch.setattr("indexer.migrations.upgrade.upgrade", asked.append)

    Catalog(url).close()

    assert len(asked) == 1


def test_readers_who_upgrade_a_catalog_at_the_same_time_wait_for_each_other(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.begin() as connection:
        upgrade(connection, to="0001")
    url, readers = database.sqlite_url(tmp_path / "catalog.sqlite"), 4
    found_old = threading.Barrier(readers)
    looked, version = threading.local(), database._version

    def all_look_first(connection: Connection) -> str | None:
        found = version(connection)
        if not hasattr(looked, "once"):
            looked.once = True
            found_old.wait(timeout=60)
        return found

    monkeypatch.setattr(database, "_version", all_look_first)

    def sequence(_: int) -> int:
        with Catalog(url, reading=True) as catalog:
            return catalog.position().sequence

    with ThreadPoolExecutor(readers) as pool:
        assert list(pool.map(sequence, range(readers))) == [0] * readers


def test_a_catalog_of_a_newer_program_is_refused(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        upgrade(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(LibraryError, match="请升级"):
        Catalog(database.sqlite_url(tmp_path / "catalog.sqlite"))


def test_a_catalog_of_today_is_opened_without_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from indexer.catalog import Catalog\n"
        "for _ in range(2): Catalog(sys.argv[1]).close()\n"
        "sys.exit('alembic' in sys.modules)"
    )
    url = database.sqlite_url(tmp_path / "catalog.sqlite")

    assert subprocess.run([sys.executable, "-c", code, url], check=False).returncode == 0
