"""Brings a catalog up to the journal: reads again what arrived, and follows the events."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.identity import Content, content
from indexer.journal import Arrival
from indexer.library import Library
from indexer.new_report import NewReport, new_report
from indexer.prepare import prepare
from indexer.read_job import read_job
from ingest.sandbox import run
from ingest.unreadable import Unreadable

if TYPE_CHECKING:
    from indexer.transaction import Transaction

_REPORTS_AT_ONCE = 64


def replay(library: Library, transaction: "Transaction", start: int) -> int:
    """Brings the catalog from byte `start` of the journal to its end; returns how many events."""
    failures: dict[Content, Unreadable] = {}
    batch: list[NewReport] = []
    for new in _read_again(library, transaction, start, failures):
        batch.append(new)
        if len(batch) == _REPORTS_AT_ONCE:
            transaction.add(batch)
            batch.clear()
    transaction.add(batch)
    transaction.apply(library.journal.events(start), failures)
    transaction.advance(library.journal.end())
    return sum(1 for _ in library.journal.events(start))


def _read_again(
    library: Library,
    transaction: "Transaction",
    start: int,
    failures: dict[Content, Unreadable],
) -> Iterator[NewReport]:
    """The reports that the catalog lacks; says in `failures` what gave none."""
    waiting: dict[str, dict[Content, Arrival]] = {}
    for event in library.journal.events(start):
        if isinstance(event, Arrival):
            waiting.setdefault(event.sha256, {}).setdefault(content(event), event)
    for digest in transaction.known(waiting):
        del waiting[digest]
    workers, limits = library.settings.processes, library.settings.limits
    while waiting:
        # The same bytes under another suffix are tried only where the first try failed, so that
        # the report's name does not depend on which worker is quicker.
        first = {digest: next(iter(each.values())) for digest, each in waiting.items()}
        jobs = (read_job(library, each) for each in first.values())
        for job, result in run(prepare, jobs, workers=workers, limits=limits):
            arrival = first[job.sha256]
            if isinstance(result, Unreadable):
                failures[content(arrival)] = result
                del waiting[job.sha256][content(arrival)]
                if waiting[job.sha256]:
                    continue
            else:
                yield new_report(arrival, result)
            del waiting[job.sha256]
