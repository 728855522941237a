"""The files of an ingest that are on their way: in workers' hands, or waiting to be committed."""

from indexer.ahead import Ahead
from indexer.batch import Batch
from indexer.identity import Content, content
from indexer.journal import Arrival
from indexer.library import Library
from indexer.new_report import new_report
from indexer.outcome import Outcome
from indexer.prepare import Prepared, ReadJob
from indexer.read_job import read_job
from indexer.seen import Seen
from ingest.unreadable import Unreadable


class Intake:
    """Has bytes read once, for all paths that they stand at; `batch` is what waits."""

    def __init__(self, library: Library, ahead: Ahead) -> None:
        self._library = library
        self._ahead = ahead
        self._staged: set[str] = set()
        self._made: set[str] = set()
        self._waiting: dict[Content, list[tuple[Arrival, Outcome]]] = {}
        self.batch = Batch()

    def ask(self, seen: Seen, again: Outcome) -> ReadJob | None:
        """Takes a file whose bytes no committed report is made of; returns the job for a worker
        where nobody has it yet. `again` is what becomes of the file where a report exists."""
        arrival = seen.arrival()
        key = content(arrival)
        if self.batch.has(key):
            self.batch.add(arrival, again)
        elif key in self._waiting:
            self._waiting[key].append((arrival, again))
        else:
            first = Outcome.NEW if again is Outcome.UNCHANGED else again
            self._waiting[key] = [(arrival, first)]
            self._stage(arrival.sha256, seen.data)
            job = read_job(self._library, arrival)
            if key not in self._ahead:
                return job
            self.take(job, self._ahead[key])
        return None

    def take(self, job: ReadJob, result: Prepared | Unreadable) -> None:
        """Puts what a worker made of a file into the batch, with every path that waited for it."""
        key = job.content
        arrivals = self._waiting.pop(key)
        first, _ = arrivals[0]
        if job.sha256 in self._made:
            # The same bytes came under another suffix, and are a report already.
            arrivals = [(each, _known(outcome)) for each, outcome in arrivals]
        elif isinstance(result, Unreadable):
            self.batch.failures[key] = result
        else:
            self._made.add(job.sha256)
            self.batch.reports[key] = new_report(first, result)
            self.batch.documents[job.report_id] = result.documents
        self.batch.bytes += first.size or 0
        for arrival, outcome in arrivals:
            self.batch.add(arrival, outcome)

    def drain(self) -> Batch:
        """What waits to be committed; from now on it waits no longer."""
        batch, self.batch = self.batch, Batch()
        return batch

    def _stage(self, digest: str, data: bytes) -> None:
        # Once a run: a worker may be reading what was staged for another suffix.
        if digest not in self._staged:
            self._staged.add(digest)
            if not self._library.originals.holds(digest, len(data), thorough=True):
                self._library.originals.stage(digest, data)


def _known(outcome: Outcome) -> Outcome:
    return Outcome.UNCHANGED if outcome is Outcome.NEW else outcome
