"""Words that are a status and nothing else: a label's value, a tag, a field."""

import re
from typing import NamedTuple

from ingest.model import Status
from ingest.status_words import STATUS_WORDS, classify, state

_TAG = re.compile(
    r"[【（-](?:(?<=[【（])([^【】（）\n]{2,30})[】）]|(?<=-)-?([^\n。；，]{2,16})(?=[。；]?\s*(?:\n|$)))"
)
_LONGEST = 40  # characters
# A line, a sentence, a clause.
_EXTENTS = (
    re.compile(rf"\s*([^\n。]{{0,{_LONGEST}}}?)[。；]?\s*(?:\n|$)"),
    re.compile(r"\s*([^\n。；]+)"),
    re.compile(r"\s*([^\n。；，]+)"),
)
_VALUE = re.compile(r"\s*([^\n。]{2,30}?)[。；]?\s*(?:\n|$)")


class StatusFound(NamedTuple):
    """A status and where its wording stands, `[start, end)`."""

    status: Status
    start: int
    end: int


def worded_status(text: str, start: int, end: int) -> StatusFound | None:
    """The first line or sentence of a label's value, where it is a status and nothing else."""
    for extent in _EXTENTS:
        found = extent.match(text, start, end)
        if not found:
            continue
        at, until = found.span(1)
        if 0 < until - at <= _LONGEST and STATUS_WORDS.fullmatch(text, at, until):
            status = classify(text[at:until])
            if status:
                return StatusFound(status, at, until)
    return None


def tag_status(text: str, start: int, end: int) -> StatusFound | None:
    """The last bracket that holds a status: 【已完成整改，并长期坚持】."""
    for tag in reversed(list(_TAG.finditer(text, start, end))):
        group = 1 if tag.group(1) else 2
        last = not text[tag.end() : end].strip("。；\n ")
        status = _of_tag(tag.group(group), goes_on=last or tag.group()[0] == "【")
        if status:
            return StatusFound(status, *tag.span(group))
    return None


def _of_tag(words: str, *, goes_on: bool) -> Status | None:
    """The status in a bracket; also where it `goes_on`: 【未销号，正在施工】."""
    if STATUS_WORDS.fullmatch(words):
        return classify(words)
    first = words.partition("，")[0]
    if goes_on and STATUS_WORDS.fullmatch(first) and classify(first):
        return state(words)
    return None


def field_status(text: str, start: int, end: int) -> StatusFound | None:
    """The status in a field that holds statuses, in whatever words: 结论：已纠正。"""
    value = _VALUE.match(text, start, end)
    status = state(value[1]) if value else None
    return StatusFound(status, *value.span(1)) if value and status else None
