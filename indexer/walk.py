"""Which files an ingest takes from the paths it is given."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from indexer.conversion import SUFFIXES as CONVERTED
from indexer.errors import LibraryError
from indexer.system_errors import reason_of
from ingest.model import Record
from ingest.read import SUFFIXES


class Found(Record, frozen=True, kw_only=True):
    """A file to take; `named` where the user gave it by name, not by its folder.

    `problem` says why a folder could not be looked into; `path` is the folder then. `kept` is the
    SHA-256 of the bytes to take from the originals, where the file itself is gone.
    """

    path: Path
    named: bool = False
    problem: str | None = None
    kept: str | None = None


class Walk(Record, frozen=True, kw_only=True):
    """What there is to take, each file once, and how many files of other kinds were passed over.

    `folders` are those that could be opened.
    """

    found: tuple[Found, ...]
    skipped: int
    folders: tuple[Path, ...] = ()


def walk(paths: Sequence[Path], *, without: Path) -> Walk:
    """Files named, and files of known suffixes in folders, in the order given, folders sorted.

    Hidden files and Office lock files (`~$x.docx`) do not count at all; the folder `without` (the
    library itself) is never entered. Raises `LibraryError` where a path does not exist.
    """
    found: dict[Path, Found] = {}
    folders: list[Path] = []
    skipped = 0
    barred = without.resolve()
    for path in map(_plain, paths):
        if path.is_dir():
            for each in _folder(path, barred, folders):
                if each.problem or each.path.suffix.lower() in SUFFIXES | CONVERTED:
                    found.setdefault(each.path, each)
                else:
                    skipped += 1
        elif path.exists():
            found[path] = Found(path=path, named=True)
        else:
            raise LibraryError(f"找不到 {path}。请检查路径是否写对、所在磁盘或共享是否已连接。")
    return Walk(found=tuple(found.values()), skipped=skipped, folders=tuple(folders))


def _plain(path: Path) -> Path:
    """The absolute path without `..`, so that a file has one place however it is named; as it is
    where a link on the way leads elsewhere."""
    plain = Path(os.path.abspath(path))
    with suppress(OSError):
        if plain.samefile(path):
            return plain
    return path.absolute()


def _folder(top: Path, barred: Path, opened: list[Path]) -> Iterator[Found]:
    """The files in a folder and below, with the folders that cannot be; the others go to
    `opened`."""
    seen: set[Path] = set()
    problems: list[OSError] = []
    for here, folders, files in os.walk(top, followlinks=True, onerror=problems.append):
        folder = Path(here)
        opened.append(folder)
        real = folder.resolve()
        if real in seen or real == barred:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not _hidden(folder / name))
        for name in sorted(files):
            if not name.startswith("~$") and not _hidden(folder / name):
                yield Found(path=folder / name)
    for problem in problems:
        reason = f"打不开这个文件夹（{reason_of(problem)}）。请检查权限或网络连接，然后再运行一次。"
        path = Path(problem.filename)
        yield Found(path=path, named=path == top, problem=reason)


def _hidden(path: Path) -> bool:
    if path.name.startswith("."):
        return True
    if os.name != "nt":
        return False
    attributes = getattr(path.lstat(), "st_file_attributes", 0)
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)
