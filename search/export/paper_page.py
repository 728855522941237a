"""A paper as one HTML page that needs nothing else: its heat map can be asked for single years, its
charts tell the numbers under the pointer, its cases and tables can be narrowed to a word."""

from html import escape
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from ingest.exported import GENERATOR
from search.export.charts import bars, heat, lines
from search.export.paper import Bars, Block, Case, Facing, Grid, Heat, Lines, Paper, Section, Words

_STYLE = Path(__file__).with_name("paper_page.css")
_SCRIPT = Path(__file__).with_name("paper_page.js")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def write(path: Path, paper: Paper) -> None:
    """Writes the paper to `path`, whole or not at all. Raises `OSError`."""
    part = path.with_name(path.name + ".part")
    part.write_text(_page(paper), encoding="utf-8")
    part.replace(path)


def _page(paper: Paper) -> str:
    title = escape(paper.title)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="generator" content="{GENERATOR}">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title}</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<h1>{title}</h1>
<p class="lead">{escape(paper.lead)}</p>
<p class="filter"><label>只看包含 <input id="wanted" type="search"
  placeholder="单位、类型或任何词语" autocomplete="off"></label>
  <span id="told" role="status"></span>
</p>
{"".join(map(_section, paper.sections))}
<div id="tip" hidden></div>
<script>
{_SCRIPT.read_text(encoding="utf-8")}</script>
</body>
</html>
"""


def _section(section: Section) -> str:
    blocks = "".join(map(_block, section.blocks))
    return f"<section><h2>{escape(section.heading)}</h2>{blocks}</section>\n"


def _block(block: Block) -> str:
    match block:
        case Words():
            return f"<p>{escape(block.text)}</p>"
        case Case():
            rows = "".join(
                f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in block.lines
            )
            return f"<article><h3>{escape(block.heading)}</h3><dl>{rows}</dl></article>"
        case Grid():
            return _table(block)
        case Bars():
            return f"<figure><figcaption>{escape(block.name)}</figcaption>{bars(block)}</figure>"
        case Lines():
            return f"<figure><figcaption>{escape(block.name)}</figcaption>{lines(block)}</figure>"
        case Heat():
            return _heat(block)
        case Facing():
            return _facing(block)


def _table(grid: Grid) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in grid.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in grid.rows
    )
    return (
        f"<table><caption>{escape(grid.name)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _facing(pair: Facing) -> str:
    rows = []
    for place, left, right in pair.rows:
        one, other = compared(left, right)
        rows.append(f"<tr><td>{escape(place)}</td><td>{one}</td><td>{other}</td></tr>")
    names = ("起于", pair.left, pair.right)
    head = f"<tr>{''.join(f'<th>{escape(name)}</th>' for name in names)}</tr>"
    return (
        f'<article><h3>{escape(pair.heading)}</h3><table class="facing">'
        f"<thead>{head}</thead>"
        f"<tbody>{''.join(rows)}</tbody></table></article>"
    )


def compared(left: str, right: str) -> tuple[str, str]:
    """Both texts, with what only one of them has marked."""
    one, other = [], []
    for step in Levenshtein.opcodes(left, right):
        a = escape(left[step.src_start : step.src_end])
        b = escape(right[step.dest_start : step.dest_end])
        same = step.tag == "equal"
        one.append(a if same or not a else f"<mark>{a}</mark>")
        other.append(b if same or not b else f"<mark>{b}</mark>")
    return "".join(one), "".join(other)


def _heat(chart: Heat) -> str:
    if len(chart.years) == 1:
        return f"<figure><figcaption>{escape(chart.name)}</figcaption>{heat(chart)}</figure>"
    boxes = "".join(
        f'<label><input type="checkbox" value="{escape(year, quote=True)}" checked> '
        f"{escape(year)}</label>"
        for year in chart.years
    )
    return (
        f'<figure class="heat"><figcaption>{escape(chart.name)}</figcaption>'
        f'<div class="years">{boxes}</div>{heat(chart)}</figure>'
    )
