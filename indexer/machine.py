"""What a library needs of the machine: program, disk, permissions, clock."""

import os
import shutil
import sqlite3
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from indexer.conversion import converter
from indexer.library import Library
from ingest.model import Record

_SCARCE, _FEW = 200_000_000, 2_000_000_000  # bytes free
_SKEW = timedelta(minutes=5)
_SECRET = ("web.sqlite", "prefect/secret")


class Grade(StrEnum):
    """How much something matters: nothing, look at it some day, or it does not work."""

    GOOD = "正常"
    NOTE = "提醒"
    BAD = "问题"


class Check(Record, frozen=True, kw_only=True):
    """One thing that was looked at; `cure` says what to do, None where nothing is to be done."""

    about: str
    grade: Grade
    found: str
    cure: str | None = None


def machine(library: Library) -> Iterator[Check]:
    """Looks at program, machine and the library's folder; changes nothing."""
    yield from _versions()
    yield _converter()
    yield from _disk(library)
    yield from _permissions(library)
    yield from _clock(library)


def _versions() -> Iterator[Check]:
    system = f"Python {sys.version.split()[0]}，SQLite {sqlite3.sqlite_version}"
    yield Check(about="版本", grade=Grade.GOOD, found=f"huitoukan {version('huitoukan')}，{system}")
    unfit = tuple(_unfit())
    if unfit:
        yield Check(
            about="版本",
            grade=Grade.BAD,
            found=f"这些依赖的版本不合要求：{'、'.join(unfit)}",
            cure="按 requirements/all.txt 重新安装（离线安装包里是 install.sh）。",
        )


def _unfit() -> Iterator[str]:
    from packaging.requirements import Requirement

    for line in requires("huitoukan") or ():
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            here = version(wanted.name)
        except PackageNotFoundError:
            yield f"{wanted.name}（没有安装）"
            continue
        if not wanted.specifier.contains(here, prereleases=True):
            yield f"{wanted.name} {here}（要求 {wanted.specifier}）"


def _converter() -> Check:
    program = converter()
    found = f"用 {program} 转换" if program else "没有安装 LibreOffice，.doc 和 .wps 会进隔离区"
    return Check(about="旧版 Word 文件", grade=Grade.GOOD, found=found)


def _disk(library: Library) -> Iterator[Check]:
    folder = next(each for each in (library.folder, *library.folder.parents) if each.exists())
    free = shutil.disk_usage(folder).free
    grade = Grade.BAD if free < _SCARCE else Grade.NOTE if free < _FEW else Grade.GOOD
    yield Check(
        about="磁盘",
        grade=grade,
        found=f"{folder} 所在磁盘剩余 {free / 1e9:.1f} GB",
        cure=None
        if grade is Grade.GOOD
        else "腾出空间，或把库移到大一些的磁盘；重建索引时要多占一份目录和索引的地方。",
    )


def _permissions(library: Library) -> Iterator[Check]:
    folder = library.folder
    if not folder.exists():
        return
    if not library.writable:
        yield Check(
            about="权限",
            grade=Grade.NOTE,
            found=f"{folder} 只读：可以检索，不能导入",
            cure="需要导入时，请让运行程序的用户对这个文件夹有写权限。",
        )
    closed = [each for each in _every(folder) if not os.access(each, os.R_OK)]
    if closed:
        yield Check(
            about="权限",
            grade=Grade.BAD,
            found=f"读不了 {closed[0]}" + (f" 等 {len(closed)} 处" if closed[1:] else ""),
            cure=f"把它们交给运行程序的用户，例如：chown -R 用户名 {folder}",
        )
    open_to_all = [each for each in (folder, *_secrets(folder)) if _open_to_others(each, folder)]
    for each in open_to_all:
        yield Check(
            about="权限",
            grade=Grade.NOTE,
            found=f"这台机器上的其他用户也能{'改动' if each == folder else '读取'} {each}",
            cure=f"chmod {'o-w' if each == folder else '600'} {each}",
        )
    if library.writable and not closed and not open_to_all:
        yield Check(about="权限", grade=Grade.GOOD, found=f"{folder} 可读可写")


def _every(folder: Path) -> Iterator[Path]:
    """The library's own files and folders, but for the many that hold one original each."""
    yield from folder.iterdir()
    originals = folder / "originals"
    if originals.is_dir() and os.access(originals, os.R_OK):
        yield from originals.iterdir()


def _secrets(folder: Path) -> Iterator[Path]:
    return (folder / each for each in _SECRET if (folder / each).exists())


def _open_to_others(path: Path, folder: Path) -> bool:
    if os.name == "nt":
        return False
    return bool(path.stat().st_mode & (stat.S_IWOTH if path == folder else stat.S_IROTH))


def _clock(library: Library) -> Iterator[Check]:
    now = datetime.now(UTC)
    last = library.journal.last(library.journal.end())
    if last is not None and datetime.fromisoformat(last.at) > now + _SKEW:
        yield Check(
            about="时钟",
            grade=Grade.BAD,
            found=f"现在是 {now:%Y-%m-%d %H:%M}（UTC），但库里最近一次记录是 {last.at}",
            cure="校准系统时间（timedatectl，或内网的时间服务器）；逾期、汇总和定时任务都靠它。",
        )
        return
    away = _away(library)
    if away is not None and abs(away) > _SKEW.total_seconds():
        yield Check(
            about="时钟",
            grade=Grade.NOTE,
            found=f"库所在的磁盘（可能是网络共享）的时间和本机相差 {abs(away):.0f} 秒",
            cure="让两台机器用同一个时间服务器。",
        )
        return
    here = datetime.now().astimezone()
    yield Check(about="时钟", grade=Grade.GOOD, found=f"{here:%Y-%m-%d %H:%M}，时区 {here:%Z}")


def _away(library: Library) -> float | None:
    """Seconds between this machine's clock and that of the disk; None where it cannot be told."""
    if not library.folder.exists() or not library.writable:
        return None
    try:
        with tempfile.NamedTemporaryFile(dir=library.folder, prefix=".", suffix=".part") as file:
            return os.fstat(file.fileno()).st_mtime - time.time()
    except OSError:
        return None
