"""The append-only record of what arrived, from which the catalog can be made anew.

One JSON line an event. An event is in the journal before it is in the catalog, so a catalog that
lags behind catches up by reading on from where it stopped.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from indexer.originals import sync_folder
from ingest.model import Record


class Arrival(Record, frozen=True, kw_only=True, tag="arrival"):
    """These bytes, `size` in number, stood at this path; they are kept among the originals.

    `at` is UTC; `size` is None where an earlier version wrote, or the catalog was asked for it.
    """

    sha256: str
    path: str
    name: str
    at: str
    size: int | None = None


class Failure(Record, frozen=True, kw_only=True, tag="failure"):
    """The file at this path gave no bytes, so that nothing is kept of it but the reason."""

    path: str
    name: str
    reason: str
    passing: bool
    at: str


class Dropped(Record, frozen=True, kw_only=True, tag="dropped"):
    """A person no longer wants to see the failure of this path."""

    path: str
    at: str


class Gone(Record, frozen=True, kw_only=True, tag="gone"):
    """The site no longer shows what stood at this address; the report stays."""

    path: str
    at: str


Event = Arrival | Failure | Dropped | Gone

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Event)


class Journal:
    """A file of events; places in it are byte offsets."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def end(self) -> int:
        """Where the next event will stand, and thus how many bytes of whole events there are."""
        try:
            with self.path.open("rb") as file:
                return self._whole(file.seek(0, os.SEEK_END))
        except FileNotFoundError:
            return 0

    def append(self, events: Iterable[Event]) -> int:
        """Adds events, durable on return; returns the new end."""
        lines = b"".join(_encoder.encode(event) + b"\n" for event in events)
        new = not self.path.exists()
        if new:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        end = self.end()
        with self.path.open("r+b" if not new else "xb") as file:
            # A crash may have left half a line; what was never whole was never acted upon.
            file.truncate(end)
            file.seek(end)
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self.path.parent)
        return end + len(lines)

    def events(self, start: int = 0) -> Iterator[Event]:
        """The whole events from byte `start` on; lines that hold none are passed over."""
        for _, event in self._lines(start):
            if event is not None:
                yield event

    def damaged_lines(self, start: int = 0) -> list[int]:
        """The numbers, from 1, of the whole lines from byte `start` on that hold no event."""
        before = self._newlines(start) if start else 0
        return [before + n for n, event in self._lines(start) if event is None]

    def last(self, end: int) -> Event | None:
        """The event whose line ends at byte `end`; None where no event's line does."""
        if not 0 < end <= self.end():
            return None
        begin = self._whole(end - 1)
        with self.path.open("rb") as file:
            file.seek(begin)
            return _decoded(file.read(end - begin))

    def replace(self, events: Iterable[Event], more: Iterable[Event]) -> int:
        """Puts `events`, then `more`, in the place of all there are, durable on return.

        Returns where `more` begins. What stood there before is kept beside it as `….damaged`.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_name(f".{self.path.name}.part")
        with part.open("wb") as file:
            file.writelines(_encoder.encode(event) + b"\n" for event in events)
            middle = file.tell()
            file.writelines(_encoder.encode(event) + b"\n" for event in more)
            file.flush()
            os.fsync(file.fileno())
        self._put_aside()
        os.replace(part, self.path)
        sync_folder(self.path.parent)
        return middle

    def _put_aside(self) -> None:
        if not self.path.exists() or not self.path.stat().st_size:
            return
        number = 1
        while (kept := self.path.with_name(f"journal-{number}.damaged")).exists():
            number += 1
        shutil.copyfile(self.path, kept)

    def _lines(self, start: int) -> Iterator[tuple[int, Event | None]]:
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        with file:
            file.seek(start)
            for n, line in enumerate(file, 1):
                if line.endswith(b"\n"):
                    yield n, _decoded(line)

    def _newlines(self, end: int) -> int:
        with self.path.open("rb") as file:
            return file.read(end).count(b"\n")

    def _whole(self, size: int) -> int:
        """Where the last whole line within the first `size` bytes ends."""
        with self.path.open("rb") as file:
            end = size
            while end:
                begin = max(0, end - 65536)
                file.seek(begin)
                newline = file.read(end - begin).rfind(b"\n")
                if newline >= 0:
                    return begin + newline + 1
                end = begin
        return 0


def _decoded(line: bytes) -> Event | None:
    try:
        event: Event = _decoder.decode(line)
        return event
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
