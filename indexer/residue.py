"""What is left in quarantine of folders that open by now, and of files that are gone."""

import os
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.journal import Dropped, Event, Failure
from indexer.library import Library
from indexer.seen import stored

if TYPE_CHECKING:
    from indexer.catalog import Catalog

CLOSED = "这里已经能打开，或者已不在原处，不必再处理。"


def close(library: Library, catalog: "Catalog", folders: Collection[Path]) -> None:
    """Closes what nobody need try again now that `folders` were opened, or are gone: these
    themselves, and what is gone from them or from below. What bytes were kept of stays. For the
    holder of the library's lock.

    A closed entry is a dropped one whose reason is `CLOSED`: every event of the journal leaves its
    trace in the catalog (`indexer.history`), so that none can be removed.
    """
    opened = set(folders)
    if not opened:
        return
    at = datetime.now(UTC).isoformat(timespec="seconds")
    over = [
        each
        for each in catalog.quarantined()
        if each.sha256 is None and _is_over(stored(each.path), opened)
    ]
    if not over:
        return
    events: list[Event] = [
        Failure(path=each.path, name=each.name, reason=CLOSED, passing=True, at=at) for each in over
    ]
    events += [Dropped(path=each.path, at=at) for each in over]
    end = library.journal.append(events)
    with catalog.transaction() as transaction:
        transaction.apply(events, {})
        transaction.advance(end)


def is_gone(path: Path) -> bool:
    """Whether nothing stands there for certain; a folder that cannot be opened may hide it."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _is_over(path: Path, opened: set[Path]) -> bool:
    return path in opened or (not opened.isdisjoint(path.parents) and is_gone(path))
