"""The parts of a notice that tell of one organisation each, where no heading bears its name alone.

巡察甲局党组发现的主要问题：… 对乙局党委，巡察组指出：…: what follows a sentence that names but one
of the organisations is about that one, until another is named or the inspectors begin to demand.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ingest.extract.candidate import Candidate
from ingest.extract.prose import prose_problems
from ingest.model import Span
from ingest.outline import outline

_SENTENCE = re.compile(r"[^。\n]+")
# Each part is read by itself, behind as much space as stands before it.
_MOST, _MOST_SECTIONS = 12, 24
_DEMANDS = re.compile(
    r"[ ]*(?:(?:会上|最后|同时|对此)，?)?"
    r"(?:[\u4e00-\u9fff]{0,8}(?:巡[察视]组|领导小组|负责人|组长)|会议)[^，。：]{0,12}?"
    r"(?:要求|强调|希望|建议|提出[^，。：]{0,8}(?:要求|建议|希望|意见))"
)
_AROUND = re.compile(
    r"^(?:中共)?[省市县区州旗]?(?=[\u4e00-\u9fff]{4})|(?:党工?委|党组|党总支|党支部|委员会)$"
)


class Section(NamedTuple):
    """What is told of one organisation, `[start, end)`; `org` is where its name stands."""

    org: Span
    start: int
    end: int


def problems_of_orgs(text: str, orgs: tuple[str, ...]) -> list[Candidate]:
    """The problems of each organisation, in the order of the text; none where those of one only are
    told apart."""
    if not 1 < len(orgs) <= _MOST:
        return []
    found: list[Candidate] = []
    told = set()
    sections = list(islice(_sections(text, orgs), _MOST_SECTIONS + 1))
    if len(sections) > _MOST_SECTIONS:
        return []
    for section in sections:
        alone = " " * (section.start - 1) + "\n" * (section.start > 0)
        alone += text[section.start : section.end]
        for problem in prose_problems(alone, outline(alone)):
            found.append(problem._replace(org=section.org))
            told.add(text[slice(*section.org)])
    return found if len(told) > 1 else []


def _sections(text: str, orgs: tuple[str, ...]) -> Iterator[Section]:
    names = {org: _AROUND.sub("", org) for org in orgs}
    current: Section | None = None
    for sentence in _SENTENCE.finditer(text):
        named = [org for org, name in names.items() if name in sentence.group()]
        ends = len(named) > 1 or _DEMANDS.match(sentence.group())
        if current and (ends or (named and named[0] != text[slice(*current.org)])):
            yield current._replace(end=sentence.start())
            current = None
        if len(named) == 1 and not ends and current is None:
            current = Section(_place(text, sentence.start(), named[0]), sentence.start(), len(text))
    if current:
        yield current


def _place(text: str, start: int, org: str) -> Span:
    """Where the organisation's whole name stands, from `start` if there, else anywhere."""
    at = text.find(org, start)
    at = at if at >= 0 else text.find(org)
    return at, at + len(org)
