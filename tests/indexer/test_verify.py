"""Verification finds what is lost, rotten or out of step, and says what to do."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.build import ingest
from indexer.errors import LibraryBusy
from indexer.faults import FaultKind
from indexer.library import Library
from indexer.outcome import Progress
from indexer.verify import verify
from tests.indexer.test_whole import NOTICE


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two reports, and the library `data` that has taken them in."""
    folder = tmp_path_factory.mktemp("made")
    for name in ("柳河", "石桥"):
        (folder / f"{name}.txt").write_text(NOTICE.replace("柳河", name), encoding="utf-8")
    ingest(Library(folder / "data"), [folder / "柳河.txt", folder / "石桥.txt"])
    return folder


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Library:
    """A copy of the library, to be damaged."""
    shutil.copytree(made / "data", tmp_path / "data")
    return Library(tmp_path / "data")


def faults(library: Library) -> set[FaultKind]:
    return {each.kind for each in verify(library).faults}


def first_original(library: Library) -> Path:
    return next(library.originals.files())


def test_a_sound_library_has_no_faults(library: Library) -> None:
    found = verify(library)

    assert found.sound
    assert (found.originals, found.events, found.reports, found.findings) == (2, 2, 2, 4)


def test_a_lost_original_is_named_with_the_file_that_brings_it_back(library: Library) -> None:
    first_original(library).unlink()

    (fault,) = verify(library).faults

    assert fault.kind is FaultKind.ORIGINAL_LOST
    assert "huitoukan ingest" in fault.message


def test_one_flipped_bit_is_found(library: Library) -> None:
    data = bytearray(first_original(library).read_bytes())
    data[7] ^= 4
    first_original(library).write_bytes(data)

    (fault,) = verify(library).faults

    assert (fault.kind, fault.about) == (
        FaultKind.ORIGINAL_DAMAGED,
        str(first_original(library)),
    )


def test_an_original_that_nothing_tells_of_is_found(library: Library) -> None:
    stray = library.originals.path("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")

    assert FaultKind.ORIGINAL_UNLISTED in faults(library)


def _lose_a_line(library: Library) -> None:
    lines = library.journal.path.read_bytes().splitlines(keepends=True)
    library.journal.path.write_bytes(lines[1])


def _spoil_a_line(library: Library) -> None:
    library.journal.path.write_bytes(library.journal.path.read_bytes().replace(b"{", b"[", 1))


def _lose_the_journal(library: Library) -> None:
    library.journal.path.unlink()


@pytest.mark.parametrize("damage", [_lose_a_line, _spoil_a_line, _lose_the_journal])
def test_a_damaged_journal_is_found(library: Library, damage: Callable[[Library], None]) -> None:
    damage(library)

    assert faults(library) == {FaultKind.JOURNAL}


def test_a_lost_catalog_is_found(library: Library) -> None:
    library.catalog_file().unlink()

    (fault,) = verify(library).faults

    assert fault.kind is FaultKind.CATALOG
    assert "huitoukan reindex" in fault.message


def test_a_catalog_that_lacks_a_report_is_found(library: Library) -> None:
    with library.open_catalog() as catalog, catalog.transaction() as transaction:
        reached = transaction.position()
        transaction.clear(sequence=reached.sequence)
        transaction.advance(reached.journal)

    assert FaultKind.CATALOG in faults(library)


@pytest.mark.parametrize("suffix", [".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term"])
def test_a_flipped_bit_in_the_index_is_found(library: Library, suffix: str) -> None:
    file = next(path for path in library.index_folder().iterdir() if path.suffix == suffix)
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)

    assert FaultKind.INDEX in faults(library)


def test_progress_counts_the_originals(library: Library) -> None:
    told: list[Progress] = []

    verify(library, progress=told.append)

    assert told[-1] == Progress(done=2, total=2)


def test_a_library_that_is_being_written_is_not_compared(library: Library) -> None:
    with library.writing(), pytest.raises(LibraryBusy):
        verify(library, wait=0)
