"""The row that a person names by the beginning of its id."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, String, Table, cast, select

from indexer.errors import LibraryError

_SHORTEST, _WHOLE = 4, 12


def named(connection: Connection, table: Table, prefix: str, what: str) -> Row[Any]:
    """The only row of the table whose id begins with `prefix`, at least four digits of it.

    Raises `LibraryError`, which calls the rows `what`, where there is none or more than one.
    """
    rows = connection.execute(select(table).where(_starts(table.c.id, prefix)).limit(3)).all()
    if not rows:
        raise LibraryError(f"没有编号以“{prefix}”开头的{what}。")
    if len(rows) > 1:
        listed = "、".join(row.id for row in rows)
        raise LibraryError(f"不止一份{what}的编号以“{prefix}”开头（{listed}…）：请多写几位。")
    return rows[0]


def _starts(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    if len(prefix) < _SHORTEST:
        raise LibraryError(f"编号“{prefix}”太短：至少写前 {_SHORTEST} 位。")
    if len(prefix) == _WHOLE:
        # By the primary key; for the beginning of one the database looks at every row.
        return column == prefix.lower()
    return cast(column, String).startswith(prefix.lower(), autoescape=True)
