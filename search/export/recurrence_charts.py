"""The charts of what recurs: by round, by organisation and type, by year."""

from collections import Counter
from collections.abc import Sequence

from indexer.linking.common import Common
from indexer.linking.recurrences import Group
from search.export.paper import Bars, Heat, Lines
from search.study import UNKNOWN, Cell, Round

_ROWS, _COLUMNS, _BARS, _TRENDS = 25, 15, 14, 6


def round_bars(rounds: Sequence[Round]) -> Bars:
    """How many findings each of the latest rounds had, and how many of these came back."""
    drawn = rounds[-_BARS:]
    latest = f"（最近 {_BARS} 次）" if len(rounds) > _BARS else ""
    return Bars(
        name=f"历次巡察的问题数{latest}",
        labels=tuple(each.name for each in drawn),
        series=(
            ("问题", tuple(each.findings for each in drawn)),
            ("其中反弹", tuple(each.relapsed for each in drawn)),
        ),
    )


def heat_chart(cells: Sequence[Cell]) -> Heat:
    """The organisations and types with most findings; it has no rows where no organisation is
    known."""
    by_org: Counter[str] = Counter()
    by_type: Counter[str] = Counter()
    for cell in cells:
        by_org[cell.org] += cell.findings
        by_type[cell.type] += cell.findings
    rows = {org: n for n, (org, _) in enumerate(by_org.most_common(_ROWS))}
    columns = {type_: n for n, (type_, _) in enumerate(by_type.most_common(_COLUMNS))}
    years = {year: n for n, year in enumerate(sorted({each.year or UNKNOWN for each in cells}))}
    return Heat(
        name="问题数：单位 × 类型 × 年度",
        rows=tuple(rows),
        columns=tuple(columns),
        years=tuple(years),
        cells=tuple(
            (rows[each.org], columns[each.type], years[each.year or UNKNOWN], each.findings)
            for each in cells
            if each.org in rows and each.type in columns
        ),
    )


def year_chart(cells: Sequence[Cell], rows: tuple[str, ...]) -> Heat:
    """All findings of these organisations by year."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in cells:
        counts[each.org, each.year or UNKNOWN] += each.findings
    years = sorted({year for _, year in counts})
    return Heat(
        name="问题数：单位 × 年度",
        head="年度",
        rows=rows,
        columns=tuple(years),
        years=("合计",),
        cells=tuple(
            (rows.index(org), years.index(year), 0, n)
            for (org, year), n in counts.items()
            if org in rows
        ),
    )


def trend_lines(found: Sequence[tuple[Group, Common]]) -> Lines:
    """The share of the organisations inspected in each year that had each of the first problems."""
    drawn = found[:_TRENDS]
    years = sorted({year for _, each in drawn for year in each.by_year})
    return Lines(
        name="共性问题的走势：当年被巡察单位中出现的占比",
        labels=tuple(years),
        series=tuple(
            (f"{each.region}　{group.label}", tuple(_share(each, year) for year in years))
            for group, each in drawn
        ),
    )


def _share(common: Common, year: str) -> float | None:
    n, total = common.by_year.get(year, (0, 0))
    return n / total if total else None
