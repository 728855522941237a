"""The doctor names what is wrong, and its cure."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer import machine
from indexer.doctor import examine
from indexer.journal import Dropped
from indexer.library import Library
from indexer.machine import Check, Grade
from indexer.sources.history import History, Run
from tests.indexer.house import House


@pytest.fixture
def sound(house: House) -> House:
    """A library with one report."""
    house.folder.mkdir()
    (house.folder / "library.toml").write_text("workers = 1\n", encoding="utf-8")
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    return house


def _found(library: Library, grade: Grade, *, full: bool = False) -> list[Check]:
    return [each for each in examine(library, full=full) if each.grade is grade]


def _about(library: Library, *, full: bool = False) -> set[str]:
    """What the doctor finds bad or noteworthy."""
    every = examine(library, full=full)
    return {each.about for each in every if each.grade is not Grade.GOOD}


def test_a_sound_library_has_no_problem(sound: House) -> None:
    assert _about(sound.library, full=True) == set()


def test_whatever_is_wrong_has_a_cure(sound: House) -> None:
    sound.write("坏.txt", "坏")
    sound.ingest()
    next(sound.library.originals.files()).unlink()
    wrong = [each for each in examine(sound.library, full=True) if each.grade is not Grade.GOOD]
    assert wrong
    assert [each for each in wrong if not each.cure] == []


def test_no_library_yet_is_no_fault(tmp_path: Path) -> None:
    assert _about(Library(tmp_path / "nothing")) == {"库"}


def _wrong_settings(house: House) -> None:
    (house.folder / "library.toml").write_text("engine = 3\n", encoding="utf-8")


def _wrong_sources(house: House) -> None:
    (house.folder / "sources.toml").write_text("[[folder]\n", encoding="utf-8")


def _no_catalog(house: House) -> None:
    for each in house.folder.glob("catalog*"):
        each.unlink()


def _lost_original(house: House) -> None:
    next(house.library.originals.files()).unlink()


def _clock_put_back(house: House) -> None:
    later = datetime.now(UTC) + timedelta(days=3)
    house.library.journal.append([Dropped(path="/甲.txt", at=later.isoformat("T", "seconds"))])


@pytest.mark.parametrize(
    ("harm", "about"),
    [
        (_wrong_settings, "设置"),
        (_wrong_sources, "设置"),
        (_no_catalog, "目录"),
        (_lost_original, "原件"),
        (_clock_put_back, "时钟"),
    ],
)
def test_a_fault_is_found(sound: House, harm: Callable[[House], None], about: str) -> None:
    harm(sound)
    assert about in {each.about for each in _found(sound.library, Grade.BAD)}


def test_a_rotten_original_is_found_by_reading_all(sound: House) -> None:
    file = next(sound.library.originals.files())
    file.write_bytes(bytes(file.stat().st_size))
    assert _found(sound.library, Grade.BAD) == []
    assert {each.about for each in _found(sound.library, Grade.BAD, full=True)} == {"核对"}


def test_quarantined_files_are_a_note(sound: House) -> None:
    sound.write("坏.txt", "坏")
    sound.ingest()
    assert [each.about for each in _found(sound.library, Grade.NOTE)] == ["隔离区"]


def test_a_source_that_keeps_failing_is_a_note(sound: House, tmp_path: Path) -> None:
    (sound.folder / "sources.toml").write_text(
        '[[folder]]\nname = "共享盘"\npath = "/mnt/x"\n', encoding="utf-8"
    )
    failed = Run(source="共享盘", at="2024-01-01T00:00:00+00:00", error="打不开")
    History(sound.folder, "共享盘").append([failed] * 3)
    assert [each.about for each in _found(sound.library, Grade.NOTE)] == ["来源"]


@pytest.mark.skipif(os.name == "nt", reason="Windows 的权限不是这样表示的")
def test_a_library_that_everybody_may_change_is_a_note(sound: House) -> None:
    sound.folder.chmod(0o777)
    assert [each.cure for each in _found(sound.library, Grade.NOTE)] == [
        f"chmod o-w {sound.folder}"
    ]


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_a_disk_nearly_full_is_a_problem(sound: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda folder: _Usage(10**9, 10**9, 10**6))
    assert [each.about for each in _found(sound.library, Grade.BAD)] == ["磁盘"]


def test_a_dependency_of_another_version_is_a_problem(
    sound: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "requires", lambda name: ["msgspec>=99", "nothing-like-this"])
    found = _found(sound.library, Grade.BAD)[0].found
    assert "msgspec" in found
    assert "nothing-like-this（没有安装）" in found
