"""Which units of the outline are findings.

A finding is a unit that states a problem and is answered: by labelled passages, a status, or the
text that follows. Of nested candidates the innermost count; the unit around them is their heading
(方面). What stands under 整改措施 is never a finding, whatever it says.
"""

from collections import Counter

from ingest.boundaries import BULLETS
from ingest.extract.answered import Answered
from ingest.extract.around import Around, around
from ingest.extract.candidate import Candidate
from ingest.extract.counted import counted
from ingest.extract.headings import PROBLEM_WORD, org_above, tells_of_work
from ingest.extract.problem import first_sentence, head_of, is_aspect, problem_of
from ingest.extract.status import finding_status
from ingest.extract.status_wording import StatusFound
from ingest.extract.unit_heading import heading_of, with_headings
from ingest.markers import Level
from ingest.model import Span, Status
from ingest.node import ANSWERS, Node
from ingest.statement import Statement, Strength

_TWICE, _A_HABIT = 2, 3


def candidates(text: str, root: Node, stated: int | None = None) -> list[Candidate]:
    """The findings of the outline, in the order of the text; `stated` is how many the document
    says that there are.

    A first look tells how this document marks its problems; a second takes every unit that is
    marked so, however its problem is worded.
    """
    selector = _Selector(text)
    found = selector.inside(root, None, None)
    styles = Counter(c.node.mark.style for c in found if c.node.level < Level.ORDINAL)
    usual, count = styles.most_common(1)[0] if styles else ("", 0)
    if 2 * count > len(found):
        alike = [c.node for c in found if c.node.mark.style == usual]
        selector.lists = {node.parent for node in alike}
        selector.closed = 5 * sum(c.status is not None for c in found) >= 4 * len(found)
        selector.stated = count < _A_HABIT and selector.all_stated(alike)
        if count >= _A_HABIT or selector.stated:
            selector.usual = usual
            selector.labelled = 2 * sum(c.node.labelled for c in found) > len(found)
            found = selector.inside(root, None, None)
    found = _alike(found)
    if stated and stated >= _A_HABIT and 2 * len(found) < stated:
        return counted(text, root, stated) or found
    return found


def _is_point(node: Node, around: Node) -> bool:
    """Whether a unit is but a step of the unit around it: 一是, or a bullet under a bullet."""
    bullets = node.mark.style in BULLETS and around.mark.style in BULLETS
    return node.level >= Level.ORDINAL or (bullets and node.parent is around)


def _alike(found: list[Candidate]) -> list[Candidate]:
    """Without the few that lack what nearly all have: labels that tell what was done."""
    labelled = [c for c in found if c.node.labelled]
    if len(labelled) < _A_HABIT or 5 * len(labelled) < 4 * len(found):
        return found
    return [c for c in found if c.node.labelled or c.status or c.inherited]


class _Selector:
    def __init__(self, text: str) -> None:
        self.text = text
        self._answered = Answered(text)
        self._units: dict[Node, Around] = {}
        self._statuses: dict[Node, StatusFound | None] = {}
        self._problems: dict[Node, Statement | None] = {}
        self._orgs: dict[Node | None, Span | None] = {}  # of the units in a unit
        self.usual = ""  # the style of mark that problems bear in this document
        self.labelled = False  # whether most problems have labelled passages
        self.stated = False  # whether it is their statuses that tell problems
        self.closed = False  # whether nearly all problems have one
        self.lists: set[Node | None] = set()  # the units whose items surely are problems

    def inside(self, node: Node, heading: Span | None, inherited: Status | None) -> list[Candidate]:
        """The findings in `node`'s children, else `node` itself where it is one."""
        if node.section in ANSWERS and not node.labelled:
            return []
        if node not in self._units:
            self._units[node] = around(self.text, node)
        known = self._units[node]
        if known.left_out:
            return []
        below = known.heading or heading
        status = known.status or inherited
        found = [
            candidate
            for child, above in with_headings(self.text, node, below)
            for candidate in self.inside(child, above, status)
        ]
        own = self._own(node, known.head, heading, inherited)
        if found and not (own and self._details(node, found)):
            return found
        return [own] if own else []

    def all_stated(self, nodes: list[Node]) -> bool:
        """Whether most units of the lists in which `nodes` stand say how far they are solved."""
        style = nodes[0].mark.style
        parents = {node.parent: None for node in nodes}
        units = [u for p in parents if p for u in p.children if u.mark.style == style]
        told = sum(finding_status(self.text, unit) is not None for unit in units)
        return told >= _TWICE and 5 * told >= 3 * len(units)

    def _worded_otherwise(
        self, node: Node, head: Span, status: StatusFound | Status | None
    ) -> Statement | None:
        """The first sentence of a unit that is marked as this document marks its problems."""
        if node.mark.style != self.usual or node.section is not None:
            return None
        if node.parent not in self.lists and self._tells_of_work(node.parent, status):
            return None
        if (self.labelled or self.stated) and not (node.labelled or status):
            return None
        problem = first_sentence(self.text, head[0], head[1], Strength.DEFICIENT)
        if problem is None or problem.end - problem.start > 80:
            return None
        words = self.text[problem.start : problem.end]
        return None if tells_of_work(words) else problem

    def _tells_of_work(self, chapter: Node | None, status: StatusFound | Status | None) -> bool:
        """Whether a chapter of whose items none surely is a problem lists what was done in general:
        its heading speaks of no problem, or its items lack the status that all problems have."""
        if chapter is None or chapter.level > Level.CHAPTER or len(chapter.children) < _TWICE:
            return False
        if self.closed and status is None:
            return True
        words = self.text[slice(*head_of(self.text, chapter))]
        return chapter.mark.end > 0 and not PROBLEM_WORD.search(words) and "方面" not in words

    def _details(self, node: Node, found: list[Candidate]) -> bool:
        """Whether the findings inside a unit only detail its own problem.

        They do where the unit is answered itself and they are not, and where the unit says 问题 and
        they are mere points: 一是…不到位 under 关于“…”问题 tells what was done.
        """
        if all(c.node.labelled for c in found):
            return False
        if self.usual and any(c.node.mark.style == self.usual for c in found):
            return False
        if node.answered:
            return not any(c.node.labelled for c in found if c.node.parent is node)
        steps = {c.node.mark.style for c in found}
        listed = sum(child.mark.style in steps for child in node.children)
        if node.mark.style == self.usual and len(found) < listed:
            return True  # ◇ 退还差价款 is one of the steps, whatever it is worded like
        return node.level < Level.ORDINAL and all(_is_point(c.node, node) for c in found)

    def _own(
        self, node: Node, head: Span, heading: Span | None, inherited: Status | None
    ) -> Candidate | None:
        if not node.mark.end and not node.passages:
            return None
        if node.mark.style == "root":
            return None
        if node not in self._problems:
            self._problems[node] = problem_of(self.text, node, head)
        problem = self._problems[node]
        if problem is None and node.mark.style != self.usual:
            return None
        if node not in self._statuses:
            self._statuses[node] = finding_status(self.text, node)
        status = self._statuses[node]
        if problem is None or not self._answered.holds(node, problem, status, inherited):
            problem = self._worded_otherwise(node, head, status or inherited)
        if problem is None:
            return None
        if problem.start > head[1] and is_aspect(self.text, head):  # （一）学习方面 / 问题：…
            heading = heading_of(self.text, node, head) or heading
        if node.parent not in self._orgs:
            self._orgs[node.parent] = org_above(self.text, node)
        org = self._orgs[node.parent]
        return Candidate(node, problem.start, problem.end, heading, status, inherited, org)
