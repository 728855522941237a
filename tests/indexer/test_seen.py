"""How a path is written down, and found again."""

from pathlib import Path

from indexer.seen import storable, stored


def test_a_name_that_is_no_utf8_is_found_again_by_what_was_written_down() -> None:
    path = "/共享/\udcd5\udcfb改.txt"
    assert storable(path) == "/共享/\\xd5\\xfb改.txt"
    assert str(stored(storable(path))) == path


def test_a_name_that_only_looks_escaped_is_found_as_written(tmp_path: Path) -> None:
    file = tmp_path / r"\xd5.txt"
    file.touch()
    assert stored(storable(str(file))) == file
