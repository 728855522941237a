"""The few sentences of a text that a rule has to look at."""

import re
from collections.abc import Iterator

from ingest.model import Span

_STOPS = "。；\n"
_STOP = re.compile(f"[{_STOPS}]")


def sentences_with(
    sign: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> Iterator[Span]:
    """The sentences of `text[start:end]` that hold the sign, in order, their stops left out."""
    end = len(text) if end is None else end
    at = start
    while found := sign.search(text, at, end):
        before = max(text.rfind(stop, at, found.start()) for stop in _STOPS)
        stop = _STOP.search(text, found.end(), end)
        until = stop.start() if stop else end
        yield max(at, before + 1), until
        at = until
