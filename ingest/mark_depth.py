"""Below which of the open units a mark opens a new one."""

from ingest.label_owner import owner_depth
from ingest.markers import Level, Mark
from ingest.node import ANSWERS
from ingest.open_units import OpenUnits
from ingest.ordinals import LAST
from ingest.roles import Role
from ingest.statement import Strength

_STATEMENTS = ("statement", "told", "bare statement")


def depth_of_mark(units: OpenUnits, mark: Mark) -> int | None:
    """How much of the stack stays below a new unit; None where the mark is none."""
    lists = [i for i, node in enumerate(units.stack) if i and node.mark.style == mark.style]
    if mark.style in ("bare heading", "group"):
        return lists[0] if lists else _by_level(units, mark, 1)
    if mark.style == "point" and mark.ordinal == LAST:
        return lists[-1] if lists else None
    following = [i for i in lists if units.stack[i].mark.ordinal + 1 == mark.ordinal]
    if mark.style == "record":
        return lists[0] if lists else _by_level(units, mark, 1)
    if mark.opens_record:
        records = following or [i for i in lists if units.stack[i].mark.opens_record]
        return records[0] if records else _by_level(units, mark, 1)
    if following:
        return _which_list(units, following, mark)
    if mark.ordinal > 1 and not mark.opens_line:
        return len(units.stack) if _runs_on(units, mark) else None
    if (other := _beside(units, mark)) is not None:
        return other
    owner = owner_depth(units)
    if not mark.ordinal and lists and mark.level < units.stack[owner].level:
        return lists[-1]  # ■ 廉政建设方面 behind a problem under ■ 党的领导方面
    under_answer = units.stack[owner].open_role in ANSWERS or (
        units.stack[owner].open_role is Role.PROBLEM and units.stack[owner].level > Level.SECTION
    )
    if mark.ordinal <= 1 and under_answer and mark.level > Level.CHAPTER:
        deeper = [i for i in lists if i > owner]
        return deeper[-1] if deeper else _by_level(units, mark, owner + 1)
    if lists:
        return lists[-1]
    return _by_level(units, mark, 1)


def _beside(units: OpenUnits, mark: Mark) -> int | None:
    """Where the innermost unit stands whose list the mark carries on in another hand: 1、 / 2."""
    if mark.ordinal < 2 or mark.level is not Level.ITEM or not mark.opens_line:
        return None
    top = next((i for i in range(len(units.stack) - 1, 0, -1) if units.stack[i].section is None), 0)
    one = units.stack[top].mark
    carries_on = one.opens_line and mark.ordinal == one.ordinal + 1 and one.level is Level.ITEM
    return top if top and carries_on else None


def _runs_on(units: OpenUnits, mark: Mark) -> bool:
    """Whether the mark goes on with the list of the section before: （一）…方面。1.… 2.… /
    （二）…方面。3.…
    """
    top = units.stack[-1]
    beside = top.parent.children if top.parent else []
    if len(beside) < 2 or top.children or top.level > Level.SECTION:
        return False
    last = beside[-2].children[-1].mark if beside[-2].children else None
    return last is not None and last.style == mark.style and last.ordinal + 1 == mark.ordinal


def _which_list(units: OpenUnits, following: list[int], mark: Mark) -> int:
    """Of several lists that the mark could carry on: the outer one where a problem begins."""
    if len(following) > 1 and units.problems.strength(mark) > Strength.DEFICIENT:
        return following[0]
    return following[-1]


def _by_level(units: OpenUnits, mark: Mark, least: int) -> int:
    depth = len(units.stack)
    while depth > least and units.stack[depth - 1].level > mark.level:
        depth -= 1
    return depth


def statement_is_free(units: OpenUnits, mark: Mark) -> bool:
    """An unnumbered 针对“…”问题 opens a unit only outside of other problems, or under a heading
    of which it tells a part; it ends the unnumbered one before it, whatever list stands open
    inside.
    """
    for node in units.stack[1:]:
        if node.mark.style in _STATEMENTS:
            return True
        ended = node.level >= Level.ORDINAL and not node.mark.opens_line
        if ended:
            continue
        heading = node.level <= Level.SECTION
        part = units.problems.strength(mark) is Strength.ABOUT or units.problems.is_aspect(node)
        if not heading or (units.problems.is_problem(node) and not part):
            return False
    return True


def is_step_of_item(units: OpenUnits, mark: Mark) -> bool:
    """Whether 第一，… on a line of its own lists what was done about the item above: 1.…问题"""
    if mark.ordinal > 1:
        before = (each.mark for each in units.stack if each.mark.style == mark.style)
        return any(b.ordinal + 1 == mark.ordinal and b.level is Level.ORDINAL for b in before)
    top = units.stack[-1]
    item = Level.ITEM <= top.level < Level.ORDINAL and not top.children
    return item and units.problems.is_problem(top)
