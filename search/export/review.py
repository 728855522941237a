"""Suggestions as a spreadsheet to decide in, and what was decided there read back."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from indexer.errors import LibraryError
from indexer.linking.recurrences import Member
from search.export.xlsx import Cell, Sheet
from search.review import Suggestion

_A, _B, _VERDICT, _NOTE = "编号甲", "编号乙", "研判", "备注"
_SIDE = ("编号", "单位", "日期", "状态", "问题", "原文", "来源")
_LONGEST_CELL = 32_767  # characters, by Excel


class Row(NamedTuple):
    """One row as filled in; `number` as the spreadsheet counts."""

    number: int
    a: str
    b: str
    verdict: str
    note: str


def sheet(found: Sequence[Suggestion], *, with_score: bool) -> Sheet:
    """One row a pair, with empty columns for the decision (同类、不同、不确定) and a note."""
    score = ("评分",) if with_score else ()
    return Sheet(
        name="待研判",
        columns=(
            *(f"{name}{side}" for side in "甲乙" for name in _SIDE),
            "可能反弹",
            "理由",
            *score,
            _VERDICT,
            _NOTE,
        ),
        rows=tuple(
            (
                *_side(each.a, each.a_text),
                *_side(each.b, each.b_text),
                "是" if each.relapse else "",
                "；".join(each.reasons),
                *((each.score,) if with_score else ()),
                "",
                "",
            )
            for each in found
        ),
    )


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a filled-in sheet. Raises `LibraryError` where it is none."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise LibraryError(f"{path} 不是有效的 .xlsx 文件。") from error
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        head = [str(cell or "") for cell in next(rows, ())]
        missing = [name for name in (_A, _B, _VERDICT) if name not in head]
        if missing:
            raise LibraryError(
                f"{path} 的第一行缺少列：{'、'.join(missing)}。"
                "请用 huitoukan review --export 生成的表填写。"
            )
        for number, row in enumerate(rows, 2):
            cells = dict(
                zip(head, ("" if cell is None else str(cell) for cell in row), strict=False)
            )
            yield Row(number, cells[_A], cells[_B], cells[_VERDICT], cells.get(_NOTE, ""))
    finally:
        book.close()


def _side(member: Member, text: str) -> tuple[Cell, ...]:
    return (
        member.finding,
        member.org,
        member.date,
        member.status,
        member.title,
        text[:_LONGEST_CELL],
        f"{member.source} 第 {member.n} 个问题",
    )
