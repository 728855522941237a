"""What one run brings: counted while it goes, ingested batch by batch."""

from collections.abc import Sequence
from datetime import UTC, datetime

from indexer.build import ingest_seen
from indexer.library import Library
from indexer.originals import sha256
from indexer.seen import Seen
from indexer.sources.history import History, Missed, Run, Verdict, Visit
from indexer.withdrawal import mark_gone

BATCH = 20


def now() -> str:
    """The time as records state it: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def seen(place: str, name: str, data: bytes) -> Seen:
    """Bytes that were got at `place`, as the library takes them."""
    return Seen(path=place, name=name, named=False, at=now(), sha256=sha256(data), data=data)


class Haul:
    """The counts of a run, and the documents that wait to be ingested together with the visits
    that are recorded once they are: a crash between the two repeats work and loses nothing."""

    def __init__(self, library: Library, history: History) -> None:
        self._library = library
        self._history = history
        self._documents: list[Seen] = []
        self._visits: list[Visit] = []
        self._quarantined: list[Missed] = []
        self._missed: list[Missed] = []
        self.seen = self.new = self.updated = self.unchanged = 0
        self.waiting = self.passed = self.gone = 0

    def miss(self, place: str, reason: str, *, passing: bool) -> None:
        """Notes a place that gave nothing."""
        self._missed.append(Missed(place=place, reason=reason, passing=passing))

    def add(self, documents: Sequence[Seen], visits: Sequence[Visit]) -> None:
        """Takes documents along; ingests when enough have gathered."""
        self._documents.extend(documents)
        self._visits.extend(visits)
        if len(self._documents) >= BATCH:
            self.ingest()

    def leave(self, place: str) -> None:
        """Notes a place that shows nothing any more."""
        self.gone += 1
        self.add([], [Visit(place=place, at=now(), verdict=Verdict.GONE)])

    def ingest(self) -> None:
        """Ingests what waits, marks what is gone, and records its visits.

        Raises what `ingest_seen` raises.
        """
        documents, self._documents = self._documents, []
        visits, self._visits = self._visits, []
        again = set()
        if documents:
            summary = ingest_seen(self._library, documents, len(documents))
            self.new += summary.new
            self.updated += summary.updated
            self.unchanged += summary.unchanged + summary.skipped
            for each in summary.quarantined:
                missed = Missed(place=each.path, reason=each.reason, passing=each.passing)
                self._quarantined.append(missed)
                if each.passing:
                    again.add(each.path)
        if gone := [each.place for each in visits if each.verdict is Verdict.GONE]:
            mark_gone(self._library, gone)
        self._history.append(each for each in visits if each.place not in again)

    def run(self, source: str, at: str, seconds: float, error: Missed | None) -> Run:
        """The record of the whole run."""
        return Run(
            source=source,
            at=at,
            seconds=round(seconds, 2),
            seen=self.seen,
            new=self.new,
            updated=self.updated,
            unchanged=self.unchanged,
            waiting=self.waiting,
            passed=self.passed,
            gone=self.gone,
            quarantined=tuple(self._quarantined),
            missed=tuple(self._missed),
            error=error.reason if error else None,
            passing=bool(error and error.passing),
        )
