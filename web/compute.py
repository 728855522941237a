"""What is computed from a whole library, in this process or in one of its own, and kept in a file.

`python -m web.compute NAME FOLDER` writes the result as MessagePack: over a large library that
takes seconds of pure computing, and threads of one process take turns.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.linking.recurrences import Boilerplate
from search.digest import Digest, digest
from search.doubts import Doubt, doubts
from search.found import Found
from search.ledger import Item, ledger
from search.passages import shared
from search.recurrence import recurrences
from search.review import Suggestion, suggestions
from search.stored import stored
from web.pieces import decoded
from web.quick import uncollected

T = TypeVar("T")

# So many pairs wait to be looked at; the next ones are found when these are decided.
_QUEUE = 500
# Of fewer findings, computing takes less than beginning a process does.
_LARGE = 5_000
_TOLD = 3  # the exit code for a sentence on standard output
# The folder of results in a library, so that a page that is opened anew has them at once.
FOLDER = "computed"


class Computation(Generic[T]):
    """One computation: its name, what it returns, and how."""

    def __init__(self, name: str, kind: Any, compute: Callable[[Library], T]) -> None:
        self.name, self.kind, self.compute = name, kind, compute

    def run(self, library: Library, state: Hashable = None) -> T:
        """The result for the library as it is now; with its `state`, as it was kept for that, or
        kept from now on. Raises `LibraryError`."""
        kept = _Kept(library.folder / FOLDER / f"{self.name}.msgpack", state)
        data = kept.read()
        if data is not None:
            # A file that a power cut left damaged is as good as none.
            with suppress(msgspec.DecodeError, KeyError):
                return self._read(data)
        with library.catalog() as catalog:
            large = catalog.counts().findings >= _LARGE
        if not large:
            value = self.compute(library)
            kept.write(msgspec.msgpack.encode(value))
            return value
        data = self._apart(library)
        kept.write(data)
        return self._read(data)

    def _read(self, data: bytes) -> T:
        with uncollected():
            result: T = decoded(data, self.kind)
        return result

    def _apart(self, library: Library) -> bytes:
        command = [sys.executable, "-m", "web.compute", self.name, str(library.folder)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        if done.returncode == _TOLD:
            raise LibraryError(done.stdout.decode())
        if done.returncode:
            raise LibraryError("计算没有完成。请看 huitoukan web 窗口里的记录，稍后再试。")
        return done.stdout


class _Kept:
    """A result's file: a line that says what it was computed from and by, then the result."""

    def __init__(self, path: Path, state: Hashable) -> None:
        self._path = path
        self._stamp = None if state is None else f"{_program()} {state!r}\n".encode()

    def read(self) -> bytes | None:
        """The result; None where there is none of that state."""
        if self._stamp is None:
            return None
        try:
            with self._path.open("rb") as file:
                return file.read() if file.readline() == self._stamp else None
        except OSError:
            return None

    def write(self, data: bytes) -> None:
        """Keeps a result; where the folder cannot be written, the next start computes it anew."""
        if self._stamp is None:
            return
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        with suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            # Of a process that was killed at it, or that keeps the same.
            for other in self._path.parent.glob(f"{self._path.name}.*.part"):
                other.unlink(missing_ok=True)
            part.write_bytes(self._stamp + data)
            part.replace(self._path)


@cache
def _program() -> str:
    """What tells this program from another version of it: its files, by size and time."""
    packages = [Path(__file__).parent.parent / name for name in ("search", "indexer", "ingest")]
    files = (each for folder in packages for each in sorted(folder.rglob("*.*")))
    facts = [
        (each.name, each.stat().st_size, each.stat().st_mtime_ns)
        for each in files
        if each.suffix in (".py", ".toml")
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _ledger(library: Library) -> tuple[Item, ...]:
    return tuple(ledger(stored(library), recurrences(library), date.today()))


def _doubts(library: Library) -> tuple[Doubt, ...]:
    return tuple(doubts(stored(library)))


def _queue(library: Library) -> tuple[Suggestion, ...]:
    return tuple(suggestions(library, limit=_QUEUE))


def _week(library: Library) -> Digest:
    today = datetime.combine(date.today(), time.min).astimezone(UTC)
    week = digest(library, today - timedelta(days=7), datetime.now(UTC))
    # The page has these from elsewhere; of a large library they are most of it.
    return msgspec.structs.replace(week, overdue=(), relapses=(), doubts=(), unread=())


FOUND = Computation("found", Found, recurrences)
SHARED = Computation("shared", tuple[Boilerplate, ...], shared)
LEDGER = Computation("ledger", tuple[Item, ...], _ledger)
DOUBTS = Computation("doubts", tuple[Doubt, ...], _doubts)
QUEUE = Computation("queue", tuple[Suggestion, ...], _queue)
WEEK = Computation("week", Digest, _week)


def main(name: str, folder: str) -> int:
    """Computes and writes the result, or what is wrong with the library."""
    # Whoever looks at a page goes first.
    if hasattr(os, "nice"):
        os.nice(10)
    known: tuple[Computation[Any], ...] = (FOUND, SHARED, LEDGER, DOUBTS, QUEUE, WEEK)
    wanted = next(each for each in known if each.name == name)
    try:
        with uncollected():
            result = wanted.compute(Library(Path(folder)))
    except LibraryError as error:
        sys.stdout.buffer.write(str(error).encode())
        return _TOLD
    # Whoever asked may have been ended meanwhile.
    with suppress(BrokenPipeError):
        sys.stdout.buffer.write(msgspec.msgpack.encode(result))
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
