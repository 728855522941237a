"""Whether a unit of the outline is a problem, by its mark, its labels and its own words."""

import re

from ingest.enumerators import PARTS
from ingest.markers import Level, Mark
from ingest.node import ANSWERS, Node
from ingest.roles import Role
from ingest.statement import Strength, statement

_LONGEST_HEAD = 300  # characters of a heading that are looked at
_ASPECT = re.compile("方面(?:存在)?的?(?:主要|突出|具体)*问题[：。]?$")


class UnitProblems:
    """What the units of folded `text` say about problems; what a heading states is read once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._strengths: dict[int, Strength] = {}

    def is_problem(self, node: Node) -> bool:
        """Whether a unit says that it is a problem, or words one."""
        if node.mark.style.endswith(PARTS):  # 第二方面 防范化解风险 is a heading
            return False
        if node.mark.style == "record" or node.mark.names_problem or node.mark.opens_record:
            return True
        return node.tells_problem or bool(self.strength(node.mark))

    def is_stated(self, node: Node) -> bool:
        """Whether the mark's own words state a problem, and no label."""
        return node.mark.style != "root" and self.strength(node.mark) is not Strength.NONE

    def is_aspect(self, node: Node) -> bool:
        """Whether a heading names but an aspect: 基层党建方面存在的问题."""
        return _ASPECT.search(self._line(node.mark)) is not None

    def strength(self, mark: Mark) -> Strength:
        """How surely the line behind a mark states a problem."""
        if mark.end not in self._strengths:
            self._strengths[mark.end] = statement(self._line(mark)).strength
        return self._strengths[mark.end]

    def _line(self, mark: Mark) -> str:
        return self.text[mark.end : mark.end + _LONGEST_HEAD].split("\n", 1)[0]


def is_labelled_heading(node: Node) -> bool:
    """Whether a chapter's heading is itself a label: （一）反馈问题：… over 1. and 2."""
    first = node.passages[0] if node.passages else None
    return (
        node.level <= Level.SECTION
        and first is not None
        and first.role is Role.PROBLEM
        and not first.label.opens_line
        and first.label.start <= node.mark.end + 1
        # 1-1 反馈问题：… / 整改措施：①… ②… is a problem with its answer.
        and not any(passage.role in ANSWERS for passage in node.passages)
    )
