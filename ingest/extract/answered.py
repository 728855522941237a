"""Whether a unit that words a problem is one: something is said to have been done about it."""

from ingest.extract.headings import PROBLEM_WORD
from ingest.extract.problem import head_of
from ingest.extract.status_wording import StatusFound
from ingest.markers import Level
from ingest.model import Status
from ingest.node import Node
from ingest.statement import DEFICIENCY, Statement, Strength

_A_HABIT = 3
_LONGEST_HEADING = 60  # characters


class Answered:
    """What tells in the document of `text` that a unit is answered."""

    def __init__(self, text: str) -> None:
        self.text = text
        # Style of the outermost marks → whether they are problems.
        self._lists: dict[str, bool] = {}

    def holds(
        self,
        node: Node,
        problem: Statement,
        status: StatusFound | None,
        inherited: Status | None,
    ) -> bool:
        """Whether something is said to have been done, or the problem is plainly called one."""
        if status or node.answered or node.labelled:
            return True
        if node.mark.names_problem or node.mark.opens_record:
            return True
        if self.text.startswith("--", problem.end) and node.end - problem.end > 8:
            return True  # 路灯电费糊涂账——会计把票据算清
        if inherited is not None and node.level < Level.ORDINAL:
            return True
        if problem.strength is Strength.ABOUT:
            return bool(node.children) or node.end - problem.end > 12
        in_list = node.level < Level.POINT and self._under_problems(node)
        measured = any(child.level >= Level.CIRCLE for child in node.children)
        if problem.strength is Strength.NAMED:
            return in_list or measured
        measured = measured and node.level < Level.ORDINAL
        return (in_list or measured) and (
            problem.end - problem.start <= 80 and node.end - problem.end > 12
        )

    def _under_problems(self, node: Node) -> bool:
        """Whether a heading above speaks of problems, so that a bare deficiency is one."""
        above = node.parent
        while above is not None and above.mark.style != "root":
            head = head_of(self.text, above)
            if PROBLEM_WORD.search(self.text, head[0], head[1]):
                return True
            above = above.parent
        return node.parent is above and self._lists_problems(node)

    def _lists_problems(self, node: Node) -> bool:
        """Whether nearly all units of the outermost list in which a unit stands state a problem
        in a line of their own, so that the list needs no heading that says so."""
        if node.parent is None or node.level >= Level.ORDINAL:
            return False
        style = node.mark.style
        if style not in self._lists:
            units = [each for each in node.parent.children if each.mark.style == style]
            wrong = sum(self._is_headed_by_problem(each) for each in units)
            self._lists[style] = wrong >= _A_HABIT and 5 * wrong >= 4 * len(units)
        return self._lists[style]

    def _is_headed_by_problem(self, node: Node) -> bool:
        start, end = head_of(self.text, node)
        return end - start <= _LONGEST_HEADING and bool(DEFICIENCY.search(self.text, start, end))
