"""A paper as one HTML page that needs nothing else: its heat map can be asked for single years, its
charts tell the numbers under the pointer, its cases and tables can be narrowed to a word."""

from html import escape
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from search.export.charts import bars, heat, lines
from search.export.paper import Bars, Block, Case, Facing, Grid, Heat, Lines, Paper, Section, Words

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
th { background: #e8edf3; } .facing { table-layout: fixed; }
.facing th:first-child { width: 7em; }
svg { max-width: 100%; height: auto; font-family: sans-serif; } svg text { pointer-events: none; }
g.dark text { fill: #fff; } label { margin-right: 1em; }
.filter { position: sticky; top: 0; background: #fff; padding: 0.5em 0; z-index: 1; }
.filter input { font: inherit; padding: 0.2em 0.5em; width: 20em; max-width: 60%; }
[hidden] { display: none; } mark { background: #ffe58a; }
#tip { position: fixed; max-width: 24em; background: #222; color: #fff; padding: 0.2em 0.6em;
  border-radius: 4px; font: 0.85em/1.5 sans-serif; pointer-events: none; z-index: 2; }
.told:hover, .told:focus { stroke: #222; stroke-width: 2; outline: none; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; }
  .filter, .years, #tip { display: none; }
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
      cell.classList.toggle("dark", counts[i] / most > 0.9);
    });
  };
  boxes.forEach(box => box.addEventListener("change", draw));
}
const tip = document.getElementById("tip");
for (const title of document.querySelectorAll("svg title")) {
  const shape = title.parentNode, words = title.textContent;
  shape.setAttribute("aria-label", words);
  shape.setAttribute("tabindex", "0");
  shape.classList.add("told");
  title.remove();
  const show = (x, y) => {
    tip.textContent = words;
    tip.hidden = false;
    tip.style.left = Math.min(x + 12, innerWidth - tip.offsetWidth - 8) + "px";
    tip.style.top = Math.min(y + 12, innerHeight - tip.offsetHeight - 8) + "px";
  };
  shape.addEventListener("pointermove", event => show(event.clientX, event.clientY));
  shape.addEventListener("focus", () => {
    const box = shape.getBoundingClientRect();
    show(box.right, box.bottom);
  });
  for (const leave of ["pointerleave", "blur"])
    shape.addEventListener(leave, () => { tip.hidden = true; });
}
const wanted = document.getElementById("wanted");
const told = document.getElementById("told");
const parts = [...document.querySelectorAll("article, tbody tr")]
  .filter(part => !part.parentNode.closest("article"));
wanted.addEventListener("input", () => {
  const words = wanted.value.trim().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const part of parts) {
    part.hidden = !words.every(word => part.textContent.includes(word));
    shown += !part.hidden;
  }
  told.textContent = words.length ? `符合的 ${shown} 条` : "";
});
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
<p class="filter"><label>只看包含 <input id="wanted" type="search"
  placeholder="单位、类型或任何词语" autocomplete="off"></label>
  <span id="told" role="status"></span>
</p>
{"".join(map(_section, paper.sections))}
<div id="tip" hidden></div>
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
