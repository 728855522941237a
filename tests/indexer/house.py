"""A library with fake reader and engine, and the folder that its reports come from."""

from collections.abc import Sequence
from pathlib import Path

from indexer.build import ingest
from indexer.engine import Everything
from indexer.library import Library
from indexer.outcome import IngestSummary
from indexer.pace import Pace
from tests.indexer.fakes import FileEngine


class House:
    """`inbox` is the folder that is ingested, `library` what it is ingested into."""

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.folder = folder / "data"

    @property
    def library(self) -> Library:
        return Library(self.folder, open_engine=FileEngine)

    def write(self, name: str, text: str) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def ingest(self, paths: Sequence[Path] = (), *, pace: Pace | None = None) -> IngestSummary:
        return ingest(self.library, paths or [self.inbox], pace=pace or Pace())

    def searchable(self) -> list[str]:
        """The titles of all findings in the index."""
        hits = self.library.engine().reader().search(Everything(), limit=10_000)
        return sorted(hit.card.decode() for hit in hits.page)

    def ids(self) -> list[str]:
        """The ids of all findings in the index."""
        hits = self.library.engine().reader().search(Everything(), limit=10_000)
        return [hit.id for hit in hits.page]

    def catalogued(self) -> list[str]:
        """The current reports' ids."""
        with self.library.catalog() as catalog:
            return [each for each, _, _ in catalog.current()]

    def contents(self) -> object:
        """All that the catalog says, to compare before and after."""
        with self.library.catalog() as catalog:
            reports = [catalog.report(each) for each in self._every_report()]
            return reports, catalog.quarantined(), catalog.counts()

    def _every_report(self) -> list[str]:
        files = self.library.originals.folder.glob("??/*")
        with self.library.catalog() as catalog:
            return sorted(each[:12] for each in catalog.known([file.name for file in files]))
