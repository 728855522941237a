"""Links are derived: what became of their file never stands in the way of an answer."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.build import ingest
from indexer.errors import LibraryBusy
from indexer.library import Library
from indexer.linking.kept import LINKS, link_store
from search.links import link, link_added, linked_now
from tests.search.recurring import ONGOING, county, notice


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A county whose links are kept, and a report that came after them."""
    folder = tmp_path_factory.mktemp("county")
    library = county(folder)
    link(library)
    (folder / "new.txt").write_text(notice("柳河镇", 2025, ("账目不清", ONGOING)), encoding="utf-8")
    ingest(library, [folder / "new.txt"])
    return library


@pytest.fixture
def library(linked: Library, tmp_path: Path) -> Library:
    return Library(shutil.copytree(linked.folder, tmp_path / "data"))


def overwrite(path: Path) -> None:
    path.write_bytes(b"x" * 5000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garble(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE finding SET body = x'c1'")
    database.close()


damaged = pytest.mark.parametrize("damage", [overwrite, empty, garble])


@damaged
def test_damaged_links_do_not_stand_in_the_way_of_an_answer(
    library: Library, damage: Callable[[Path], None]
) -> None:
    damage(library.folder / LINKS)
    assert len(linked_now(library).problems) == 6


@damaged
@pytest.mark.parametrize("relink", [link, link_added])
def test_damaged_links_are_made_anew(
    library: Library,
    damage: Callable[[Path], None],
    relink: Callable[[Library], object],
) -> None:
    damage(library.folder / LINKS)
    relink(library)
    assert len(link_store(library).problems()) == 6


def test_links_that_are_being_written_say_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.linking.store._BUSY_SECONDS", 0.01, raising=False)
    writer = sqlite3.connect(library.folder / LINKS, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LibraryBusy, match=r"正在写入.*请等它结束后再试"):
        linked_now(library)
    writer.close()
