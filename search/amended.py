"""The ledger as people have amended it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from indexer.edits import Edit, EditLog, Field
from indexer.errors import LibraryError
from indexer.library import Library
from ingest.model import Record
from search.ledger import Item, days_overdue, last_day

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_LONGEST = 500  # characters


class Amended(Record, frozen=True, kw_only=True):
    """An item with what was written into it; `edits` are those that count, by whom and when."""

    item: Item
    edits: tuple[Edit, ...] = ()

    @property
    def note(self) -> str | None:
        """What a person wrote beside it."""
        return self.item.note


def amended(library: Library, items: Iterable[Item], today: date) -> Iterator[Amended]:
    """The items, with what people wrote in the place of what the reports say."""
    written = EditLog(library.folder).standing()
    for item in items:
        fields: dict[Field, Edit] = {}
        for step in item.steps:
            fields.update(written.get(step.finding, {}))
        yield _amended(item, fields, today) if fields else Amended(item=item)


def edit(library: Library, entry: Edit) -> None:
    """Writes into the ledger. Raises `LibraryError` for a value that makes no sense there."""
    value = entry.value
    if value is not None:
        if not value.strip() or len(value) > _LONGEST:
            raise LibraryError(f"内容要有 1 到 {_LONGEST} 个字；要恢复报告里的说法，请清空。")
        if entry.field is Field.DEADLINE:
            _require_date(value)
    log = EditLog(library.folder)
    with library.deciding():
        log.append(entry)


def history(library: Library, findings: Sequence[str]) -> list[Edit]:
    """All that was ever written for these findings, the first first."""
    return [each for each in EditLog(library.folder).entries() if each.finding in findings]


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
    )


def _require_date(value: str) -> None:
    try:
        if _DATE.fullmatch(value):
            last_day(value)
            return
    except ValueError:
        pass
    raise LibraryError(f"“{value}”不是日期，应写成 2024-09-25 或 2024-09。")
