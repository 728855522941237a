"""What a cell of a table says behind labels of its own: 责任领导：张三, 科室：药剂科."""

import re

from ingest.extract.tables import Cell, Row
from ingest.roles import Role, header_role

_FIELD = re.compile(
    r"(?:^|(?<=[\v\n 。；】]))(?P<name>[\u4e00-\u9fff]{2,6})：[ ]?"
    r"(?P<value>[^\v\n\t 。；，：]+)(?=[\v\n\t 。；，]|$)"
)
_FIELDS = frozenset({Role.LEADER, Role.UNIT, Role.DEADLINE})
_TOLD_IN = (Role.MEASURE, Role.RESULT, Role.STATUS, Role.PROBLEM)


def field(text: str, row: Row, role: Role) -> Cell | None:
    """The value of the first label of this role in the row's cells."""
    for holder in _TOLD_IN:
        for cell in row.cells.get(holder, ()):
            for found in _fields(text, cell):
                if header_role(found["name"]) is role:
                    return found.span("value")
    return None


def without_fields(text: str, cell: Cell) -> Cell:
    """The cell up to the first of the labels that end it: who is responsible, and until when."""
    first = next((f for f in _fields(text, cell) if header_role(f["name"]) in _FIELDS), None)
    return (cell[0], first.start("name")) if first else cell


def _fields(text: str, cell: Cell) -> list[re.Match[str]]:
    return list(_FIELD.finditer(text, *cell)) if "：" in text[slice(*cell)] else []
