"""Whose label comes next: the problem, not the steps that answer it."""

from ingest.boundaries import BULLETS
from ingest.markers import Level
from ingest.node import Node
from ingest.open_units import OpenUnits, alike_before
from ingest.statement import Strength
from ingest.unit_problem import is_labelled_heading

_A_HABIT = 3  # labels


def owner_depth(units: OpenUnits) -> int:
    """Whose label comes next: the innermost unit that is not itself an answer to another.

    A label behind a list of measures belongs to the problem that the list answers.
    """
    depth = len(units.stack) - 1
    while depth > 0:
        node = units.stack[depth]
        if node.mark.names_problem or node.mark.opens_record:
            break
        if node.level < Level.POINT and not _is_bullet_point(units, node):
            if node.section is None:
                rather = _under_labelled(units, depth)
                under = rather or _under_problem(units, depth)
                bullet = rather and not node.mark.ordinal
                owns = not (bullet or (under and _is_step(units, node)))
            else:
                owns = units.problems.is_problem(node) and not _inside_problem(units, depth)
            if owns:
                break
        depth -= 1
    return depth


def _is_step(units: OpenUnits, node: Node) -> bool:
    """Whether a unit inside a problem tells what was done: it names no problem, or follows
    another unit of its list that no label answers."""
    return not units.problems.is_problem(node) or any(
        not sibling.passages for sibling in alike_before(node)
    )


def _under_problem(units: OpenUnits, depth: int) -> bool:
    """Whether a unit further out is surely the problem: a chapter is mostly but a heading."""
    return any(
        units.problems.is_problem(node)
        and not is_labelled_heading(node)
        and (node.level > Level.CHAPTER or units.problems.strength(node.mark) >= Strength.NAMED)
        for node in units.stack[1:depth]
    )


def _under_labelled(units: OpenUnits, depth: int) -> bool:
    """Whether this document's labels stand behind units like one further out, and behind none like
    this one."""
    labelled = units.labelled
    return units.stack[depth].mark.style not in labelled and any(
        labelled[node.mark.style] >= _A_HABIT for node in units.stack[1:depth]
    )


def _inside_problem(units: OpenUnits, depth: int) -> bool:
    """Whether a unit further out is the problem, and this one a part of it.

    （一）反馈问题：… over 1. and 2. is a heading, although it is labelled like a problem.
    """
    return any(
        units.problems.is_problem(node) and not is_labelled_heading(node)
        for node in units.stack[1:depth]
    )


def _labelled_rather(units: OpenUnits, node: Node, above: Node) -> bool:
    """Whether this document's labels stand behind units like `node`, not like the one `above`."""
    own = units.labelled[node.mark.style]
    return own >= _A_HABIT and not units.labelled[above.mark.style]


def _is_bullet_point(units: OpenUnits, node: Node) -> bool:
    """A bullet under a unit that another kind of mark opened is one of its points, unless it is the
    bullet that states a problem, and not what stands around it: ▲党的建设方面 / ◆学习不深入
    """
    above = node.parent
    if node.mark.style not in BULLETS or above is None or above.mark.style == "root":
        return False
    if above.level <= Level.SECTION or _labelled_rather(units, node, above):
        return False
    return units.problems.is_problem(above) or not units.problems.is_stated(node)
