"""What is computed from a whole library, in this process or in one of its own.

`python -m web.compute NAME FOLDER` writes the result as MessagePack: over a large library that
takes seconds of pure computing, and threads of one process take turns.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.linking.recurrences import Boilerplate
from search.digest import Digest, digest
from search.doubts import Doubt, doubts
from search.ledger import Item, ledger
from search.passages import shared
from search.recurrence import Found, recurrences
from search.review import Suggestion, suggestions
from search.stored import stored

T = TypeVar("T")

# So many pairs wait to be looked at; the next ones are found when these are decided.
_QUEUE = 500
# Of fewer findings, computing takes less than beginning a process does.
_LARGE = 5_000
_TOLD = 3  # the exit code for a sentence on standard output


class Computation(Generic[T]):
    """One computation: its name, what it returns, and how."""

    def __init__(self, name: str, kind: Any, compute: Callable[[Library], T]) -> None:
        self.name, self.kind, self.compute = name, kind, compute

    def run(self, library: Library) -> T:
        """The result for the library as it is now. Raises `LibraryError`."""
        with library.catalog() as catalog:
            large = catalog.counts().findings >= _LARGE
        return self._apart(library) if large else self.compute(library)

    def _apart(self, library: Library) -> T:
        command = [sys.executable, "-m", "web.compute", self.name, str(library.folder)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        if done.returncode == _TOLD:
            raise LibraryError(done.stdout.decode())
        if done.returncode:
            raise LibraryError("计算没有完成。请看 huitoukan web 窗口里的记录，稍后再试。")
        result: T = msgspec.msgpack.decode(done.stdout, type=self.kind)
        return result


def _ledger(library: Library) -> tuple[Item, ...]:
    return tuple(ledger(stored(library), recurrences(library), date.today()))


def _doubts(library: Library) -> tuple[Doubt, ...]:
    return tuple(doubts(stored(library)))


def _queue(library: Library) -> tuple[Suggestion, ...]:
    return tuple(suggestions(library, limit=_QUEUE))


def _week(library: Library) -> Digest:
    today = datetime.combine(date.today(), time.min).astimezone(UTC)
    return digest(library, today - timedelta(days=7), datetime.now(UTC))


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
