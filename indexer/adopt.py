"""Originals that nothing tells of any more: taken in under what names their bytes suggest."""

from datetime import UTC, datetime
from pathlib import Path

from indexer.journal import Arrival, Journal
from indexer.originals import Originals

# The content decides how a file is read; the suffix is for people.
_SUFFIXES = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"))


def adopt(originals: Originals, journal: Journal) -> int:
    """Journals an arrival for every original that no arrival names; returns how many there were.

    Their path is their place among the originals.
    """
    named = {event.sha256 for event in journal.events() if isinstance(event, Arrival)}
    at = datetime.now(UTC).isoformat(timespec="seconds")
    orphans = [
        Arrival(
            sha256=path.name,
            path=adopted_path(path.name),
            name=path.name[:12] + _suffix(path),
            at=at,
        )
        for path in originals.files()
        if path.name not in named
    ]
    if orphans:
        journal.append(orphans)
    return len(orphans)


def adopted_path(digest: str) -> str:
    """The path under which `adopt` takes in the original of this SHA-256."""
    return f"originals/{digest[:2]}/{digest}"


def _suffix(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(8)
    return next((suffix for magic, suffix in _SUFFIXES if head.startswith(magic)), ".txt")
