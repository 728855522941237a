"""A paper as an .xlsx: one sheet a table or chart, one for the cases of a section."""

import re
from pathlib import Path

from search.export.paper import Bars, Block, Case, Facing, Grid, Heat, Lines, Paper, Section, Words
from search.export.xlsx import Cell, Sheet
from search.export.xlsx import write as write_sheets

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")  # in the name of a sheet, by Excel
_LONGEST_NAME = 28


def write(path: Path, paper: Paper) -> None:
    """Writes the paper to `path`, whole or not at all. Raises `OSError`."""
    write_sheets(path, _named_apart([_cover(paper), *_sheets(paper)]))


def _cover(paper: Paper) -> Sheet:
    words = [
        (section.heading, block.text)
        for section in paper.sections
        for block in section.blocks
        if isinstance(block, Words)
    ]
    return Sheet(name="说明", columns=("项目", "内容"), rows=((paper.title, paper.lead), *words))


def _sheets(paper: Paper) -> list[Sheet]:
    found = []
    for section in paper.sections:
        cases = [block for block in section.blocks if isinstance(block, Case)]
        if cases:
            found.append(_cases(section, cases))
        facing = [block for block in section.blocks if isinstance(block, Facing)]
        if facing:
            found.append(_facing(section, facing))
        found += [made for block in section.blocks if (made := _sheet(block))]
    return found


def _cases(section: Section, cases: list[Case]) -> Sheet:
    rows = tuple(
        (n, case.heading, name, text)
        for n, case in enumerate(cases, 1)
        for name, text in case.lines
    )
    return Sheet(name=section.heading, columns=("序号", "事项", "项目", "内容"), rows=rows)


def _facing(section: Section, pairs: list[Facing]) -> Sheet:
    rows = tuple(
        (n, pair.heading, place, pair.left, left, pair.right, right)
        for n, pair in enumerate(pairs, 1)
        for place, left, right in pair.rows
    )
    columns = ("序号", "事项", "起于", "甲", "甲的段落", "乙", "乙的段落")
    return Sheet(name=section.heading, columns=columns, rows=rows)


def _sheet(block: Block) -> Sheet | None:
    match block:
        case Grid():
            return Sheet(name=block.name, columns=block.columns, rows=block.rows)
        case Heat():
            rows: tuple[tuple[Cell, ...], ...] = tuple(
                (block.rows[row], block.columns[column], block.years[year], count)
                for row, column, year, count in block.cells
            )
            columns = ("单位", block.head, "年度", "问题")
            return Sheet(name="分布", columns=columns, rows=rows)
        case Words() | Case() | Facing() | Bars() | Lines():
            return None


def _named_apart(sheets: list[Sheet]) -> list[Sheet]:
    """The same sheets under names that Excel takes, each once."""
    used: set[str] = set()
    named = []
    for sheet in sheets:
        name = plain = _FORBIDDEN.sub("、", sheet.name)[:_LONGEST_NAME]
        count = 1
        while name in used:
            count += 1
            name = f"{plain}{count}"
        used.add(name)
        named.append(Sheet(name=name, columns=sheet.columns, rows=sheet.rows))
    return named
