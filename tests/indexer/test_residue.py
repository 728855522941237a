"""What quarantine keeps of folders that open by now, and of files that are gone."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.build import ingest_found
from indexer.quarantine import drop, listed, retry
from indexer.reindex import reindex
from indexer.residue import is_gone
from indexer.verify import verify
from indexer.walk import Found, Walk
from tests.indexer.house import House

Shut = Callable[[bool], None]


@pytest.fixture
def shut(house: House, monkeypatch: pytest.MonkeyPatch) -> Shut:
    """Shuts the folder `里间`, in which a report stands, and opens it again."""
    house.write("里间/甲.txt", "通报\n账目不清")
    closed = False
    scan = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if closed and Path(path).name == "里间":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    def turn(on: bool) -> None:
        nonlocal closed
        closed = on

    monkeypatch.setattr("os.scandir", scandir)
    turn(True)
    house.ingest()
    return turn


def reasons(house: House) -> list[str]:
    return [each.reason[:8] for each in listed(house.library)]


def vanish(house: House, name: str) -> None:
    """Ingests a file that was moved away after it was found."""
    found = Found(path=house.inbox / name)
    ingest_found(house.library, Walk(found=(found,), skipped=0))


def test_a_folder_that_opens_again_leaves_quarantine(house: House, shut: Shut) -> None:
    assert reasons(house) == ["打不开这个文件夹"]
    shut(False)

    assert house.ingest().new == 1
    assert listed(house.library) == []


def test_a_folder_that_stays_shut_stays_in_quarantine(house: House, shut: Shut) -> None:
    house.ingest()
    retry(house.library)
    assert [each.tries for each in listed(house.library)] == [3]


def test_a_folder_that_is_deleted_leaves_quarantine(house: House, shut: Shut) -> None:
    shut(False)
    (house.inbox / "里间" / "甲.txt").unlink()
    (house.inbox / "里间").rmdir()

    house.ingest()

    assert listed(house.library) == []


def test_retry_looks_into_a_folder(house: House, shut: Shut) -> None:
    shut(False)
    assert retry(house.library).new == 1
    assert listed(house.library) == []


def test_an_ingest_of_other_files_gives_up_no_folder(house: House, shut: Shut) -> None:
    shut(False)
    house.ingest([house.write("乙.txt", "通报\n公车私用")])
    assert reasons(house) == ["打不开这个文件夹"]


def test_a_folder_that_is_shut_once_more_is_told_once_more(house: House, shut: Shut) -> None:
    shut(False)
    house.ingest()
    shut(True)
    house.ingest()
    assert reasons(house) == ["打不开这个文件夹"]


def test_a_folder_that_a_person_dropped_stays_out_of_sight(house: House, shut: Shut) -> None:
    drop(house.library, [listed(house.library)[0].id])
    assert house.ingest().quarantined == ()


def test_a_dropped_folder_that_is_named_is_told(house: House, shut: Shut) -> None:
    drop(house.library, [listed(house.library)[0].id])
    assert len(house.ingest([house.inbox / "里间"]).quarantined) == 1


def test_what_left_quarantine_leaves_a_library_without_faults(house: House, shut: Shut) -> None:
    shut(False)
    house.ingest()

    assert verify(house.library).faults == ()
    reindex(house.library)
    assert listed(house.library) == []


def test_a_file_that_vanished_leaves_quarantine_with_the_next_ingest(house: House) -> None:
    vanish(house, "里间/走了.txt")
    assert reasons(house) == ["文件在读取之前被"]

    house.ingest()

    assert listed(house.library) == []


def test_a_file_that_vanished_is_retried_no_more_while_its_folder_stands(house: House) -> None:
    vanish(house, "走了.txt")
    vanish(house, "没有的盘/走了.txt")
    retry(house.library)
    assert [Path(each.path).parent.name for each in listed(house.library)] == ["没有的盘"]


def test_a_file_that_vanished_and_came_back_is_taken_in(house: House) -> None:
    vanish(house, "走了.txt")
    house.ingest()
    house.write("走了.txt", "通报\n账目不清")
    assert house.ingest().new == 1


def test_a_bad_file_whose_bytes_were_kept_stays_in_quarantine(house: House) -> None:
    path = house.write("坏.txt", "坏")
    house.ingest()
    path.unlink()
    house.ingest()
    assert reasons(house) == ["这个文件坏了。"]


def test_what_a_shut_folder_may_hide_is_not_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    assert is_gone(tmp_path / "走了.txt")
    monkeypatch.setattr("os.lstat", refuse)
    assert not is_gone(tmp_path / "走了.txt")
