"""Charts as SVG, drawn without any library: inline in a page, sharp in print."""

from html import escape
from unicodedata import east_asian_width

from search.export.paper import Bars, Heat

_COLOURS = ("#2f6db3", "#c0392b")
_FONT = 13
_CELL, _ROW, _GAP = 46, 28, 10
_BAR, _PLOT = 22, 180


def bars(chart: Bars) -> str:
    """Groups of bars, one a label, with a legend; every bar tells its value."""
    slot = len(chart.series) * _BAR + 2 * _GAP
    foot = max((_length(label) for label in chart.labels), default=0) + 20
    highest = max((value for _, values in chart.series for value in values), default=0) or 1
    width, height = max(320, 20 + slot * len(chart.labels)), _PLOT + 50 + foot
    parts = []
    for place, (name, _) in enumerate(chart.series):
        colour = _COLOURS[place % len(_COLOURS)]
        parts.append(f'<rect x="{10 + 110 * place}" y="6" width="12" height="12" fill="{colour}"/>')
        parts.append(_text(27 + 110 * place, 17, name))
    for i, label in enumerate(chart.labels):
        left = 10 + i * slot + _GAP
        for place, (name, values) in enumerate(chart.series):
            tall = round(_PLOT * values[i] / highest)
            x, y = left + place * _BAR, 40 + _PLOT - tall
            colour = _COLOURS[place % len(_COLOURS)]
            parts.append(
                f'<rect x="{x}" y="{y}" width="{_BAR - 3}" height="{tall}" fill="{colour}">'
                f"<title>{escape(label)}：{escape(name)} {values[i]}</title></rect>"
            )
            parts.append(_text(x + (_BAR - 3) / 2, y - 4, str(values[i]), anchor="middle"))
        parts.append(_upright(left + (slot - 2 * _GAP) / 2, 40 + _PLOT + 10, label, down=True))
    parts.append(
        f'<line x1="10" y1="{40 + _PLOT}" x2="{width - 10}" y2="{40 + _PLOT}" stroke="#888"/>'
    )
    return _svg(width, height, chart.name, parts)


def heat(chart: Heat) -> str:
    """A square for each row and column, the darker the more; each carries its years, so that a
    page can show any of them: `data-years` is `year:count,…`."""
    left = max((_length(name) for name in chart.rows), default=0) + 20
    top = max((_length(name) for name in chart.columns), default=0) + 20
    width, height = left + _CELL * len(chart.columns) + 10, top + _ROW * len(chart.rows) + 10
    totals = chart.totals()
    most = max(totals.values(), default=1)
    years: dict[tuple[int, int], list[str]] = {}
    for row, column, year, count in chart.cells:
        years.setdefault((row, column), []).append(f"{chart.years[year]}:{count}")
    parts = [
        _upright(left + _CELL * i + _CELL / 2, top - 8, name)
        for i, name in enumerate(chart.columns)
    ]
    for i, name in enumerate(chart.rows):
        parts.append(_text(left - 8, top + _ROW * i + 19, name, anchor="end"))
        for j, kind in enumerate(chart.columns):
            count = totals.get((i, j), 0)
            x, y = left + _CELL * j, top + _ROW * i
            told = f"{name}　{kind}：{chart.by_year(i, j) or '无'}"
            said = escape(",".join(years.get((i, j), ())), quote=True)
            dark = ' class="dark"' if count / most > 0.5 else ""
            opacity = 0.04 + 0.9 * count / most
            parts.append(
                f'<g data-years="{said}"{dark}><rect x="{x}" y="{y}" width="{_CELL - 2}" '
                f'height="{_ROW - 2}" fill="#2f6db3" fill-opacity="{opacity:.2f}">'
                f"<title>{escape(told)}</title></rect>"
                f"{_text(x + _CELL / 2 - 1, y + 18, str(count or ''), anchor='middle')}</g>"
            )
    return _svg(width, height, chart.name, parts)


def _svg(width: float, height: float, name: str, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'style="max-width:{width}px" aria-label="{escape(name, quote=True)}">'
        f"{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{_FONT}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _upright(x: float, y: float, text: str, *, down: bool = False) -> str:
    """Text turned by a quarter: upwards from its place, or down to it."""
    anchor = "end" if down else "start"
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{_FONT}" text-anchor="{anchor}" '
        f'dominant-baseline="central" transform="rotate(-90 {x:g} {y:g})">{escape(text)}</text>'
    )


def _length(text: str) -> int:
    return sum(_FONT if east_asian_width(c) in "WF" else _FONT * 6 // 10 + 1 for c in text)
