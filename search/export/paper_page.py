"""A paper as one HTML page that needs nothing else; its heat map can be asked for single years."""

from html import escape
from pathlib import Path

from search.export.charts import bars, heat
from search.export.paper import Bars, Block, Case, Grid, Heat, Paper, Section, Words

_STYLE = """
body { max-width: 64em; margin: 2em auto; padding: 0 1em; color: #222; line-height: 1.7;
  font-family: "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
h1 { font-size: 1.6em; text-align: center; margin-bottom: 0; }
p.lead { text-align: center; color: #666; margin-top: 0.3em; }
h2 { font-size: 1.25em; border-bottom: 1px solid #bbb; margin-top: 1.8em; }
h3 { font-size: 1.05em; margin-bottom: 0.2em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; margin: 0.3em 0 1.2em; }
dt { color: #666; max-width: 14em; } dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 1em 0; overflow-x: auto; } figcaption { font-weight: bold; }
table { border-collapse: collapse; width: 100%; font-size: 0.95em; }
caption { font-weight: bold; text-align: left; padding: 0.4em 0; }
th, td { border: 1px solid #bbb; padding: 0.2em 0.6em; text-align: left; vertical-align: top; }
th { background: #e8edf3; } svg { width: 100%; height: auto; font-family: sans-serif; }
g.dark text { fill: #fff; } label { margin-right: 1em; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } .years { display: none; }
  article, tr { break-inside: avoid; } }
"""
_SCRIPT = """
for (const figure of document.querySelectorAll("figure.heat")) {
  const boxes = [...figure.querySelectorAll("input")];
  const draw = () => {
    const years = new Set(boxes.filter(box => box.checked).map(box => box.value));
    const cells = [...figure.querySelectorAll("g[data-years]")];
    const counts = cells.map(cell => cell.dataset.years.split(",").filter(Boolean)
      .map(each => each.split(":")).filter(([year]) => years.has(year))
      .reduce((sum, [, count]) => sum + Number(count), 0));
    const most = Math.max(1, ...counts);
    cells.forEach((cell, i) => {
      cell.querySelector("rect").setAttribute("fill-opacity", 0.04 + 0.9 * counts[i] / most);
      cell.querySelector("text").textContent = counts[i] || "";
      cell.classList.toggle("dark", counts[i] / most > 0.5);
    });
  };
  boxes.forEach(box => box.addEventListener("change", draw));
}
"""
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
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<p class="lead">{escape(paper.lead)}</p>
{"".join(map(_section, paper.sections))}
<script>{_SCRIPT}</script>
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
        case Heat():
            return _heat(block)


def _table(grid: Grid) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in grid.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in grid.rows
    )
    return (
        f"<table><caption>{escape(grid.name)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _heat(chart: Heat) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" value="{escape(year, quote=True)}" checked> '
        f"{escape(year)}</label>"
        for year in chart.years
    )
    return (
        f'<figure class="heat"><figcaption>{escape(chart.name)}</figcaption>'
        f'<div class="years">{boxes}</div>{heat(chart)}</figure>'
    )
