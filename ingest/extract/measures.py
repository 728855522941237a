"""The steps of a rectification: enumerated, or the sentences behind a label."""

import re

from ingest.markers import Level
from ingest.model import Span
from ingest.node import ANSWERS, Node
from ingest.roles import Role
from ingest.statement import trimmed

_NONE = re.compile("无(?=[，：（])")  # 整改措施：无，因…
_SENTENCE = re.compile(r"[^。；\n]*(?:[。；\n]|$)")
# Labels and columns that promise measures, so that each sentence is one.
MEASURE_LABEL = re.compile(r"措施|举措|做法|办法|^【?整改】?：?$")
# So do those that tell what was done: 整改情况, 整改进展.
_TOLD_LABEL = ("情况", "进展")
# And these: 整改过程; 整改结果 where a document has no other for what was done (`ingest.labels`).
_DONE_LABEL = ("结果", "过程", "落实")


def _promises(label: str, role: Role) -> bool:
    """Whether each sentence behind a label is a measure."""
    words = label.rstrip("：】")
    if role is Role.MEASURE and (MEASURE_LABEL.search(label) or words.endswith(_DONE_LABEL)):
        return True
    return role in ANSWERS and words.endswith(_TOLD_LABEL)


def measures(text: str, node: Node, status: Span | None) -> list[Span]:
    """The spans of the measures in a finding's unit, in order, marks left out.

    Enumerated items count wherever they stand outside of 问题表现; without any, each sentence
    behind a label that promises measures (整改措施) or tells what was done (整改情况). Prose
    without a label has none: it tells a story.
    """
    items = [
        child
        for child in node.children
        if child.section is not Role.PROBLEM and child.section not in _NOT_MEASURES
    ]
    labelled = [child for child in items if child.section is Role.MEASURE]
    answer = next((p.label.start for p in node.passages if p.role is Role.MEASURE), -1)
    items = [c for c in items if c.section or c.start > answer]  # those above it tell the problem
    results = [c for c in node.children if c.section in (Role.STATUS, Role.RESULT)]
    chosen = labelled or [c for c in items if c.section is None] or items or results
    if chosen:
        spans = [_trim(text, c.mark.end, _own_end(c), status) for c in _leaves(chosen)]
        return [span for span in spans if span[1] > span[0]]
    return [
        sentence
        for passage in node.passages
        if _promises(text[passage.label.start : passage.label.end], passage.role)
        for sentence in sentences(text, passage.start, passage.end, status)
    ]


_NOT_MEASURES = frozenset({Role.STATUS, Role.LEADER, Role.UNIT, Role.DEADLINE, Role.RESULT})


def _leaves(nodes: list[Node]) -> list[Node]:
    """The items themselves; an item that only announces a list of points gives way to them."""
    if len(nodes) == 1 and len(nodes[0].children) > 1 and nodes[0].level < Level.POINT:
        inner = nodes[0].children
        if nodes[0].head_end - nodes[0].mark.end < 30:
            return inner
    return nodes


def _own_end(node: Node) -> int:
    """An item ends where the last of its own parts does, labelled passages of duty left out."""
    duty = [p.label.start for p in node.passages if p.role in _NOT_MEASURES]
    return min(duty, default=node.end)


def sentences(text: str, start: int, end: int, status: Span | None) -> list[Span]:
    """The spans of the sentences in `[start, end)`, the status left out."""
    found = []
    for sentence in _SENTENCE.finditer(text, start, end):
        span = _trim(text, sentence.start(), sentence.end(), status)
        if span[1] - span[0] >= 4 and not _NONE.match(text, *span):
            found.append(span)
    return found


def _trim(text: str, start: int, end: int, status: Span | None) -> Span:
    """Without the status tag or sentence at its end, and without surrounding space."""
    if status and start <= status[0] < end:
        end = status[0]
        while end > start and text[end - 1] in "【（-：":
            end -= 1
        if text[max(start, end - 12) : end].rsplit("。", 1)[-1].strip() in (
            "整改进度",
            "整改结果",
            "整改状态",
            "完成情况",
            "目前",
            "整改情况",
        ):
            end = max(start, text.rfind("。", start, end) + 1)
    start, end = trimmed(text, start, end)
    return start, end
