"""Precedents as a table: one row a finding, for .xlsx and .csv."""

import csv
from pathlib import Path

from search.export.listing import Listing
from search.export.xlsx import Cell, Link, Sheet, neutral
from search.mask import masked
from search.precedents import Precedent

_COLUMNS = (
    "序号",
    "问题编号",
    "问题",
    "单位",
    "地区",
    "年份",
    "方面",
    "类型",
    "整改状态",
    "整改措施",
    "处理方式",
    "最大金额（元）",
    "责任人",
    "完成时限",
    "全文",
    "报告",
    "来源文件",
)
_LONGEST_CELL = 32_767  # characters, by Excel


def sheet(listing: Listing) -> Sheet:
    """One row for each finding; the last cell opens the report's file."""
    rows = tuple(_row(n, hit, listing) for n, hit in enumerate(listing.answer.hits, 1))
    return Sheet(name="检索结果", columns=_COLUMNS, rows=rows)


def write_csv(path: Path, listing: Listing) -> None:
    """Writes the rows to `path`, whole or not at all; in UTF-8 with the mark by which Excel knows
    it, in the form of RFC 4180. Raises `OSError`."""
    part = path.with_name(path.name + ".part")
    made = sheet(listing)
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(made.columns)
        for row in made.rows:
            plain = (cell.text if isinstance(cell, Link) else cell for cell in row)
            writer.writerow([neutral(cell) for cell in plain])
    part.replace(path)


def _row(number: int, hit: Precedent, listing: Listing) -> tuple[Cell, ...]:
    card = hit.card
    return (
        number,
        card.id,
        card.title,
        "、".join(card.orgs),
        "".join(card.region),
        card.year,
        card.heading,
        card.type,
        card.status.value,
        "\n".join(f"{n}. {text}" for n, text in enumerate(card.measures, 1))[:_LONGEST_CELL],
        "、".join(card.sanctions),
        max(card.amounts, default=None),
        card.responsible,
        card.deadline,
        card.text[:_LONGEST_CELL],
        card.report_title,
        _source(card.source, listing.files.get(card.report)),
    )


def _source(name: str, file: Path | None) -> Cell:
    """The name of the file; it opens the file, unless the name is masked and would be told so."""
    if file is None or (name != file.name and name == masked(file.name)):
        return name
    return Link(text=name, path=file)
