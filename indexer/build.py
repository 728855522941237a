"""Takes files into a library: originals, journal, catalog and index, in this order.

Each step is durable before the next one begins, so a crash leaves a later part behind an earlier
one and never ahead of it; `indexer.heal`, which every ingest runs first, closes the gap.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.ahead import Ahead
from indexer.batch import rejected
from indexer.errors import disk_full_told
from indexer.heal import heal_held
from indexer.intake import Intake
from indexer.interrupt import interrupt_deferred
from indexer.journal import Arrival
from indexer.library import WAIT_SECONDS, Library
from indexer.outcome import IngestSummary, OnProgress, Outcome
from indexer.pace import Pace
from indexer.prepare import ReadJob, prepare
from indexer.residue import CLOSED, close
from indexer.seen import Seen, look
from indexer.tally import Tally
from indexer.update import IndexUpdate
from indexer.walk import Walk, walk
from ingest.sandbox import run

if TYPE_CHECKING:
    from indexer.catalog import Catalog
    from indexer.entries import Quarantined

_PACE = Pace()


def ingest(
    library: Library,
    paths: Sequence[Path],
    *,
    progress: OnProgress | None = None,
    pace: Pace = _PACE,
) -> IngestSummary:
    """Takes in the files at `paths`, folders with all below them; says what became of each.

    What cannot be read is quarantined. Doing it twice changes nothing; after a crash or a Ctrl-C
    (KeyboardInterrupt, what was done so far is kept) doing it again completes it.

    Raises `LibraryBusy`, `LibraryDiskFull`, `StaleIndex`, and `LibraryError` for a path that does
    not exist or a wrong `library.toml`.
    """
    found = walk(paths, without=library.folder)
    return ingest_found(library, found, progress=progress, pace=pace)


def ingest_found(
    library: Library,
    found: Walk,
    *,
    progress: OnProgress | None = None,
    pace: Pace = _PACE,
    ahead: Ahead | None = None,
    wait: float = WAIT_SECONDS,
) -> IngestSummary:
    """`ingest` for files that were looked up already; `ahead` is what `read_ahead` made of some.

    Raises `LibraryBusy` after `wait` seconds in vain.
    """
    limits = library.settings.limits
    documents = (look(each, library.originals, limits) for each in found.found)
    tally = Tally(len(found.found), progress)
    summary = _ingest(library, documents, tally, pace, ahead or {}, wait, found.folders)
    return msgspec.structs.replace(summary, skipped=summary.skipped + found.skipped)


def ingest_seen(
    library: Library,
    documents: Iterable[Seen],
    total: int,
    progress: OnProgress | None = None,
    folders: Sequence[Path] = (),
) -> IngestSummary:
    """`ingest` for `total` documents whose bytes are at hand: fetched from an address, say, which
    is then their `path`. `folders` were opened to find them, or are gone."""
    return _ingest(library, documents, Tally(total, progress), _PACE, {}, WAIT_SECONDS, folders)


def _ingest(
    library: Library,
    documents: Iterable[Seen],
    tally: Tally,
    pace: Pace,
    ahead: Ahead,
    wait: float,
    folders: Sequence[Path],
) -> IngestSummary:
    began = time.monotonic()
    with (
        disk_full_told(str(library.folder)),
        library.writing(wait),
        library.open_catalog() as catalog,
    ):
        healed = heal_held(library, catalog)
        close(library, catalog, folders)
        _Ingest(library, catalog, tally, pace, Intake(library, ahead)).run(documents)
        return tally.summary(time.monotonic() - began, healed.notes)


class _Ingest:
    """One ingest under way: has read what is new, and commits it."""

    def __init__(
        self, library: Library, catalog: "Catalog", tally: Tally, pace: Pace, intake: Intake
    ) -> None:
        self._library = library
        self._catalog = catalog
        self._tally = tally
        self._pace = pace
        self._intake = intake
        self._index = IndexUpdate(library, catalog)

    def run(self, documents: Iterable[Seen]) -> None:
        """Takes in every file. After a Ctrl-C, what was committed is in the index too."""
        with self._index:
            try:
                self._take_all(documents)
            except KeyboardInterrupt:
                self._level()
                raise
            self._level()

    def _take_all(self, documents: Iterable[Seen]) -> None:
        workers, limits = self._library.settings.processes, self._library.settings.limits
        for job, result in run(prepare, self._jobs(documents), workers=workers, limits=limits):
            self._intake.take(job, result)
            self._commit_if_full()
        self._commit()

    def _level(self) -> None:
        with interrupt_deferred():
            self._index.commit()
            self._library.mark_level()

    def _jobs(self, documents: Iterable[Seen]) -> Iterator[ReadJob]:
        """Looks at the files a chunk at a time and gives those to be read."""
        chunk: list[Seen] = []
        size = 0
        for seen in documents:
            chunk.append(seen)
            size += len(seen.data)
            if len(chunk) >= self._pace.files or size >= self._pace.bytes:
                yield from self._sort(chunk)
                chunk, size = [], 0
        yield from self._sort(chunk)

    def _sort(self, chunk: list[Seen]) -> Iterator[ReadJob]:
        paths = [each.path for each in chunk]
        standing = self._catalog.standing(paths)
        known = self._catalog.known({each.sha256 for each in chunk if each.sha256})
        gone = self._catalog.gone(paths)
        quarantined = {each.path: each for each in self._catalog.quarantined(paths)}
        for seen in chunk:
            here, before = standing.get(seen.path), quarantined.get(seen.path)
            if seen.sha256 in known or (before and before.sha256 == seen.sha256 is not None):
                self._restore(seen)
            again = Outcome.UPDATED if here and here != seen.sha256 else Outcome.UNCHANGED
            if before and _settled(seen, before):
                self._leave(before)
            elif seen.problem is not None:
                self._intake.batch.add(seen.failure(), Outcome.QUARANTINED)
            elif here == seen.sha256 and before is None and seen.path not in gone:
                self._tally.count(Outcome.UNCHANGED)
            elif seen.sha256 in known:
                self._intake.batch.add(seen.arrival(), again)
            elif job := self._intake.ask(seen, again):
                yield job
        self._tally.tell()
        self._commit_if_full()

    def _restore(self, seen: Seen) -> None:
        """Puts back the original of bytes that were kept before, where it is gone or damaged.

        Reading every original would double the work: that is left to files given by name.
        """
        assert seen.sha256 is not None
        originals = self._library.originals
        if not originals.holds(seen.sha256, len(seen.data), thorough=seen.named):
            originals.stage(seen.sha256, seen.data)
            originals.keep([seen.sha256])
            self._tally.restored += 1

    def _leave(self, before: "Quarantined") -> None:
        """A file that is known to be unreadable, and no reason to try again."""
        if before.dropped:
            self._tally.count(Outcome.SKIPPED)
        else:
            self._tally.reject(rejected(before.path, before.name, before.reason, before.passing))

    def _commit_if_full(self) -> None:
        if self._intake.batch.full(self._pace):
            self._commit()

    def _commit(self) -> None:
        batch = self._intake.drain()
        if not batch.events:
            return
        library = self._library
        events = [event for event, _ in batch.events]
        with interrupt_deferred():
            library.originals.keep(each.sha256 for each in events if isinstance(each, Arrival))
            library.mark_behind()
            end = library.journal.append(events)
            with self._catalog.transaction() as transaction:
                transaction.add(list(batch.reports.values()))
                repeated = transaction.apply(events, batch.failures)
                transaction.advance(end)
            self._index.follow(batch.documents)
            waited = time.monotonic() - self._index.committed_at
            if self._index.uncommitted >= self._pace.findings or waited >= self._pace.seconds:
                self._index.commit()
        self._tally.commit(batch, repeated)
        self._tally.tell()


def _settled(seen: Seen, before: "Quarantined") -> bool:
    """Whether trying again is of no use: the same bytes failed, and for no passing reason."""
    if seen.named:
        return False
    if seen.problem is not None:
        return before.dropped and before.sha256 is None and before.reason != CLOSED
    return before.sha256 == seen.sha256 and (before.dropped or not before.passing)
