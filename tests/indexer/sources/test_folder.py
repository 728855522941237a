"""A folder as a source."""

import sys
from pathlib import Path

import msgspec
import pytest

from indexer.library import Library
from indexer.sources import folder as folders
from indexer.sources.haul import Haul
from indexer.sources.history import History
from indexer.sources.preview import preview
from indexer.sources.run import run
from indexer.sources.source import FolderSource
from tests.indexer.sources.site import notice


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one notice."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "枫林镇.html").write_bytes(notice("枫林镇"))
    return folder


@pytest.fixture
def source(inbox: Path) -> FolderSource:
    """The folder as a source that waits for nothing."""
    return FolderSource(name="共享盘", path=str(inbox), settle_seconds=0)


def test_new_files_are_taken(library: Library, source: FolderSource) -> None:
    assert run(library, source).new == 1


def test_unchanged_files_are_not_read_again(library: Library, source: FolderSource) -> None:
    run(library, source)
    again = run(library, source)
    assert (again.new, again.unchanged) == (0, 1)


def test_a_changed_file_is_an_update(library: Library, source: FolderSource, inbox: Path) -> None:
    run(library, source)
    (inbox / "枫林镇.html").write_bytes(notice("枫林镇", more="<p>补充说明。</p>"))
    assert run(library, source).updated == 1


def test_a_moved_file_is_no_new_report(library: Library, source: FolderSource, inbox: Path) -> None:
    run(library, source)
    (inbox / "2024").mkdir()
    (inbox / "枫林镇.html").rename(inbox / "2024" / "枫林镇.html")
    assert run(library, source).new == 0


def test_a_file_that_is_being_copied_is_waited_for(
    library: Library, source: FolderSource, inbox: Path
) -> None:
    history = History(library.folder, source.name)
    haul = Haul(library, history)

    def copy_on(seconds: float) -> None:
        with (inbox / "枫林镇.html").open("ab") as file:
            file.write(b"more")

    folders.take(source, library, {}, haul, copy_on)
    haul.ingest()
    assert (haul.waiting, haul.new) == (1, 0)
    assert history.visits() == {}


def test_a_share_that_vanished_is_a_passing_cause(
    library: Library, source: FolderSource, inbox: Path
) -> None:
    run(library, source)
    inbox.rename(inbox.with_name("away"))
    done = run(library, source)
    assert done.passing
    assert "共享" in (done.error or "")


def test_an_empty_mount_point_is_a_share_that_vanished(
    library: Library, source: FolderSource, inbox: Path
) -> None:
    run(library, source)
    (inbox / "枫林镇.html").unlink()
    assert run(library, source).passing


def test_a_file_that_was_deleted_is_marked_and_stays(
    library: Library, source: FolderSource, inbox: Path
) -> None:
    (inbox / "梅溪乡.html").write_bytes(notice("梅溪乡"))
    run(library, source)
    (inbox / "梅溪乡.html").unlink()
    assert run(library, source).gone == 1
    with library.catalog() as catalog:
        assert catalog.counts().reports == 2
        assert catalog.gone().keys() == {str(inbox / "梅溪乡.html")}


def test_a_file_that_comes_back_is_marked_no_longer(
    library: Library, source: FolderSource, inbox: Path
) -> None:
    page = inbox / "梅溪乡.html"
    for there in (True, False, True):
        page.write_bytes(notice("梅溪乡")) if there else page.unlink()
        run(library, source)
    with library.catalog() as catalog:
        assert catalog.gone() == {}


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")
def test_a_file_whose_name_is_no_utf8_is_a_file_like_any_other(
    library: Library, source: FolderSource, inbox: Path
) -> None:
    odd = inbox / "\udcd5\udcfb.html"
    odd.write_bytes(notice("梅溪乡"))
    assert b"xd5" in msgspec.json.encode(preview(library, source))
    assert run(library, source).new == 2
    again = run(library, source)
    assert (again.new, again.unchanged, again.gone) == (0, 2, 0)
    odd.unlink()
    assert run(library, source).gone == 1
