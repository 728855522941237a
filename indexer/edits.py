"""What people wrote into the ledger: append-only, never overwritten, kept with the originals."""

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec

from indexer.lines import records
from indexer.originals import sync_folder
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

    def append(self, edit: Edit) -> None:
        """Adds an entry, durable on return."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as file:
            # A crash may have left half a line; what was never whole was never acted upon.
            file.seek(0)
            whole = file.read()
            file.truncate(whole.rfind(b"\n") + 1)
            file.write(msgspec.json.encode(edit) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.path.parent)

    def entries(self) -> Iterator[Edit]:
        """All entries in order. Raises `LibraryError` on a line that is none."""
        yield from records(self.path, Edit)

    def standing(self) -> dict[str, dict[Field, Edit]]:
        """What counts now, by finding and field."""
        found: dict[str, dict[Field, Edit]] = {}
        for each in self.entries():
            fields = found.setdefault(each.finding, {})
            if each.value is None:
                fields.pop(each.field, None)
            else:
                fields[each.field] = each
        return found
