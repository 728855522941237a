"""Charts as SVG, drawn without any library: inline in a page, sharp in print."""

from collections.abc import Callable, Sequence
from html import escape
from unicodedata import east_asian_width

from search.export.paper import Bars, Heat, Lines

_COLOURS = ("#2f6db3", "#c0392b", "#2e8b57", "#8e5bb5", "#c77c11", "#4a4a4a")
# Lines differ by their dashes too, for those who print in black or see no colours.
_DASHES = ("", "7 4", "2 3", "10 3 2 3", "4 2", "1 4")
_FONT = 13
_CELL, _ROW, _GAP = 46, 28, 10
# Only on the darkest squares are white figures read more easily than black ones.
_PALE = 0.9
_BAR, _PLOT = 22, 180
_STEP, _SCALE = 90, 46


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


def lines(chart: Lines) -> str:
    """A line for each series from label to label, in percent, with a legend below; every point
    tells its value. A line is broken where there is no value."""
    width = max(420, _SCALE + _STEP * len(chart.labels) + 20)
    foot = 20 + _PLOT
    parts = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = foot - _PLOT * share
        parts.append(f'<line x1="{_SCALE}" y1="{y:g}" x2="{width - 10}" y2="{y:g}" stroke="#ddd"/>')
        parts.append(_text(_SCALE - 6, y + 4, f"{share:.0%}", anchor="end"))
    places = [_SCALE + _STEP * i + _STEP / 2 for i in range(len(chart.labels))]
    parts += [
        _text(x, foot + 20, label, anchor="middle")
        for x, label in zip(places, chart.labels, strict=True)
    ]
    for number, (name, values) in enumerate(chart.series):
        parts.append(_line(number, places, values, foot))
        y = foot + 44 + 22 * number
        parts.append(f'<path d="M{_SCALE} {y - 4} h30" {_stroke(number)}/>')
        parts.append(_text(_SCALE + 38, y, name))
    parts += _points(chart, places, foot)
    return _svg(width, foot + 44 + 22 * len(chart.series), chart.name, parts)


def _line(number: int, places: Sequence[float], values: Sequence[float | None], foot: float) -> str:
    steps = []
    drawn = False
    for x, value in zip(places, values, strict=True):
        if value is not None:
            steps.append(f"{'L' if drawn else 'M'}{x:g} {foot - _PLOT * value:g}")
        drawn = value is not None
    return f'<path d="{" ".join(steps)}" {_stroke(number)}/>'


def _points(chart: Lines, places: Sequence[float], foot: float) -> list[str]:
    """A dot for each value; where lines meet, one dot that tells of all of them."""
    found: dict[tuple[int, float], list[int]] = {}
    for number, (_, values) in enumerate(chart.series):
        for i, value in enumerate(values):
            if value is not None:
                found.setdefault((i, value), []).append(number)
    return [
        f'<circle cx="{places[i]:g}" cy="{foot - _PLOT * value:g}" r="5" '
        f'fill="{_COLOURS[numbers[0] % len(_COLOURS)]}"><title>{escape(chart.labels[i])}：'
        f"{escape('、'.join(chart.series[n][0] for n in numbers))} {value:.0%}</title></circle>"
        for (i, value), numbers in found.items()
    ]


def _stroke(number: int) -> str:
    dashes = _DASHES[number % len(_DASHES)]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'fill="none" stroke="{_COLOURS[number % len(_COLOURS)]}" stroke-width="2"{dashed}'


def heat(chart: Heat, link: Callable[[str, str], str] | None = None) -> str:
    """A square for each row and column, the darker the more; each carries its years, so that a
    page can show any of them: `data-years` is `year:count,…`. `link` gives the address that a
    square with anything in it leads to, by row and column."""
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
            dark = ' class="dark"' if count / most > _PALE else ""
            opacity = 0.04 + 0.9 * count / most
            square = (
                f'<g data-years="{said}"{dark}><rect x="{x}" y="{y}" width="{_CELL - 2}" '
                f'height="{_ROW - 2}" fill="#2f6db3" fill-opacity="{opacity:.2f}">'
                f"<title>{escape(told)}</title></rect>"
                f"{_text(x + _CELL / 2 - 1, y + 18, str(count or ''), anchor='middle')}</g>"
            )
            if link and count:
                square = f'<a href="{escape(link(name, kind), quote=True)}">{square}</a>'
            parts.append(square)
    # What has links in it is no single picture.
    return _svg(width, height, chart.name, parts, role="group" if link else "img")


def _svg(width: float, height: float, name: str, parts: list[str], role: str = "img") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="{role}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-label="{escape(name, quote=True)}">'
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
