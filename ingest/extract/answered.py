"""Whether a unit that words a problem is one: something is said to have been done about it."""

from ingest.extract.headings import PROBLEM_WORD
from ingest.extract.problem import head_of
from ingest.extract.status_wording import StatusFound
from ingest.markers import Level
from ingest.model import Status
from ingest.node import Node
from ingest.statement import DEFICIENCY, Statement, Strength, sentence_end

_A_HABIT = 3
_LONGEST_HEADING = 60  # characters


class Answered:
    """What tells in the document of `text` that a unit is answered."""

    def __init__(self, text: str) -> None:
        self.text = text
        # Unit, style of the headings in it, style of the marks → whether these are problems.
        self._lists: dict[tuple[Node, str | None, str], bool] = {}

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
        named = problem.strength is Strength.NAMED
        if not named and (problem.end - problem.start > 80 or node.end - problem.end <= 12):
            return False
        measured = any(child.level >= Level.CIRCLE for child in node.children)
        if measured and (named or node.level < Level.ORDINAL):
            return True
        return node.level < Level.POINT and self._under_problems(node)

    def _under_problems(self, node: Node) -> bool:
        """Whether a heading above speaks of problems, so that a bare deficiency is one."""
        above = node.parent
        while above is not None and above.mark.style != "root":
            head = head_of(self.text, above)
            if PROBLEM_WORD.search(self.text, head[0], head[1]):
                return True
            above = above.parent
        return self._lists_problems(node)

    def _lists_problems(self, node: Node) -> bool:
        """Whether nearly all units of the list in which a unit stands, or of all lists like it
        under the headings beside, begin by stating a problem, so that no heading need say so."""
        if node.parent is None or node.level >= Level.ORDINAL:
            return False
        above, style = node.parent, node.mark.style
        if self._are_problems(above, None, style):
            return True
        return above.parent is not None and self._are_problems(
            above.parent, above.mark.style, style
        )

    def _are_problems(self, around: Node, heading: str | None, style: str) -> bool:
        """Whether those of one style are problems, in a unit or under all headings of one in it."""
        own = around, heading, style
        if own not in self._lists:
            headings = (
                [each for each in around.children if each.mark.style == heading]
                if heading
                else [around]
            )
            units = [
                unit for each in headings for unit in each.children if unit.mark.style == style
            ]
            wrong = sum(self._is_headed_by_problem(each) for each in units)
            self._lists[own] = wrong >= _A_HABIT and 5 * wrong >= 4 * len(units)
        return self._lists[own]

    def _is_headed_by_problem(self, node: Node) -> bool:
        start, end = head_of(self.text, node)
        end = min(end, sentence_end(self.text, start))
        return end - start <= _LONGEST_HEADING and bool(DEFICIENCY.search(self.text, start, end))
