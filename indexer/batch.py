"""What an ingest commits at once."""

from collections.abc import Iterator

from indexer.identity import Content, content, quarantine_id
from indexer.journal import Arrival, Failure
from indexer.new_report import NewReport
from indexer.outcome import Outcome, Rejected
from indexer.pace import Pace
from ingest.unreadable import Unreadable


class Batch:
    """Events with their outcomes, and what the workers made of the files in them.

    `documents` are packed index documents by report id; `bytes` counts the files read.
    """

    def __init__(self) -> None:
        self.events: list[tuple[Arrival | Failure, Outcome]] = []
        self.reports: dict[Content, NewReport] = {}
        self.failures: dict[Content, Unreadable] = {}
        self.documents: dict[str, bytes] = {}
        self.bytes = 0

    def has(self, key: Content) -> bool:
        """Whether these bytes were read for this batch, with whatever result."""
        return key in self.reports or key in self.failures

    def full(self, pace: Pace) -> bool:
        """Whether it is time to commit it."""
        return self.bytes >= pace.bytes or len(self.events) >= pace.files

    def rejected(self) -> Iterator[Rejected]:
        """The files of this batch that go to quarantine."""
        for event, outcome in self.events:
            if isinstance(event, Failure):
                yield rejected(event.path, event.name, event.reason, event.passing)
            elif outcome is Outcome.QUARANTINED:
                problem = self.failures[content(event)]
                yield rejected(event.path, event.name, problem.reason, problem.passing)

    def add(self, event: Arrival | Failure, outcome: Outcome) -> None:
        """Adds one file's event, with what becomes of it if its bytes can be read."""
        failed = isinstance(event, Failure) or content(event) in self.failures
        self.events.append((event, Outcome.QUARANTINED if failed else outcome))


def rejected(path: str, name: str, reason: str, passing: bool) -> Rejected:
    """A file in quarantine, as a summary lists it."""
    return Rejected(id=quarantine_id(path), path=path, name=name, reason=reason, passing=passing)
