"""What people wrote into the ledger: append-only, never overwritten, kept with the originals."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain
from pathlib import Path

from indexer.library import Library
from indexer.lines import append, records
from indexer.successors import successors
from ingest.model import Record

EDITS = "ledger.jsonl"


class Field(StrEnum):
    """What can be written into a finding's row; all else is what the reports say."""

    RESPONSIBLE = "responsible"
    RESPONSIBLE_UNIT = "responsible_unit"
    DEADLINE = "deadline"
    NOTE = "note"


class Edit(Record, frozen=True, kw_only=True):
    """One entry: `value` in the field of a finding (by id) from now on; None for what its reports
    say, again. `at` is UTC."""

    finding: str
    field: Field
    value: str | None
    user: str
    at: str


class EditLog:
    """The file of edits; the last entry of a finding's field counts."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the library's."""
        self.path = folder / "originals" / EDITS

    def append(self, entries: Iterable[Edit]) -> None:
        """Adds entries, durable on return: all, or none where it raises `OSError`."""
        append(self.path, entries)

    def entries(self) -> Iterator[Edit]:
        """All entries in order. Raises `LibraryError` on a line that is none."""
        yield from records(self.path, Edit)


class Edits:
    """The entries by the findings that they are for now."""

    def __init__(
        self, entries: Iterable[Edit] = (), successors: Mapping[str, str | None] | None = None
    ) -> None:
        """`successors` are the findings that took the place of those of former versions, which an
        entry may name; None where none did."""
        self._became = successors or {}
        self._of: dict[str, list[tuple[int, Edit]]] = {}
        for n, each in enumerate(entries):
            self._of.setdefault(self._now(each.finding), []).append((n, each))

    def of(self, findings: Iterable[str]) -> list[Edit]:
        """All that was ever written for these findings, the first first; what was written for
        former versions names the findings of those."""
        now = dict.fromkeys(map(self._now, findings))
        found = chain(*(self._of.get(id, ()) for id in now))
        return [each for _, each in sorted(found, key=_first)]

    def standing(self, findings: Iterable[str]) -> dict[Field, Edit]:
        """What counts of it: these findings are one problem's, and a field has one value."""
        fields: dict[Field, Edit] = {}
        for each in self.of(findings):
            if each.value is None:
                fields.pop(each.field, None)
            else:
                fields[each.field] = each
        return fields

    @property
    def left(self) -> list[Edit]:
        """What counts for findings of former versions that the new ones do not have."""
        lost = [old for old, new in self._became.items() if new is None]
        return [each for old in lost for each in self.standing([old]).values()]

    def _now(self, finding: str) -> str:
        return self._became.get(finding) or finding


def written(library: Library) -> Edits:
    """What people wrote into the library's ledger. Raises `LibraryError`."""
    entries = list(EditLog(library.folder).entries())
    return Edits(entries, successors(library, {each.finding for each in entries}))


def _first(numbered: tuple[int, Edit]) -> int:
    return numbered[0]
