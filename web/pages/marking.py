"""Marks in a text, as markup: everything that is not a mark of ours is escaped."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup, escape

from ingest.model import Status
from search.highlight import Mark

_CLASSES = {
    Status.DONE: "done",
    Status.SUSTAINED: "sustained",
    Status.PARTIAL: "partial",
    Status.ONGOING: "ongoing",
    Status.OPEN: "open",
    Status.UNSTATED: "unstated",
}


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """The text with its marks; those that only a synonym found are of class `synonym`."""
    pieces: list[str] = []
    at = 0
    for mark in marks:
        kind = ' class="synonym"' if mark.synonym else ""
        before, inside = escape(text[at : mark.start]), escape(text[mark.start : mark.end])
        pieces.append(f"{before}<mark{kind}>{inside}</mark>")
        at = mark.end
    pieces.append(str(escape(text[at:])))
    return Markup("".join(pieces))


def status_class(value: str) -> str:
    """The style of a status' badge; the badge bears its word, too."""
    return _CLASSES.get(Status(value), "unstated") if value in list(Status) else "unstated"


def yuan(amount: float) -> str:
    """A sum of money as a person reads it: 1.26 万元, 850 元."""
    if amount >= 1e8:
        return f"{amount / 1e8:,.2f}".rstrip("0").rstrip(".") + " 亿元"
    if amount >= 1e4:
        return f"{amount / 1e4:,.2f}".rstrip("0").rstrip(".") + " 万元"
    return f"{amount:,.2f}".rstrip("0").rstrip(".") + " 元"


def local(at: str) -> str:
    """A UTC time as this machine's, to the minute."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
