"""What a source brought, run by run: an append-only file in the library's folder `sources`."""

import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import msgspec

from ingest.model import Record


class Verdict(StrEnum):
    """What became of one place (an address, or a file's path) the last time."""

    TAKEN = "已取"
    PASSED = "不要"
    GONE = "已撤下"


class Visit(Record, frozen=True, kw_only=True, tag="visit"):
    """A place that was looked at and settled; `at` is UTC.

    `etag` and `last_modified` make the next request conditional; `stamp` is a file's size and
    modification time; `title` is a notice's on its list, `attached` says that it belongs to one.
    """

    place: str
    at: str
    verdict: Verdict
    etag: str = ""
    last_modified: str = ""
    stamp: str = ""
    title: str = ""
    attached: bool = False


class Missed(Record, frozen=True, kw_only=True):
    """A place that gave nothing, and why; `passing` where the next run may do better."""

    place: str
    reason: str
    passing: bool


class Run(Record, frozen=True, kw_only=True, tag="run"):
    """One look at a source. `at` is when it began, UTC.

    `seen` notices or files were listed: of these so many new, updated and unchanged; `waiting` for
    the next run (still being copied, or beyond this run's bound), `passed` over by the filters,
    `gone` from the site. `quarantined` could not be read, `missed` could not be had. `error` says
    why the source as a whole could not be looked at.
    """

    source: str
    at: str
    seconds: float = 0.0
    seen: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    waiting: int = 0
    passed: int = 0
    gone: int = 0
    quarantined: tuple[Missed, ...] = ()
    missed: tuple[Missed, ...] = ()
    error: str | None = None
    passing: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing was left for the next run."""
        return self.error is None and not self.missed and not self.waiting

    @property
    def told(self) -> str:
        """What it brought, in words for the reader."""
        if self.error:
            return f"没有成功：{self.error}"
        counts = (
            ("看到", self.seen),
            ("新增", self.new),
            ("更新", self.updated),
            ("未变", self.unchanged),
            ("待下次", self.waiting),
            ("撤下", self.gone),
            ("隔离", len(self.quarantined)),
            ("没取到", len(self.missed)),
        )
        return "，".join(f"{name} {count}" for name, count in counts if count or name == "新增")


_encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(Visit | Run)


class History:
    """The past of one source, in `folder`."""

    def __init__(self, library: Path, source: str) -> None:
        self.folder = library / "sources" / source
        self._path = self.folder / "history.jsonl"

    def append(self, records: Iterable[Visit | Run]) -> None:
        """Adds records, durable on return."""
        lines = b"".join(_encode(each) + b"\n" for each in records)
        if not lines:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab+") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                # A crash may have left half a line: the next one must not continue it.
                lines = lines if file.read(1) == b"\n" else b"\n" + lines
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())

    def visits(self) -> dict[str, Visit]:
        """The last visit of each place."""
        return {each.place: each for each in self._records() if isinstance(each, Visit)}

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""
        return [each for each in self._records() if isinstance(each, Run)]

    def _records(self) -> Iterator[Visit | Run]:
        try:
            file = self._path.open("rb")
        except FileNotFoundError:
            return
        with file:
            for line in file:
                try:
                    yield _decoder.decode(line)
                except msgspec.DecodeError:
                    # Half a line: what was never whole was never relied on.
                    continue
