"""Precedents as a .docx in the layout of official documents."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from search.export.listing import Listing, facts
from search.export.official import (
    BODY,
    BODY_POINTS,
    FIRST,
    SECOND,
    TITLE,
    TITLE_POINTS,
    lay_out,
    paragraph,
)
from search.precedents import Precedent

if TYPE_CHECKING:
    from docx.document import Document


def write(path: Path, listing: Listing, on: date) -> None:
    """Writes the precedents to `path`, whole or not at all, dated `on`. Raises `OSError`."""
    import docx

    document = docx.Document()
    lay_out(document)
    paragraph(document, listing.title, TITLE, TITLE_POINTS, centred=True)
    paragraph(document, "", BODY, BODY_POINTS)
    paragraph(document, f"{on.year}年{on.month}月{on.day}日检索，{listing.summary}", BODY)
    for number, hit in enumerate(listing.answer.hits, 1):
        _precedent(document, number, hit)
    part = path.with_name(path.name + ".part")
    document.save(str(part))
    part.replace(path)


def _precedent(document: "Document", number: int, hit: Precedent) -> None:
    import cn2an

    paragraph(document, f"{cn2an.an2cn(number)}、{hit.card.title}", FIRST)
    paragraph(document, "（一）基本情况", SECOND)
    for name, value in facts(hit):
        paragraph(document, f"{name}：{value}", BODY)
    paragraph(document, "（二）报告原文", SECOND)
    for line in filter(str.strip, hit.card.text.splitlines()):
        paragraph(document, line.strip(), BODY)
