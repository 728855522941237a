"""The heading under which a finding stands: the words of the unit around it."""

import re
from collections.abc import Iterator

from ingest.extract.problem import head_of
from ingest.model import Span
from ingest.node import Node
from ingest.ordinals import CN
from ingest.roles import Role
from ingest.statement import DEFICIENCY, sentence_end, trimmed
from ingest.status_words import STATUS_WORDS

_COUNTER = re.compile(rf"[\u4e00-\u9fff]{{0,6}}第?(?:\d{{1,3}}|[{CN}]{{1,3}})[号项条个]?")
_TAG = re.compile(r"[（【]([^（）【】\n]{2,20})[）】]$")


def heading_of(text: str, node: Node, head: Span) -> Span | None:
    """The heading's words without stops and quotes; None for a mere number: 台账第1号."""
    start, end = head
    if node.mark.style == "group":
        return None
    if end - start < 2 and node.passages and node.passages[0].role is Role.PROBLEM:
        start = node.passages[0].start
        first_child = node.children[0].start if node.children else node.end
        end = min(sentence_end(text, start), first_child)
    start, end = trimmed(text, start, min(end, sentence_end(text, start)))
    if (tag := _TAG.search(text, start, end)) and STATUS_WORDS.fullmatch(tag[1]):
        end = tag.start()
    if end - start < 2 or _COUNTER.fullmatch(text, start, end):
        return None
    return start, end


def with_headings(text: str, node: Node, below: Span | None) -> Iterator[tuple[Node, Span | None]]:
    """The units in `node`, each with its heading: a list that begins anew right below a bare
    heading whose mark is alike stands under it: 二、整改情况 / 一、…问题 / 二、…问题."""
    heading, before = below, None
    for child in node.children:
        alike = before is not None and before.mark.style == child.mark.style
        if before and alike and child.mark.ordinal == 1 and _is_bare(text, before):
            heading = heading_of(text, before, head_of(text, before)) or below
        elif before and not (alike and child.mark.ordinal == before.mark.ordinal + 1):
            heading = below
        yield child, heading
        before = child


def _is_bare(text: str, node: Node) -> bool:
    """Whether a unit is but a line that states no problem."""
    line = text[node.mark.end : node.end].strip()
    within = node.children or node.passages or "\n" in line
    return bool(node.mark.ordinal) and not within and not DEFICIENCY.search(line)
