"""Whose label comes next: the problem, not the steps that answer it."""

from ingest.boundaries import BULLETS
from ingest.markers import Level
from ingest.node import Node
from ingest.open_units import OpenUnits, alike_before
from ingest.statement import Strength
from ingest.unit_problem import is_labelled_heading


def owner_depth(units: OpenUnits) -> int:
    """Whose label comes next: the innermost unit that is not itself an answer to another.

    A label behind a list of measures belongs to the problem that the list answers.
    """
    depth = len(units.stack) - 1
    while depth > 0:
        node = units.stack[depth]
        if node.mark.names_problem or node.mark.opens_record:
            break
        if node.level < Level.POINT and not _is_bullet_point(node):
            if node.section is None:
                owns = not (_under_problem(units, depth) and _is_step(units, node))
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


def _inside_problem(units: OpenUnits, depth: int) -> bool:
    """Whether a unit further out is the problem, and this one a part of it.

    （一）反馈问题：… over 1. and 2. is a heading, although it is labelled like a problem.
    """
    return any(
        units.problems.is_problem(node) and not is_labelled_heading(node)
        for node in units.stack[1:depth]
    )


def _is_bullet_point(node: Node) -> bool:
    """A bullet under a unit that another kind of mark opened is one of its points."""
    return (
        node.mark.style in BULLETS
        and node.parent is not None
        and node.parent.mark.style != "root"
        and node.parent.level > Level.SECTION
    )
