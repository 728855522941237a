"""The ledger as people have amended it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from indexer.edits import Edit, EditLog, Field, written
from indexer.errors import LibraryError
from indexer.library import Library
from ingest.model import Record
from search.deadline import days_overdue, last_day
from search.ledger import Item

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_LONGEST = 500  # characters


class Stated(Record, frozen=True, kw_only=True):
    """What the reports say where a person may write something else."""

    responsible: str | None = None
    responsible_unit: str | None = None
    deadline: str | None = None
    note: None = None


class Amended(Record, frozen=True, kw_only=True):
    """An item with what was written into it; `edits` are those that count, by whom and when, and
    `stated` is what the reports say where there are any. An edit of a finding that is no step of
    the item was written for a former version of its report."""

    item: Item
    edits: tuple[Edit, ...] = ()
    stated: Stated | None = None

    @property
    def note(self) -> str | None:
        """What a person wrote beside it."""
        return self.item.note

    @property
    def findings(self) -> list[str]:
        """The item's findings, the earliest first."""
        return [each.finding for each in self.item.steps]

    def says(self, field: Field) -> str | None:
        """What stands in a field."""
        said: str | None = getattr(self.item, field.value)
        return said

    def reports_say(self, field: Field) -> str | None:
        """What would stand there if nobody had written anything."""
        said: str | None = getattr(self.stated or self.item, field.value)
        return said


class Overtaken(LibraryError):
    """Others have written meanwhile."""


def amended(library: Library, items: Iterable[Item], today: date) -> Iterator[Amended]:
    """The items, with what people wrote in the place of what the reports say."""
    log = written(library)
    for item in items:
        fields = log.standing(step.finding for step in item.steps)
        yield _amended(item, fields, today) if fields else Amended(item=item)


def problem_of(field: Field, value: str | None) -> str | None:
    """What is wrong with a value for a field, as a sentence; None where nothing is."""
    if value is None:
        return None
    if not value.strip() or len(value) > _LONGEST:
        return f"内容要有 1 到 {_LONGEST} 个字；要恢复报告里的说法，请清空。"
    if field is Field.DEADLINE and not _is_date(value):
        return f"“{value}”不是日期，应写成 2024-09-25 或 2024-09。"
    return None


def edit(library: Library, *entries: Edit, seen: Amended | None = None) -> None:
    """Writes all of it into the ledger, or nothing where it raises: `LibraryError` for a value that
    makes no sense there, and `Overtaken` where something else counts for the item than was `seen`.
    """
    for entry in entries:
        problem = problem_of(entry.field, entry.value)
        if problem is not None:
            raise LibraryError(problem)
    with library.deciding():
        if seen is not None and written(library).standing(seen.findings) != {
            each.field: each for each in seen.edits
        }:
            raise Overtaken("别人刚改过这一行，请刷新后再改。")
        EditLog(library.folder).append(entries)


def history(library: Library, findings: Sequence[str]) -> list[Edit]:
    """All that was ever written for these findings or their former versions, the first first."""
    return written(library).of(findings)


def _amended(item: Item, fields: dict[Field, Edit], today: date) -> Amended:
    def said(field: Field, otherwise: str | None) -> str | None:
        return fields[field].value if field in fields else otherwise

    deadline = said(Field.DEADLINE, item.deadline)
    return Amended(
        item=msgspec.structs.replace(
            item,
            responsible=said(Field.RESPONSIBLE, item.responsible),
            responsible_unit=said(Field.RESPONSIBLE_UNIT, item.responsible_unit),
            deadline=deadline,
            overdue=days_overdue(deadline, item.status, today),
            note=said(Field.NOTE, None),
        ),
        edits=tuple(fields.values()),
        stated=Stated(
            responsible=item.responsible,
            responsible_unit=item.responsible_unit,
            deadline=item.deadline,
        ),
    )


def _is_date(value: str) -> bool:
    try:
        return _DATE.fullmatch(value) is not None and bool(last_day(value))
    except ValueError:
        return False
