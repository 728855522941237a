"""What a unit of the outline gives to those inside it: a heading, a status, or that all of them are
but preparations and plans."""

from typing import NamedTuple

from ingest.extract.common_status import given_to_all
from ingest.extract.headings import is_plan, is_preparation
from ingest.extract.problem import head_of
from ingest.extract.unit_heading import heading_of
from ingest.markers import Level
from ingest.model import Span, Status
from ingest.node import Node
from ingest.statement import Strength, statement


class Around(NamedTuple):
    """`head` is the unit's first line; `left_out` where neither it nor any inside is a finding."""

    head: Span
    left_out: bool = False
    heading: Span | None = None
    status: Status | None = None


def around(text: str, node: Node) -> Around:
    """What `node` gives to the units inside it."""
    head = head_of(text, node)
    words = text[head[0] : head[1]]
    if node.level <= Level.SECTION and node.mark.end and _is_left_out(node, words):
        return Around(head, left_out=True)
    heading = None
    if node.mark.end and node.level < Level.POINT and node.children:
        heading = heading_of(text, node, head)
    return Around(head, heading=heading, status=given_to_all(text, node, words))


def _is_left_out(node: Node, words: str) -> bool:
    """Whether a chapter is about preparations or plans, and none of its units a record."""
    if not is_plan(words) and not is_preparation(words):
        return False
    if statement(words).strength is Strength.ABOUT:
        return False
    return not any(unit.labelled and unit.answered for unit in node.walk())
