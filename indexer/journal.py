"""The append-only record of what arrived, from which the catalog can be made anew.

One JSON line an event. An event is in the journal before it is in the catalog, so a catalog that
lags behind catches up by reading on from where it stopped.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from indexer.originals import sync_folder
from ingest.model import Record


class Arrival(Record, frozen=True, kw_only=True, tag="arrival"):
    """These bytes stood at this path; they are kept among the originals. `at` is UTC."""

    sha256: str
    path: str
    name: str
    at: str


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


Event = Arrival | Failure | Dropped

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
        """The whole events from byte `start` on. Raises msgspec.DecodeError on a foreign line."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        with file:
            file.seek(start)
            for line in file:
                if line.endswith(b"\n"):
                    yield _decoder.decode(line)

    def _whole(self, size: int) -> int:
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
