"""A library's files as they are at one moment, while others write to it."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO

import msgspec

from indexer.library import Library
from ingest.model import Record

# Made anew by a restore, or of use to one running process only.
_LEFT = (
    *("catalog*.sqlite*", "index", "index-*", "index.behind", "generation.json", "links.*"),
    *(
        "recurrences.msgpack",
        "waiting.msgpack",
        "boilerplate.msgpack",
        "boilerplate.npz",
        "computed",
    ),
    *("prefect", "writer.lock", "writer.json", "*.lock", "*.part", "*-wal", "*-shm", "*-journal"),
)
_SQLITE = b"SQLite format 3\0"
# Kept bytes are in the journal a moment later: longer, and a crash has come between.
_SETTLE_TRIES, _SETTLE_SECONDS = 20, 0.25


class _Arrived(Record, frozen=True):
    """What is needed of a journal's line, be it of an arrival or not."""

    sha256: str | None = None


class Piece(Record, frozen=True, kw_only=True):
    """A file as it stood when the backup began: its first `size` bytes."""

    name: str
    path: Path
    size: int
    mode: int


def others(library: Library) -> Iterator[Path]:
    """All files of a library that cannot be made anew, but for journal and originals."""
    kept = library.originals.folder
    seen: set[Path] = set()
    # Originals may be a link to a larger disk.
    for here, folders, files in os.walk(library.folder, followlinks=True):
        folder = Path(here)
        real = folder.resolve()
        folders[:] = sorted(each for each in folders if not _left(each) and real not in seen)
        seen.add(real)
        if folder == kept:
            folders.clear()
        for name in sorted(files):
            path = folder / name
            if not _left(name) and path != library.journal.path and path.is_file():
                yield path


def _left(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in _LEFT)


def frozen(library: Library, path: Path, scratch: Path) -> Piece:
    """A file that others may write to, as it is now: a copy, or so much of it as stays."""
    facts = path.stat()
    name, mode, size = name_within(library, path), facts.st_mode, facts.st_size
    if path.suffix == ".jsonl":
        # It only grows, by whole lines.
        with path.open("rb") as file:
            return Piece(name=name, path=path, size=_whole_lines(file, size), mode=mode)
    copy = scratch / f"{len(list(scratch.iterdir()))}"
    with path.open("rb") as file:
        database = file.read(len(_SQLITE)) == _SQLITE
    if database:
        with (
            closing(sqlite3.connect(f"{path.as_uri()}?{_how(path)}", uri=True)) as old,
            closing(sqlite3.connect(copy)) as new,
        ):
            old.backup(new)
    else:
        copy.write_bytes(path.read_bytes())
    return Piece(name=name, path=copy, size=copy.stat().st_size, mode=mode)


def _how(path: Path) -> str:
    """How to open a database for reading: where nobody may write, SQLite cannot lock it either."""
    return "mode=ro" if os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"


def journal_now(library: Library, kept: set[str]) -> tuple[BinaryIO, int, set[str]]:
    """The open journal, how much of it to take, and the originals that it names by then.

    Waits a little where it does not name all that is `kept` yet.
    """
    for tries in range(_SETTLE_TRIES):
        try:
            journal: BinaryIO = library.journal.path.open("rb")
        except FileNotFoundError:
            return BytesIO(), 0, set()
        end = _whole_lines(journal, os.fstat(journal.fileno()).st_size)
        named = set(_named(journal.read(end)))
        journal.seek(0)
        if kept <= named or tries == _SETTLE_TRIES - 1 or not library.being_written:
            break
        journal.close()
        time.sleep(_SETTLE_SECONDS)
    return journal, end, named


def _named(lines: bytes) -> Iterator[str]:
    decoder = msgspec.json.Decoder(_Arrived)
    for line in lines.splitlines():
        with suppress(msgspec.DecodeError):
            if digest := decoder.decode(line).sha256:
                yield digest


def _whole_lines(file: BinaryIO, size: int) -> int:
    """Where the last whole line within the first `size` bytes ends; leaves `file` at its start."""
    end = size
    while end > 0:
        begin = max(0, end - 65536)
        file.seek(begin)
        newline = file.read(end - begin).rfind(b"\n")
        if newline >= 0:
            file.seek(0)
            return begin + newline + 1
        end = begin
    file.seek(0)
    return 0


def name_within(library: Library, path: Path) -> str:
    """A file's way within the library, with slashes."""
    return PurePath(path).relative_to(library.folder).as_posix()
