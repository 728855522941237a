"""A backup holds all that cannot be made anew, and only what is whole."""

import errno
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from indexer.backup import backup
from indexer.backup_file import BackupDamaged, BackupReader, BackupWriter
from indexer.errors import LibraryDiskFull, LibraryError
from indexer.library import Library
from indexer.restore import restore
from tests.indexer.fakes import FileEngine
from tests.indexer.house import House

_KILLS = 10


@pytest.fixture
def full(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A library with two reports, one bad file, and all that people add."""
    monkeypatch.setattr("indexer.restore.Library", lambda folder: _library(folder))
    house.folder.mkdir()
    (house.folder / "library.toml").write_text("workers = 1\n", encoding="utf-8")
    house.write("甲.txt", "通报\n账目不清")
    house.write("乙.txt", "通报乙\n超标接待")
    house.write("坏.txt", "坏")
    house.ingest()
    (house.folder / "searches.jsonl").write_bytes(b'{"type":"added"}\n')
    (house.folder / "originals" / "decisions.jsonl").write_bytes(b'{"a":"1"}\n{"a":"2"')
    (house.folder / "sources" / "县公开").mkdir(parents=True)
    (house.folder / "sources" / "县公开" / "history.jsonl").write_bytes(b"{}\n")
    return house


def _library(folder: Path) -> Library:
    return Library(folder, open_engine=FileEngine)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where backups go."""
    folder = tmp_path / "盘"
    folder.mkdir()
    return folder


def _restored(house: House, file: Path) -> House:
    """The house with its library restored elsewhere."""
    house.folder = file.parent / "restored"
    restore(file, house.folder)
    return house


def test_a_restored_library_is_the_same(full: House, target: Path) -> None:
    before = full.searchable(), full.contents()
    backup(full.library, target / "a.tar.gz")
    again = _restored(full, target / "a.tar.gz")
    assert (again.searchable(), again.contents()) == before


def test_what_people_added_is_restored(full: House, target: Path) -> None:
    backup(full.library, target / "a.tar.gz")
    folder = _restored(full, target / "a.tar.gz").folder
    assert (folder / "searches.jsonl").read_bytes() == b'{"type":"added"}\n'
    assert (folder / "sources" / "县公开" / "history.jsonl").read_bytes() == b"{}\n"
    assert (folder / "library.toml").read_text(encoding="utf-8") == "workers = 1\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的文件名")
def test_files_of_any_name_are_restored(full: House, target: Path) -> None:
    names = ["时间 10:30.docx", "反\\斜杠", "换\n行", os.fsdecode("汇总".encode("gbk"))]
    (full.folder / "汇总").mkdir()
    for name in names:
        (full.folder / "汇总" / name).write_bytes(name.encode(errors="surrogateescape"))
    backup(full.library, target / "a.tar.gz")
    folder = _restored(full, target / "a.tar.gz").folder
    assert sorted(each.name for each in (folder / "汇总").iterdir()) == sorted(names)


@pytest.mark.skipif(os.name == "nt", reason="Windows 建链接要特别的权限")
def test_originals_on_another_disk_are_restored(full: House, target: Path) -> None:
    (full.folder / "originals").rename(target / "大盘")
    (full.folder / "originals").symlink_to(target / "大盘", target_is_directory=True)
    before = full.searchable(), full.contents()
    backup(full.library, target / "a.tar.gz")
    again = _restored(full, target / "a.tar.gz")
    assert (again.searchable(), again.contents()) == before
    assert (again.folder / "originals" / "decisions.jsonl").exists()


def test_half_a_line_stays_outside(full: House, target: Path) -> None:
    backup(full.library, target / "a.tar.gz")
    folder = _restored(full, target / "a.tar.gz").folder
    assert (folder / "originals" / "decisions.jsonl").read_bytes() == b'{"a":"1"}\n'


def test_a_database_in_use_is_copied_as_of_its_last_commit(full: House, target: Path) -> None:
    with closing(sqlite3.connect(full.folder / "web.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE account (name TEXT)")
        database.execute("INSERT INTO account VALUES ('张三')")
        database.commit()
        database.execute("INSERT INTO account VALUES ('未提交')")
        backup(full.library, target / "a.tar.gz")
    folder = _restored(full, target / "a.tar.gz").folder
    with closing(sqlite3.connect(folder / "web.sqlite")) as copy:
        assert copy.execute("SELECT name FROM account").fetchall() == [("张三",)]


def test_an_existing_file_is_never_overwritten(full: House, target: Path) -> None:
    (target / "a.tar.gz").write_bytes(b"precious")
    with pytest.raises(LibraryError, match="不覆盖"):
        backup(full.library, target / "a.tar.gz")
    assert (target / "a.tar.gz").read_bytes() == b"precious"


def test_in_a_folder_a_backup_is_named_by_its_time(full: House, target: Path) -> None:
    done = backup(full.library, target)
    assert [each.name for each in target.iterdir()] == [Path(done.file).name]


def test_only_so_many_are_kept(full: House, target: Path) -> None:
    names = [f"huitoukan-2024010{n}-000000.tar.gz" for n in range(1, 4)]
    for name in (*names, "别的.tar.gz"):
        (target / name).write_bytes(b"")
    done = backup(full.library, target, keep=2)
    left = {"别的.tar.gz", names[2], Path(done.file).name}
    assert {each.name for each in target.iterdir()} == left


def test_a_backup_does_not_go_into_the_library(full: House) -> None:
    with pytest.raises(LibraryError, match="不能放在库里面"):
        backup(full.library, full.folder / "a.tar.gz")


def test_lost_and_damaged_originals_are_named(full: House, target: Path) -> None:
    lost, rotten, *_ = sorted(full.library.originals.files())
    lost.unlink()
    rotten.write_bytes(b"rotten")
    done = backup(full.library, target / "a.tar.gz")
    assert (done.missing, done.damaged) == ((lost.name,), (rotten.name,))


def test_a_full_disk_is_told_and_nothing_left_on_it(
    full: House, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(BackupWriter, "add", no_room)
    with pytest.raises(LibraryDiskFull):
        backup(full.library, target / "a.tar.gz")
    assert list(target.iterdir()) == []


def test_no_library_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="还没有库"):
        backup(_library(tmp_path / "nothing"), tmp_path / "a.tar.gz")


def _damages(whole: bytes) -> Iterator[bytes]:
    middle = len(whole) // 2
    yield whole[:middle]
    yield whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    yield whole[:-4]
    yield b"no backup"
    yield b""


@pytest.mark.parametrize("n", range(5), ids=["half", "a bit", "end missing", "other", "empty"])
def test_a_damaged_backup_makes_no_library(full: House, target: Path, n: int) -> None:
    backup(full.library, target / "a.tar.gz")
    whole = (target / "a.tar.gz").read_bytes()
    (target / "b.tar.gz").write_bytes(list(_damages(whole))[n])
    with pytest.raises(BackupDamaged):
        restore(target / "b.tar.gz", target / "restored")
    assert not (target / "restored").exists()


def test_a_folder_with_something_in_it_is_left_alone(full: House, target: Path) -> None:
    backup(full.library, target / "a.tar.gz")
    with pytest.raises(LibraryError, match="不覆盖"):
        restore(target / "a.tar.gz", full.folder)


def test_servers_are_left_alone(full: House, target: Path) -> None:
    settings = "catalog = 'postgresql://none.example/x'\n"
    (full.folder / "library.toml").write_text(settings, encoding="utf-8")
    backup(full.library, target / "a.tar.gz")
    assert not restore(target / "a.tar.gz", target / "restored").rebuilt


def _run(task: str, data: Path, file: Path, step: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.indexer.killed_copy", task, str(data), str(file)]
    return subprocess.run([*command, str(step)], capture_output=True, text=True, check=False)


def _kill_everywhere(task: str, pairs: list[tuple[Path, Path]], steps: int) -> None:
    """Runs the task once for each pair of data and file, killed at moments spread over all."""
    moments = [1 + n * (steps - 1) // (len(pairs) - 1) for n in range(len(pairs))]
    with ThreadPoolExecutor(2) as pool:
        ends = pool.map(
            lambda job: _run(task, job[0][0], job[0][1], job[1]).returncode,
            zip(pairs, moments, strict=True),
        )
        assert set(ends) == {-signal.SIGKILL}


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGKILL")
def test_a_killed_backup_leaves_a_whole_file_or_none(full: House, target: Path) -> None:
    whole = _run("backup", full.folder, target / "whole.tar.gz", 0)
    assert whole.returncode == 0, whole.stderr
    pairs = [(full.folder, target / f"{n}.tar.gz") for n in range(_KILLS)]
    _kill_everywhere("backup", pairs, int(whole.stdout))
    found = [file for _, file in pairs if file.exists()]
    assert len(found) < _KILLS
    for file in found:
        with file.open("rb") as data:
            assert len(list(BackupReader(data).members())) == 8


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGKILL")
def test_a_killed_restore_leaves_a_whole_library_or_none(full: House, target: Path) -> None:
    before = full.searchable(), full.contents()
    file = target / "a.tar.gz"
    backup(full.library, file)
    whole = _run("restore", target / "whole", file, 0)
    assert whole.returncode == 0, whole.stderr
    folders = [target / f"library-{n}" for n in range(_KILLS // 2)]
    _kill_everywhere("restore", [(each, file) for each in folders], int(whole.stdout))
    for folder in folders:
        if not folder.exists():
            restore(file, folder)
        full.folder = folder
        assert (full.searchable(), full.contents()) == before
