"""看反复: what recurs in a library, computed once for each state of it."""

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from indexer.library import Library
from indexer.linking.recurrences import Group, Relapse
from ingest.model import Record
from search.asked import Asked, Fit
from search.found import Found, Occurrence, Source, found_in, source_of
from search.links import LinkState, linked_now, state_now
from search.stored import stored, stored_only
from search.waiting import KEPT, Pair, Waiting, waiting

FOUND = "recurrences.msgpack"
WAITING = "waiting.msgpack"


class _KeptFound(Record, frozen=True, kw_only=True):
    state: LinkState
    found: Found


class _KeptWaiting(Record, frozen=True, kw_only=True):
    state: LinkState
    waiting: Waiting


class _Sparse(Record, frozen=True, kw_only=True):
    """What was found, with groups and relapses as they stand in the file."""

    groups: tuple[msgspec.Raw, ...]
    relapses: tuple[msgspec.Raw, ...]
    occurrences: tuple[Occurrence, ...]
    sources: tuple[Source, ...]
    conflicts: tuple[str, ...]


class _KeptSparse(Record, frozen=True, kw_only=True):
    state: LinkState
    found: _Sparse


class _Id(msgspec.Struct, frozen=True):
    finding: str


class _GroupIds(msgspec.Struct, frozen=True):
    members: tuple[_Id, ...]


class _RelapseIds(msgspec.Struct, frozen=True):
    earlier: _Id
    later: _Id


_KeptAny = TypeVar("_KeptAny", _KeptFound, _KeptSparse, _KeptWaiting)


def recurrences(library: Library) -> Found:
    """What recurs in the library now: as found before, or linked anew where anything has changed.

    Raises `LibraryError` where there is no library, or its catalog or aliases cannot be read.
    """
    library.require()
    state = state_now(library)
    kept = _read(library.folder / FOUND, _KeptFound)
    if kept is not None and kept.state == state:
        return kept.found
    return _anew(library, state, kept)[0]


def found_asked(library: Library, asked: Asked) -> Found:
    """The same without the groups and relapses that do not fit: they are not even read, which in a
    large library takes most of the time. Raises as `recurrences` does."""
    library.require()
    kept = _read(library.folder / FOUND, _KeptSparse) if asked != Asked() else None
    if kept is None or kept.state != state_now(library):
        return recurrences(library)
    every = kept.found
    fit = Fit(every.occurrences, every.sources, asked)
    groups, relapses = [], []
    for raw in every.groups:
        members = msgspec.msgpack.decode(raw, type=_GroupIds).members
        if any(fit.finding(each.finding) for each in members):
            groups.append(msgspec.msgpack.decode(raw, type=Group))
    for raw in every.relapses:
        pair = msgspec.msgpack.decode(raw, type=_RelapseIds)
        if fit.relapse(pair.earlier.finding, pair.later.finding):
            relapses.append(msgspec.msgpack.decode(raw, type=Relapse))
    return Found(
        groups=tuple(groups),
        relapses=tuple(relapses),
        occurrences=every.occurrences,
        sources=every.sources,
        conflicts=every.conflicts,
    )


def waiting_pairs(library: Library, limit: int, within: Collection[str] | None) -> list[Pair]:
    """The first `limit` undecided pairs that have one of the findings `within`; links are not made
    anew for them where `recurrences` has made them. Raises as it does."""
    library.require()
    state = state_now(library)
    kept = _read(library.folder / WAITING, _KeptWaiting)
    if kept is None or kept.state != state:
        found = _read(library.folder / FOUND, _KeptFound)
        every = _anew(library, state, found)[1]
    else:
        every = kept.waiting
    first = every.first(limit, within)
    if first is None:
        linked = linked_now(library)
        first = waiting(linked, linked.groups(), None).first(limit, within)
    return first or []


def _anew(library: Library, state: LinkState, kept: _KeptFound | None) -> tuple[Found, Waiting]:
    """What recurs and what waits to be decided on, of one linking, and both kept."""
    linked = linked_now(library)
    found = found_in(linked, _sources(library, kept))
    pairs = waiting(linked, found.groups, KEPT)
    _keep(library.folder / FOUND, _KeptFound(state=state, found=found))
    _keep(library.folder / WAITING, _KeptWaiting(state=state, waiting=pairs))
    return found, pairs


def _sources(library: Library, kept: _KeptFound | None) -> list[Source]:
    """All current reports; those that were known are not read again."""
    with library.catalog() as catalog:
        floor = catalog.position().floor
        if kept is None or kept.state.sequence < floor:
            return list(map(source_of, stored(library)))
        changes = catalog.changes(kept.state.sequence)
    changed = {each.report_id for each in changes}
    new = stored_only(library, {each.report_id for each in changes if each.added})
    known = [each for each in kept.found.sources if each.report not in changed]
    return sorted([*known, *map(source_of, new)], key=lambda each: each.report)


def _read(path: Path, kind: type[_KeptAny]) -> _KeptAny | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None


def _keep(path: Path, kept: _KeptFound | _KeptWaiting) -> None:
    """Keeps an answer for the next question; where the folder is read-only, nothing is kept."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        part.write_bytes(msgspec.msgpack.encode(kept))
        part.replace(path)
