"""Which units of the outline are findings.

A finding is a unit that states a problem and is answered: by labelled passages, a status, or the
text that follows. Of nested candidates the innermost count; the unit around them is their heading
(方面). What stands under 整改措施 is never a finding, whatever it says.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.headings import (
    PROBLEM_WORD,
    is_plan,
    is_preparation,
    org_above,
    tells_of_work,
)
from ingest.extract.problem import first_sentence, head_of, is_aspect, problem_of
from ingest.extract.status import (
    StatusFound,
    finding_status,
    heading_status,
    status_for_group,
)
from ingest.markers import BULLETS, Level
from ingest.model import Status
from ingest.node import ANSWERS, Node
from ingest.ordinals import CN
from ingest.roles import Role
from ingest.statement import DEFICIENCY, Statement, Strength, sentence_end, statement, trimmed
from ingest.status_words import STATUS_WORDS, classify

_COUNTER = re.compile(rf"[\u4e00-\u9fff]{{0,6}}第?(?:\d{{1,3}}|[{CN}]{{1,3}})[号项条个]?")
_TAG = re.compile(r"[（【]([^（）【】\n]{2,20})[）】]$")
_TWICE, _A_HABIT = 2, 3
_LONGEST_HEADING = 60  # characters


class Candidate(NamedTuple):
    """A unit taken for a finding: its problem stands at `text[start:end]`."""

    node: Node
    start: int
    end: int
    heading: tuple[int, int] | None
    status: StatusFound | None
    inherited: Status | None
    org: tuple[int, int] | None = None


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
        selector.stated = count < _A_HABIT and selector.all_stated(alike)
        if count >= _A_HABIT or selector.stated:
            selector.usual = usual
            selector.labelled = 2 * sum(c.node.labelled for c in found) > len(found)
            found = selector.inside(root, None, None)
    found = _alike(found)
    if stated and stated >= _A_HABIT and 2 * len(found) < stated:
        return selector.counted(root, stated) or found
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
        self._statuses: dict[Node, StatusFound | None] = {}
        # Style of the outermost marks → whether they are problems.
        self._lists: dict[str, bool] = {}
        self._problems: dict[Node, Statement | None] = {}
        self.usual = ""  # the style of mark that problems bear in this document
        self.labelled = False  # whether most problems have labelled passages
        self.stated = False  # whether it is their statuses that tell problems

    def inside(
        self, node: Node, heading: tuple[int, int] | None, inherited: Status | None
    ) -> list[Candidate]:
        """The findings in `node`'s children, else `node` itself where it is one."""
        if node.section in ANSWERS and not node.labelled:
            return []
        head = head_of(self.text, node)
        words = self.text[head[0] : head[1]]
        zone = node.level <= Level.SECTION and bool(node.mark.end)
        if zone and self._excluded(node, words):
            return []
        below = heading
        if node.mark.end and node.level < Level.POINT and (node.children or node.passages):
            below = self._heading(node, head) or heading
        status = self._given_to_all(node, words) or inherited
        found = [
            candidate
            for child, above in self._with_headings(node, below)
            for candidate in self.inside(child, above, status)
        ]
        own = self._own(node, head, heading, inherited)
        if found and not (own and self._details(node, found)):
            return found
        return [own] if own else []

    def _with_headings(
        self, node: Node, below: tuple[int, int] | None
    ) -> Iterator[tuple[Node, tuple[int, int] | None]]:
        """The units in `node`, each with its heading: a list that begins anew right below a bare
        heading whose mark is alike stands under it: 二、整改情况 / 一、…问题 / 二、…问题."""
        heading, before = below, None
        for child in node.children:
            alike = before is not None and before.mark.style == child.mark.style
            if before and alike and child.mark.ordinal == 1 and self._is_bare(before):
                heading = self._heading(before, head_of(self.text, before)) or below
            elif before and not (alike and child.mark.ordinal == before.mark.ordinal + 1):
                heading = below
            yield child, heading
            before = child

    def _is_bare(self, node: Node) -> bool:
        """Whether a unit is but a line that states no problem."""
        line = self.text[node.mark.end : node.end].strip()
        within = node.children or node.passages or "\n" in line
        return bool(node.mark.ordinal) and not within and not DEFICIENCY.search(line)

    def all_stated(self, nodes: list[Node]) -> bool:
        """Whether most units of the lists in which `nodes` stand say how far they are solved."""
        style = nodes[0].mark.style
        around = {node.parent: None for node in nodes}
        units = [u for p in around if p for u in p.children if u.mark.style == style]
        told = sum(finding_status(self.text, unit) is not None for unit in units)
        return told >= _TWICE and 5 * told >= 3 * len(units)

    def counted(self, root: Node, stated: int) -> list[Candidate]:
        """Every unit of the one style of mark that occurs as often as the document says that there
        are problems, however these are worded; none where no style or several do."""
        styles: defaultdict[str, list[Node]] = defaultdict(list)
        for node in root.walk():
            if node.mark.end and node.level < Level.ORDINAL and node.section is None:
                styles[node.mark.style].append(node)
        fitting = [nodes for nodes in styles.values() if len(nodes) == stated]
        if len(fitting) != 1:
            return []
        found = []
        for node in fitting[0]:
            problem = first_sentence(self.text, *head_of(self.text, node), Strength.DEFICIENT)
            if problem is not None:
                above = node.parent
                named = above is not None and above.mark.end
                heading = (
                    self._heading(above, head_of(self.text, above)) if above and named else None
                )
                status, org = finding_status(self.text, node), org_above(self.text, node)
                found.append(
                    Candidate(node, problem.start, problem.end, heading, status, None, org)
                )
        return found

    def _given_to_all(self, node: Node, words: str) -> Status | None:
        """The status that a heading, the sentence below it, or a label gives to all inside."""
        if not node.mark.end or not node.children:
            return None
        said = status_for_group(self.text, node.mark.end, node.children[0].start)
        labelled = any(p.role is Role.STATUS for p in node.passages)
        own = finding_status(self.text, node) if labelled else None
        return (
            heading_status(words)
            or (classify(words) if node.mark.style == "group" else None)
            or (said.status if said else None)
            or (own.status if own else None)
        )

    def _worded_otherwise(
        self, node: Node, head: tuple[int, int], status: StatusFound | Status | None
    ) -> Statement | None:
        """The first sentence of a unit that is marked as this document marks its problems."""
        if node.mark.style != self.usual or node.section is not None:
            return None
        if (self.labelled or self.stated) and not (node.labelled or status):
            return None
        problem = first_sentence(self.text, head[0], head[1], Strength.DEFICIENT)
        if problem is None or problem.end - problem.start > 80:
            return None
        words = self.text[problem.start : problem.end]
        return None if tells_of_work(words) else problem

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
        return node.level < Level.ORDINAL and all(_is_point(c.node, node) for c in found)

    def _own(
        self,
        node: Node,
        head: tuple[int, int],
        heading: tuple[int, int] | None,
        inherited: Status | None,
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
        if problem is None or not self._answered(node, problem, status, inherited):
            problem = self._worded_otherwise(node, head, status or inherited)
        if problem is None:
            return None
        if problem.start > head[1] and is_aspect(self.text, head):  # （一）学习方面 / 问题：…
            heading = self._heading(node, head) or heading
        org = org_above(self.text, node)
        return Candidate(node, problem.start, problem.end, heading, status, inherited, org)

    def _answered(
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

    def _excluded(self, node: Node, words: str) -> bool:
        """Whether a chapter is about preparations or plans, and none of its units a record."""
        if not is_plan(words) and not is_preparation(words):
            return False
        if statement(words).strength is Strength.ABOUT:
            return False
        return not any(unit.labelled and unit.answered for unit in node.walk())

    def _heading(self, node: Node, head: tuple[int, int]) -> tuple[int, int] | None:
        """The heading's words without stops and quotes; None for a mere number: 台账第1号."""
        start, end = head
        if node.mark.style == "group":
            return None
        if end - start < 2 and node.passages and node.passages[0].role is Role.PROBLEM:
            start = node.passages[0].start
            first_child = node.children[0].start if node.children else node.end
            end = min(sentence_end(self.text, start), first_child)
        start, end = trimmed(self.text, start, min(end, sentence_end(self.text, start)))
        if (tag := _TAG.search(self.text, start, end)) and STATUS_WORDS.fullmatch(tag[1]):
            end = tag.start()
        if end - start < 2 or _COUNTER.fullmatch(self.text, start, end):
            return None
        return start, end
