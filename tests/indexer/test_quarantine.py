"""What a person does with files that could not be read."""

import sys

import pytest

from indexer.errors import LibraryError
from indexer.quarantine import drop, listed, retry
from indexer.reindex import reindex
from tests.indexer.house import House


def test_quarantine_lists_what_could_not_be_read(house: House) -> None:
    house.write("坏.txt", "坏")
    house.ingest()

    (entry,) = listed(house.library)

    assert (entry.name, entry.reason, entry.tries) == ("坏.txt", "这个文件坏了。", 1)


def test_retry_takes_in_what_can_be_read_by_now(house: House) -> None:
    house.write("later.txt", "通报\n账目不清")
    house.ingest()
    (house.folder / "now").touch()

    assert retry(house.library).new == 1
    assert listed(house.library) == []


def test_retry_needs_only_the_bytes_that_were_kept(house: House) -> None:
    path = house.write("later.txt", "通报\n账目不清")
    house.ingest()
    path.unlink()
    (house.folder / "now").touch()

    assert retry(house.library).new == 1


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")
def test_retry_finds_a_file_whose_name_is_no_utf8(house: House) -> None:
    house.write("\udcd5\udcfb.txt", "坏")
    house.ingest()
    house.write("\udcd5\udcfb.txt", "通报\n账目不清")

    assert retry(house.library).new == 1


def test_each_try_is_counted(house: House) -> None:
    house.write("坏.txt", "坏")
    house.ingest()
    retry(house.library, [listed(house.library)[0].id[:6]])

    assert [each.tries for each in listed(house.library)] == [2]


def test_a_dropped_file_stays_out_of_sight(house: House) -> None:
    house.write("坏.txt", "坏")
    house.ingest()
    drop(house.library, [listed(house.library)[0].id])

    summary = house.ingest()

    assert (listed(house.library), summary.quarantined, summary.skipped) == ([], (), 1)


def test_a_dropped_file_stays_dropped_after_reindex(house: House) -> None:
    house.write("坏.txt", "坏")
    house.ingest()
    drop(house.library, [listed(house.library)[0].id])

    reindex(house.library)

    assert listed(house.library) == []


def test_a_dropped_file_is_tried_when_named(house: House) -> None:
    path = house.write("坏.txt", "坏")
    house.ingest()
    drop(house.library, [listed(house.library)[0].id])

    assert len(house.ingest([path]).quarantined) == 1


def test_an_unknown_id_is_told(house: House) -> None:
    house.write("坏.txt", "坏")
    house.ingest()

    with pytest.raises(LibraryError, match="没有编号以“ffff”开头"):
        drop(house.library, ["ffff"])
