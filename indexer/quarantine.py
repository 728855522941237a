"""The files that could not be read: listed, tried again, or put out of sight."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from indexer.build import ingest_seen
from indexer.errors import disk_full_told
from indexer.heal import heal_held
from indexer.journal import Dropped
from indexer.library import Library
from indexer.outcome import IngestSummary, OnProgress
from indexer.residue import is_gone
from indexer.seen import Seen, look, stored
from indexer.walk import Found, walk

if TYPE_CHECKING:
    from indexer.catalog import Catalog
    from indexer.entries import Quarantined


def listed(library: Library) -> "list[Quarantined]":
    """What is in quarantine and not dropped, by path. Raises `LibraryError`."""
    library.require()
    with library.catalog() as catalog:
        return catalog.quarantined()


def retry(
    library: Library, ids: Sequence[str] = (), *, progress: OnProgress | None = None
) -> IngestSummary:
    """Tries these files again, or all that are listed: from their path, or if nothing stands there
    any more, from the bytes that were kept; folders with all below them. What is gone from a folder
    that still stands is tried no more. Raises `LibraryError` for an unknown id."""
    library.require()
    with library.catalog() as catalog:
        entries = _entries(catalog, ids)
    paths = {each.path: stored(each.path) for each in entries}
    bare = [paths[each.path] for each in entries if each.sha256 is None]
    folders = [path for path in bare if os.path.isdir(path)]
    # An unplugged disk takes the folder along: what was on it is not given up.
    gone = [path for path in bare if os.path.isdir(path.parent) and is_gone(path)]
    settled = {*folders, *gone}
    files = {paths[each.path]: each for each in entries if paths[each.path] not in settled}
    walked = walk(folders, without=library.folder)
    found = [each for each in walked.found if each.path not in files]
    limits = library.settings.limits
    documents = chain(
        (_seen(each, library) for each in files.values()),
        (look(each, library.originals, limits) for each in found),
    )
    opened = (*walked.folders, *gone)
    return ingest_seen(library, documents, len(files) + len(found), progress, opened)


def drop(library: Library, ids: Sequence[str]) -> int:
    """Puts these files out of sight, until their bytes change or they are ingested by name.

    Their original bytes stay. Returns how many; raises `LibraryError` for an unknown id.
    """
    library.require()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with disk_full_told(str(library.folder)), library.writing(), library.open_catalog() as catalog:
        heal_held(library, catalog)
        entries = [catalog.quarantine_entry(each) for each in ids]
        events = [Dropped(path=each.path, at=at) for each in entries]
        end = library.journal.append(events)
        with catalog.transaction() as transaction:
            transaction.apply(events, {})
            transaction.advance(end)
    return len(entries)


def _entries(catalog: "Catalog", ids: Sequence[str]) -> "list[Quarantined]":
    if ids:
        return [catalog.quarantine_entry(each) for each in ids]
    return catalog.quarantined()


def _seen(entry: "Quarantined", library: Library) -> Seen:
    path = stored(entry.path)
    gone = not os.path.exists(path) and entry.sha256 is not None
    found = Found(path=path, named=True, kept=entry.sha256 if gone else None)
    # A path may be a web address, which is no file's path.
    seen = look(found, library.originals, library.settings.limits)
    return msgspec.structs.replace(seen, path=entry.path, name=entry.name)
