"""Precedents as one HTML page that needs nothing else, for the screen and for printing."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ingest.exported import GENERATOR
from search.export.listing import Listing, facts
from search.highlight import Mark
from search.precedents import Precedent

_STYLE = """
body { max-width: 52em; margin: 2em auto; padding: 0 1em; color: #222; line-height: 1.7;
  font-family: "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
h1 { font-size: 1.5em; text-align: center; }
h2 { font-size: 1.15em; margin-bottom: 0.2em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; margin: 0.3em 0;
  font-size: 0.9em; color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
p.text { white-space: pre-wrap; margin: 0.4em 0 1.6em; }
mark { background: #ffe58a; } mark.synonym { background: #cfe8ff; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; }
  article { break-inside: avoid; } mark { background: none; font-weight: bold; } }
"""


def write(path: Path, listing: Listing) -> None:
    """Writes the precedents to `path`, whole or not at all. Raises `OSError`."""
    part = path.with_name(path.name + ".part")
    part.write_text(_page(listing), encoding="utf-8")
    part.replace(path)


def _page(listing: Listing) -> str:
    title = escape(listing.title)
    articles = "\n".join(_article(n, hit) for n, hit in enumerate(listing.answer.hits, 1))
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="generator" content="{GENERATOR}">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<p>{escape(listing.summary)}</p>
{articles}
</body>
</html>
"""


def _article(number: int, hit: Precedent) -> str:
    rows = "\n".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts(hit)
    )
    return f"""<article>
<h2>{number}. {_marked(hit.title, hit.title_marks)}</h2>
<dl>
{rows}
</dl>
<p class="text">{_marked(hit.card.text, hit.text_marks)}</p>
</article>"""


def _marked(text: str, marks: Sequence[Mark]) -> str:
    pieces = []
    at = 0
    for mark in marks:
        kind = ' class="synonym"' if mark.synonym else ""
        pieces.append(escape(text[at : mark.start]))
        pieces.append(f"<mark{kind}>{escape(text[mark.start : mark.end])}</mark>")
        at = mark.end
    return "".join((*pieces, escape(text[at:])))
