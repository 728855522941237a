"""How far a problem is solved, by the report's own words.

A status is recognised by its vocabulary: a label's value, a tag or a closing sentence counts only
where it holds nothing but the words that statuses are made of.
"""

import re

from ingest.extract.closing_status import closing_sentence, sentence_about_it
from ingest.extract.status_wording import StatusFound, field_status, tag_status, worded_status
from ingest.extract.unfinished import still_going, unfinished
from ingest.node import Node
from ingest.roles import Role
from ingest.status_words import STATUS_WORDS, classify

# Boxes of which one is ticked: ☑已完成 ☐正在整改. The signs stand in one class, all but ☐ (U+2610),
# so that a search runs over other text without trying to match.
_TICKED = re.compile(
    r"[√\u2300-\u23ff\u2600-\u260f\u2611-\u27bf\U0001f300-\U0001faff]\ufe0f?[ ]?"
    r"([\u4e00-\u9fff]{2,10})"
)
_STEPS = (None, Role.MEASURE)
_TWICE = 2
_LONGEST_TAG = 40  # characters
_STEP_TAG = re.compile(r"[（【]([^（）【】\n]{2,30})[）】][。；]?\s*$")
_FIRST_CLAUSE = re.compile("[^，。；]+")


def finding_status(text: str, node: Node) -> StatusFound | None:
    """The status of the problem in `node`: by its label, a tag, or a closing sentence."""
    for ticked in _TICKED.finditer(text, node.start, node.end):
        if STATUS_WORDS.fullmatch(ticked[1]) and (status := classify(ticked[1])):
            return StatusFound(status, *ticked.span(1))
    for passage in reversed(node.passages):  # the last word counts: 当年报告：… 复核意见：…
        if passage.role is Role.STATUS:
            found = worded_status(text, passage.start, passage.end) or field_status(
                text, passage.start, passage.end
            )
            if found:
                return found
    return (
        _least_of_steps(text, node)
        or tag_status(text, node.start, node.end)
        or closing_sentence(text, node.start, node.end)
        or _result(text, node)
        or sentence_about_it(text, node.start, node.end)
        or still_going(text, node.start, node.end)
    )


def _least_of_steps(text: str, node: Node) -> StatusFound | None:
    """The status of the step that is least advanced, where most steps have one of their own:
    1.编制规划（已完成）；2.新增车位（正在推进，已完成25个）。"""
    steps = [step for step in node.children if step.section in _STEPS]
    told = [found for step in steps if (found := _of_step(text, step))]
    if len(told) < _TWICE or 2 * len(told) <= len(steps):
        return None
    behind = [found for found in told if not found.status.claims_done]
    return (behind or told)[-1]


def _of_step(text: str, step: Node) -> StatusFound | None:
    tag = _STEP_TAG.search(text, max(step.mark.end, step.end - _LONGEST_TAG), step.end)
    first = tag and _FIRST_CLAUSE.match(tag[1])
    status = classify(first[0]) if first and STATUS_WORDS.fullmatch(first[0]) else None
    return StatusFound(status, *tag.span(1)) if tag and status else None


def _result(text: str, node: Node) -> StatusFound | None:
    """A label's value that begins with a status: 整改成效：已完成整改…, 整改情况：已整改到位。"""
    for passage in node.passages:
        if passage.role in (Role.RESULT, Role.MEASURE):
            found = worded_status(text, passage.start, passage.end) or unfinished(text, passage)
            if found:
                return found
    return None


def cell_status(
    text: str, start: int, end: int, *, of_statuses: bool = False
) -> StatusFound | None:
    """The status in a table cell: the whole cell, or a tag or sentence in it; in whatever words
    where its column holds nothing but statuses (`of_statuses`)."""
    return (
        worded_status(text, start, end)
        or tag_status(text, start, end)
        or closing_sentence(text, start, end)
        or (field_status(text, start, end) if of_statuses else None)
    )
