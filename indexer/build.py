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
from indexer.errors import disk_full_told
from indexer.heal import heal_held
from indexer.interrupt import interrupt_deferred
from indexer.journal import Arrival
from indexer.library import WAIT_SECONDS, Library
from indexer.outcome import IngestSummary, OnProgress, Outcome, Progress, Rejected
from indexer.prepare import Prepared, ReadJob, prepare
from indexer.seen import Seen, look
from indexer.update import IndexUpdate
from indexer.walk import Walk, walk
from ingest.model import Record
from ingest.sandbox import run
from ingest.unreadable import Unreadable

if TYPE_CHECKING:
    from indexer.catalog import Catalog
    from indexer.entries import Quarantined
    from indexer.transaction import Content


class Pace(Record, frozen=True, kw_only=True):
    """How often an ingest makes its work lasting: catalog after so many files or bytes, index
    after so many findings or seconds. Less often is faster and costs more to do again after a
    crash; what is not in the index yet cannot be found."""

    files: int = 128
    bytes: int = 8_000_000
    findings: int = 20_000
    seconds: float = 5.0


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
    return ingest_found(library, walk(paths, without=library.folder), progress, pace)


def ingest_found(
    library: Library,
    found: Walk,
    progress: OnProgress | None = None,
    pace: Pace = _PACE,
    *,
    ahead: Ahead | None = None,
    wait: float = WAIT_SECONDS,
) -> IngestSummary:
    """`ingest` for files that were looked up already; `ahead` is what `read_ahead` made of some.

    Raises `LibraryBusy` after `wait` seconds in vain.
    """
    limits = library.settings.limits
    documents = (look(each, library.originals, limits) for each in found.found)
    summary = _ingest(library, documents, len(found.found), progress, pace, ahead, wait)
    return msgspec.structs.replace(summary, skipped=summary.skipped + found.skipped)


def ingest_seen(
    library: Library,
    documents: Iterable[Seen],
    total: int,
    progress: OnProgress | None = None,
    pace: Pace = _PACE,
) -> IngestSummary:
    """`ingest` for `total` documents whose bytes are at hand: fetched from an address, say, which
    is then their `path`."""
    return _ingest(library, iter(documents), total, progress, pace)


def _ingest(
    library: Library,
    documents: Iterator[Seen],
    total: int,
    progress: OnProgress | None,
    pace: Pace,
    ahead: Ahead | None = None,
    wait: float = WAIT_SECONDS,
) -> IngestSummary:
    began = time.monotonic()
    with (
        disk_full_told(str(library.folder)),
        library.writing(wait),
        library.open_catalog() as catalog,
    ):
        healed = heal_held(library, catalog)
        work = _Ingest(
            library, catalog, documents, total, progress, pace, healed.notes, ahead or {}
        )
        work.run()
        return work.summary(time.monotonic() - began)


class _Ingest:
    """One ingest under way: what is in workers' hands, and what waits to be committed."""

    def __init__(
        self,
        library: Library,
        catalog: "Catalog",
        documents: Iterator[Seen],
        total: int,
        progress: OnProgress | None,
        pace: Pace,
        notes: tuple[str, ...],
        ahead: Ahead,
    ) -> None:
        from indexer.batch import Batch

        self._library = library
        self._catalog = catalog
        self._documents = documents
        self._total = total
        self._progress = progress
        self._pace = pace
        self._notes = notes
        self._ahead = ahead
        self._index = IndexUpdate(library, catalog)
        self._counts = dict.fromkeys(Outcome, 0)
        self._rejected: list[Rejected] = []
        self._findings = self._bytes = self._restored = 0
        self._asked: set[str] = set()
        self._made: set[str] = set()
        self._waiting: dict[Content, list[tuple[Arrival, Outcome]]] = {}
        self._batch = Batch()

    def run(self) -> None:
        """Takes in every file. After a Ctrl-C, what was committed is in the index too."""
        with self._index:
            try:
                self._take_all()
            except KeyboardInterrupt:
                self._level()
                raise
            self._level()

    def _take_all(self) -> None:
        settings = self._library.settings
        for job, result in run(
            prepare, self._jobs(), workers=settings.processes, limits=settings.limits
        ):
            self._take(job, result)
            self._commit_if_full()
        self._commit()

    def _level(self) -> None:
        with interrupt_deferred():
            self._index.commit()
            self._library.mark_level()

    def summary(self, seconds: float) -> IngestSummary:
        """What became of the files."""
        return IngestSummary(
            new=self._counts[Outcome.NEW],
            updated=self._counts[Outcome.UPDATED],
            unchanged=self._counts[Outcome.UNCHANGED],
            skipped=self._counts[Outcome.SKIPPED],
            quarantined=tuple(self._rejected),
            findings=self._findings,
            megabytes=self._bytes / 1e6,
            seconds=seconds,
            restored=self._restored,
            notes=self._notes,
        )

    def _jobs(self) -> Iterator[ReadJob]:
        """Looks at the files a chunk at a time and gives those to be read."""
        chunk: list[Seen] = []
        size = 0
        for seen in self._documents:
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
                self._batch.add(seen.failure(), Outcome.QUARANTINED)
            elif here == seen.sha256 and before is None and seen.path not in gone:
                self._counts[Outcome.UNCHANGED] += 1
            elif seen.sha256 in known:
                self._batch.add(seen.arrival(), again)
            else:
                yield from self._ask(seen, again)
        self._tell()
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
            self._restored += 1

    def _leave(self, before: "Quarantined") -> None:
        """A file that is known to be unreadable, and no reason to try again."""
        from indexer.batch import rejected

        if before.dropped:
            self._counts[Outcome.SKIPPED] += 1
            return
        self._counts[Outcome.QUARANTINED] += 1
        self._rejected.append(rejected(before.path, before.name, before.reason, before.passing))

    def _ask(self, seen: Seen, again: Outcome) -> Iterator[ReadJob]:
        """Has bytes read that no report is made of yet, once for all paths that they stand at."""
        from indexer.transaction import content, report_id

        arrival = seen.arrival()
        key = content(arrival)
        if self._batch.has(key):
            self._batch.add(arrival, again)
        elif key in self._waiting:
            self._waiting[key].append((arrival, again))
        else:
            first = Outcome.NEW if again is Outcome.UNCHANGED else again
            self._waiting[key] = [(arrival, first)]
            self._stage(arrival.sha256, seen.data)
            job = ReadJob(
                originals=self._library.originals.folder,
                sha256=arrival.sha256,
                name=arrival.name,
                report_id=report_id(arrival.sha256),
                size=len(seen.data),
                limits=self._library.settings.limits,
                taxonomy=self._library.taxonomy,
            )
            if key in self._ahead:
                self._take(job, self._ahead[key])
            else:
                yield job

    def _stage(self, digest: str, data: bytes) -> None:
        # Once a run: a worker may be reading what was staged for another suffix.
        if digest not in self._asked:
            self._asked.add(digest)
            if not self._library.originals.holds(digest, len(data), thorough=True):
                self._library.originals.stage(digest, data)

    def _take(self, job: ReadJob, result: Prepared | Unreadable) -> None:
        from indexer.transaction import NewReport, decode, suffixed

        key = suffixed(job.sha256, job.name)
        arrivals = self._waiting.pop(key)
        if job.sha256 in self._made:
            # The same bytes came under another suffix, and are a report already.
            arrivals = [(each, _known(outcome)) for each, outcome in arrivals]
        elif isinstance(result, Unreadable):
            self._batch.failures[key] = result
        else:
            self._made.add(job.sha256)
            report = decode(result.report)
            self._batch.reports[key] = NewReport(
                arrival=arrivals[0][0],
                report=report,
                payload=result.report,
                text=result.text,
                text_digest=result.text_digest,
            )
            self._batch.documents[job.report_id] = result.documents
            self._findings += len(report.findings)
            self._bytes += job.size
        self._batch.bytes += job.size
        for arrival, outcome in arrivals:
            self._batch.add(arrival, outcome)

    def _commit_if_full(self) -> None:
        full = self._batch.bytes >= self._pace.bytes
        if full or len(self._batch.events) >= self._pace.files:
            self._commit()

    def _commit(self) -> None:
        from indexer.batch import Batch

        batch, self._batch = self._batch, Batch()
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
        for event, outcome in batch.events:
            self._counts[Outcome.UNCHANGED if event in repeated else outcome] += 1
        self._findings -= sum(
            len(each.report.findings) for each in batch.reports.values() if each.arrival in repeated
        )
        self._rejected.extend(batch.rejected())
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            done = sum(self._counts.values())
            self._progress(Progress(done=done, total=self._total))


def _known(outcome: Outcome) -> Outcome:
    return Outcome.UNCHANGED if outcome is Outcome.NEW else outcome


def _settled(seen: Seen, before: "Quarantined") -> bool:
    """Whether trying again is of no use: the same bytes failed, and for no passing reason."""
    if seen.named:
        return False
    if seen.problem is not None:
        return before.dropped and before.sha256 is None
    return before.sha256 == seen.sha256 and (before.dropped or not before.passing)
