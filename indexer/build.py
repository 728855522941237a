"""Takes files into a library: originals, journal, catalog and index, in this order.

Each step is durable before the next one begins, so a crash leaves a later part behind an earlier
one and never ahead of it; `indexer.heal`, which every ingest runs first, closes the gap.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.engine import IndexState, IndexWriter
from indexer.errors import disk_full_told
from indexer.heal import engine_writer, heal_held
from indexer.interrupt import interrupt_deferred
from indexer.journal import Arrival, Event, Failure
from indexer.library import Library
from indexer.originals import sha256
from indexer.outcome import IngestSummary, OnProgress, Outcome, Progress, Rejected
from indexer.prepare import IndexJob, Prepared, ReadJob, decode_documents, index, prepare
from indexer.walk import Found, Walk, walk
from ingest.model import Record
from ingest.sandbox import run
from ingest.unreadable import Unreadable

if TYPE_CHECKING:
    from indexer.catalog import Catalog
    from indexer.entries import Quarantined
    from indexer.transaction import Content, NewReport


class Pace(Record, frozen=True, kw_only=True):
    """How often an ingest makes its work lasting: catalog after so many files or bytes, index
    after so many findings. Less often is faster and costs more to do again after a crash."""

    files: int = 128
    bytes: int = 8_000_000
    findings: int = 20_000


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
    library: Library, found: Walk, progress: OnProgress | None = None, pace: Pace = _PACE
) -> IngestSummary:
    """`ingest` for files that were looked up already."""
    began = time.monotonic()
    with library.writing(), disk_full_told(str(library.folder)), library.catalog() as catalog:
        heal_held(library, catalog)
        with ExitStack() as stack:
            work = _Ingest(library, catalog, found, progress, pace, stack)
            try:
                work.run()
            except KeyboardInterrupt:
                work.finish()
                raise
            work.finish()
        return work.summary(time.monotonic() - began)


class _Ingest:
    """One ingest under way: what is in workers' hands, and what waits to be committed."""

    def __init__(
        self,
        library: Library,
        catalog: "Catalog",
        found: Walk,
        progress: OnProgress | None,
        pace: Pace,
        stack: ExitStack,
    ) -> None:
        self._library = library
        self._catalog = catalog
        self._found = found
        self._progress = progress
        self._pace = pace
        self._stack = stack
        self._writer: IndexWriter | None = None
        self._sequence = self._indexed = catalog.position().sequence
        self._counts = dict.fromkeys(Outcome, 0)
        self._counts[Outcome.SKIPPED] = found.skipped
        self._rejected: list[Rejected] = []
        self._findings = self._bytes = self._unindexed = 0
        self._waiting: dict[Content, list[tuple[Arrival, Outcome]]] = {}
        self._sizes: dict[str, int] = {}
        self._batch = _Batch()

    def run(self) -> None:
        """Everything but the last commit of the index."""
        settings = self._library.settings
        for job, result in run(
            prepare, self._jobs(), workers=settings.processes, limits=settings.limits
        ):
            self._take(job, result)
            if self._batch.full(self._pace):
                self._commit()
        self._commit()

    def finish(self) -> None:
        """Makes the index hold all that the catalog does; a batch not yet committed is dropped."""
        with interrupt_deferred():
            self._commit_index()
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
        )

    def _jobs(self) -> Iterator[ReadJob]:
        """Looks at the files a chunk at a time and gives those to be read."""
        chunk: list[_Seen] = []
        for each in self._found.found:
            chunk.append(_look(each, self._library))
            if len(chunk) >= self._pace.files or _bytes(chunk) >= self._pace.bytes:
                yield from self._sort(chunk)
                chunk = []
        yield from self._sort(chunk)

    def _sort(self, chunk: "list[_Seen]") -> Iterator[ReadJob]:
        paths = [each.path for each in chunk]
        standing = self._catalog.standing(paths)
        known = self._catalog.known({each.sha256 for each in chunk if each.sha256})
        failed = {each.path: each for each in self._catalog.quarantined(paths)}
        for each in chunk:
            before = failed.get(each.path)
            if each.failure is not None:
                if before and before.dropped and before.sha256 is None and not each.named:
                    self._counts[Outcome.SKIPPED] += 1
                else:
                    self._batch.fail(each.failure)
            elif standing.get(each.path) == each.sha256 and before is None:
                self._counts[Outcome.UNCHANGED] += 1
            elif each.sha256 in known:
                replaced = each.path in standing and standing[each.path] != each.sha256
                outcome = Outcome.UPDATED if replaced else Outcome.UNCHANGED
                self._batch.arrive(each.arrival(), outcome)
            elif before and before.sha256 == each.sha256 and _settled(before, each.named):
                self._leave(before)
            else:
                yield from self._ask(each, each.path in standing)
        self._tell()
        if self._batch.full(self._pace):
            self._commit()

    def _ask(self, seen: "_Seen", replaces: bool) -> Iterator[ReadJob]:
        from indexer.transaction import content, report_id

        arrival = seen.arrival()
        outcome = Outcome.UPDATED if replaces else Outcome.NEW
        key = content(arrival)
        if key in self._batch.reports or key in self._batch.failures:
            self._batch.arrive(arrival, Outcome.UPDATED if replaces else Outcome.UNCHANGED)
            return
        if key in self._waiting:
            self._waiting[key].append(
                (arrival, Outcome.UPDATED if replaces else Outcome.UNCHANGED)
            )
            return
        self._waiting[key] = [(arrival, outcome)]
        self._library.originals.stage(arrival.sha256, seen.data)
        self._sizes[arrival.sha256] = len(seen.data)
        yield ReadJob(
            originals=self._library.originals.folder,
            sha256=arrival.sha256,
            name=arrival.name,
            report_id=report_id(arrival.sha256),
            limits=self._library.settings.limits,
        )

    def _take(self, job: ReadJob, result: Prepared | Unreadable) -> None:
        from indexer.transaction import NewReport, content, decode

        arrivals = self._waiting.pop(_content(job))
        first = arrivals[0][0]
        size = self._sizes.pop(job.sha256, 0)
        if isinstance(result, Unreadable):
            self._batch.failures[content(first)] = result
        else:
            report = decode(result.report)
            self._batch.reports[content(first)] = NewReport(
                arrival=first, report=report, payload=result.report, text=result.text
            )
            self._batch.documents[job.report_id] = result.documents
            self._findings += len(report.findings)
            self._bytes += size
        self._batch.bytes += size
        for arrival, outcome in arrivals:
            self._batch.arrive(arrival, outcome)
