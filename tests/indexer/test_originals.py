"""Originals that were lost or have rotted come back with the files that they came from."""

from pathlib import Path

import pytest

from indexer.errors import OriginalLost
from indexer.originals import Originals, sha256
from tests.indexer.house import House


@pytest.fixture
def stored(house: House) -> House:
    """A library of one report."""
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    return house


def original(house: House) -> Path:
    return next(house.library.originals.files())


def test_a_lost_original_is_put_back_by_ingesting_its_folder_again(stored: House) -> None:
    original(stored).unlink()

    summary = stored.ingest()

    assert (summary.unchanged, summary.restored) == (1, 1)
    assert original(stored).read_text("utf-8") == "通报\n账目不清"


def test_a_truncated_original_is_put_back(stored: House) -> None:
    original(stored).write_bytes(b"")

    assert stored.ingest().restored == 1
    assert stored.library.originals.damaged() == []


def test_an_original_with_a_flipped_bit_is_put_back_where_its_file_is_named(stored: House) -> None:
    flipped = bytearray(original(stored).read_bytes())
    flipped[0] ^= 1
    original(stored).write_bytes(flipped)

    assert stored.ingest([stored.inbox / "甲.txt"]).restored == 1
    assert stored.library.originals.damaged() == []


def test_the_lost_original_of_a_file_in_quarantine_is_put_back(house: House) -> None:
    house.write("坏.txt", "坏")
    house.ingest()
    original(house).unlink()

    house.ingest()

    assert original(house).read_text("utf-8") == "坏"


def test_a_sound_original_is_left_alone(stored: House) -> None:
    before = original(stored).stat().st_mtime_ns

    assert stored.ingest().restored == 0
    assert original(stored).stat().st_mtime_ns == before


def test_damaged_bytes_are_never_handed_out(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    digest = sha256("真".encode())
    originals.stage(digest, "真".encode())
    originals.keep([digest])
    originals.path(digest).write_text("假", encoding="utf-8")

    with pytest.raises(OriginalLost, match="损坏"):
        originals.read(digest)


def test_bytes_that_are_only_staged_are_not_counted(stored: House) -> None:
    originals = stored.library.originals
    size = originals.size()

    originals.stage(sha256(b"x"), b"x")

    assert originals.size() == size == original(stored).stat().st_size
