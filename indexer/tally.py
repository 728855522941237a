"""What an ingest has done so far, counted and told."""

from collections.abc import Collection

from indexer.batch import Batch
from indexer.journal import Arrival
from indexer.outcome import IngestSummary, OnProgress, Outcome, Progress, Rejected


class Tally:
    """Files settled for good, by what became of them; `restored` counts the originals that were
    put back."""

    def __init__(self, total: int, progress: OnProgress | None) -> None:
        self._total = total
        self._progress = progress
        self._counts = dict.fromkeys(Outcome, 0)
        self._rejected: list[Rejected] = []
        self._findings = self._bytes = 0
        self.restored = 0

    def count(self, outcome: Outcome) -> None:
        """A file that needs no commit."""
        self._counts[outcome] += 1

    def reject(self, rejected: Rejected) -> None:
        """A file that is in quarantine already, and stays there."""
        self._counts[Outcome.QUARANTINED] += 1
        self._rejected.append(rejected)

    def commit(self, batch: Batch, repeated: Collection[Arrival]) -> None:
        """The files of a batch; those that were `repeated` brought nothing new."""
        for event, outcome in batch.events:
            self._counts[Outcome.UNCHANGED if event in repeated else outcome] += 1
        for each in batch.reports.values():
            self._bytes += each.arrival.size or 0
            if each.arrival not in repeated:
                self._findings += len(each.report.findings)
        self._rejected.extend(batch.rejected())

    def tell(self) -> None:
        """Says how far the ingest is."""
        if self._progress is not None:
            self._progress(Progress(done=sum(self._counts.values()), total=self._total))

    def summary(self, seconds: float, notes: tuple[str, ...]) -> IngestSummary:
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
            restored=self.restored,
            notes=notes,
        )
