"""The reports of a library, one after the other."""

from collections.abc import Collection, Iterator

from indexer.library import Library
from indexer.payload import decode
from ingest.model import Finding, Record, Report


class Stored(Record, frozen=True, kw_only=True):
    """A current report with its id and the name of its file."""

    id: str
    source: str
    report: Report

    def finding_id(self, finding: Finding) -> str:
        """The id under which one of the report's findings is shown and found."""
        return f"{self.id}-{finding.n}"

    def org_of(self, finding: Finding) -> str | None:
        """The organisation that a finding is about: its own, else the report's only one."""
        if finding.org or len(self.report.inspected_org) != 1:
            return finding.org or "、".join(self.report.inspected_org) or None
        return self.report.inspected_org[0]


def stored(library: Library) -> Iterator[Stored]:
    """Every current report, in the order of their ids.

    Raises `LibraryError` where there is no library.
    """
    yield from stored_only(library, None)


def stored_only(library: Library, ids: Collection[str] | None) -> Iterator[Stored]:
    """The current ones of these reports; all of them for None. Raises as `stored` does."""
    library.require()
    with library.catalog() as catalog:
        for id, name, payload in catalog.current(ids):
            yield Stored(id=id, source=name, report=decode(payload))
