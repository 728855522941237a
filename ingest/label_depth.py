"""To which of the open units a label belongs, and where it begins another."""

import re

from ingest.label_owner import owner_depth
from ingest.markers import Label, Level
from ingest.node import ANSWERS, Node
from ingest.open_units import SHORT, WINDOW, OpenUnits, alike_before
from ingest.roles import LABEL, Role
from ingest.statement import Strength

_SECOND = re.compile(r"\n[ ]{0,8}(?:（?[2二][）.、]{1,2}|②)[ ]?")
_WITHIN = 600  # characters of a problem's description
_LONGEST_LINE = 80  # characters of a problem told in a line


def depth_of_label(units: OpenUnits, label: Label, *, at_head: bool) -> int:
    """Where in the stack the unit stands to which `label` belongs; `at_head` where nothing but the
    innermost unit's mark stands before it."""
    depth = len(units.stack) - 1 if at_head or _has_own(units, label) else owner_depth(units)
    if not at_head and label.opens_line and label.role in SHORT:
        return _group_depth(units, depth, label.role)
    return depth


def numbered_part_of(units: OpenUnits, top: Node, label: Label) -> Node | None:
    """The problem of which a mark numbers but a part: 1.问题：… 2.整改：…, or that of the unit
    around: 关于…的问题 / 1.整改措施：… / 2.完成情况：…
    """
    around = top.parent
    if around is None:
        return None
    if label.role is Role.PROBLEM and _is_first_of_parts(units, top, label):
        return around
    if label.role not in ANSWERS:
        return None
    above = around.children[-2] if len(around.children) > 1 else None
    if above and above.mark.style == top.mark.style and above.tells_problem:
        told = any(passage.role is label.role for passage in above.passages)
        return None if told else above
    if any(each.tells_problem for each in around.children[-WINDOW:]):
        return None
    return around if units.problems.is_stated(around) else None


def _is_first_of_parts(units: OpenUnits, top: Node, label: Label) -> bool:
    """Whether 1.问题表现： only goes on with 关于…的问题 above it: 2.整改措施： follows."""
    around = top.parent
    if around is None or len(around.children) > 1 or top.mark.ordinal != 1:
        return False
    if units.problems.strength(around.mark) is not Strength.ABOUT:
        return False
    below = _SECOND.search(units.text, label.end, label.end + _WITHIN)
    answer = LABEL.match(units.text, below.end()) if below else None
    return answer is not None and Role(str(answer.lastgroup)) in ANSWERS


def takes_problem(units: OpenUnits, owner: Node, label: Label) -> bool:
    """Whether a PROBLEM label belongs to the unit that is open, or begins another."""
    if owner.mark.style == "root" or owner.answered:
        return False
    if _details(units, owner, label):
        return True
    if owner.mark.style == "record" and not owner.tells_problem:
        return True
    if owner.mark.style == "record" or owner.level <= Level.SECTION:
        return not owner.passages and units.problems.is_problem(owner)
    return not owner.children or owner.section is None


def _details(units: OpenUnits, owner: Node, label: Label) -> bool:
    """Whether 具体表现： only goes on with what 问题： has told of the same unit."""
    last = owner.passages[-1].label if owner.passages else None
    return (
        last is not None
        and last.role is Role.PROBLEM
        and units.text[last.start : last.end] != units.text[label.start : label.end]
    )


def _has_own(units: OpenUnits, label: Label) -> bool:
    """Whether 整改情况： stands in a unit that is a problem itself: no step has such a label,
    unless it ends a list of which no other item has one."""
    top = units.stack[-1]
    if label.role is not Role.MEASURE or top.section is not None or top.passages:
        return False
    if top.parent is None or top.level <= Level.CHAPTER:
        return False
    if top.level >= Level.ORDINAL and not _is_problem_line(top, label):
        return False
    return all(each.has_labels for each in alike_before(top))


def _is_problem_line(top: Node, label: Label) -> bool:
    """Whether a point is but a line over a label of its own: 一是账目不清。/ 整改情况：…"""
    alone = top.mark.opens_line and label.opens_line
    return alone and label.start - top.mark.end <= _LONGEST_LINE and not top.children


def _group_depth(units: OpenUnits, depth: int, role: Role) -> int:
    """A name, date or status behind several problems is said of all of them: where no unit of
    the list has one of its own, it belongs to the unit around the list."""
    owner = units.stack[depth]
    if depth < 2 or owner.parent is None or not owner.answered or owner.mark.style == "record":
        return depth
    if owner.passages[-1].label.opens_line:
        return depth  # one of a series of labels, a line each
    above = alike_before(owner)
    shared = bool(above) and all(
        each.answered and not any(p.role in SHORT for p in each.passages) for each in above
    )
    return depth - 1 if shared and owner.parent.level >= Level.SECTION else depth
