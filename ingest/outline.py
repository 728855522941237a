"""The outline of a document: its enumerated units as a tree, each with its labelled passages.

Levels nest as the standard has them where a document follows it; where it does not, the numbers
themselves decide: a mark that carries on a list belongs to that list, a mark that begins anew
opens one. Offsets are into the folded text.
"""

import re

from ingest.closing import closing
from ingest.enumerators import PARTS, own_enumerators
from ingest.labels import own_labels
from ingest.markers import BULLETS, Label, Level, Mark, tokens
from ingest.nesting import with_levels
from ingest.node import ANSWERS, Node
from ingest.ordinals import LAST
from ingest.owners import with_owners
from ingest.records import with_records
from ingest.roles import Role
from ingest.statement import Strength, statement
from ingest.unmarked import with_unmarked

_SHORT = frozenset({Role.LEADER, Role.UNIT, Role.DEADLINE, Role.STATUS})
_LONGEST_HEAD = 300  # characters of a heading that are looked at
_LONGEST_LINE = 80  # characters of a problem told in a line
_WINDOW = 60  # siblings that are looked back on
_NO_MARK = Mark(0, 0, Level.PART, "root", 0, True)


def outline(text: str) -> Node:
    """The tree of units in folded `text`; the root holds all of it."""
    builder = _Builder(text)
    found = list(tokens(text, own_labels(text), own_enumerators(text)))
    found = with_owners(text, found)
    found = with_records(text, with_unmarked(text, with_levels(found)))
    # What closes a text without units stands in its second half: its head looks much the same.
    last = max((token.start for token in found if token.opens_line), default=len(text) // 2)
    end = closing(text, last)
    for token in found:
        if token.start >= end:
            break
        if isinstance(token, Mark):
            builder.mark(token)
        else:
            builder.label(token)
    return builder.finish(end)


def _is_labelled_heading(node: Node) -> bool:
    first = node.passages[0] if node.passages else None
    return (
        node.level <= Level.SECTION
        and first is not None
        and first.role is Role.PROBLEM
        and not first.label.opens_line
        and first.label.start <= node.mark.end + 1
    )


def _is_bullet_point(node: Node) -> bool:
    """A bullet under a unit that another kind of mark opened is one of its points."""
    return (
        node.mark.style in BULLETS
        and node.parent is not None
        and node.parent.mark.style != "root"
        and node.parent.level > Level.SECTION
    )


# Units inside units: no office writes half as many, and lists that begin again and again would have
# no end.
_DEEPEST = 40
_ASPECT = re.compile("方面(?:存在)?的?(?:主要|突出|具体)*问题[：。]?$")
_STATEMENTS = ("statement", "told", "bare statement")


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Node(_NO_MARK, None)
        self.stack = [self.root]
        self._strengths: dict[int, Strength] = {}

    def mark(self, mark: Mark) -> None:
        told = mark.style in ("statement", "told")
        if told and not self._statement_is_free(mark):
            return
        if mark.opens_line:
            self._close_short_passages(mark.start)
        if mark.style == "ordinal" and self._is_step_of_item(mark):
            mark = mark._replace(level=Level.ORDINAL)
        depth = self._parent_depth(mark)
        if depth is None:
            return
        self._pop(min(depth, _DEEPEST), mark.start)
        node = Node(mark, self.stack[-1])
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def _is_step_of_item(self, mark: Mark) -> bool:
        """Whether 第一，… on a line of its own lists what was done about the item above: 1.…问题"""
        if mark.ordinal > 1:
            before = (each.mark for each in self.stack if each.mark.style == mark.style)
            return any(b.ordinal + 1 == mark.ordinal and b.level is Level.ORDINAL for b in before)
        top = self.stack[-1]
        item = Level.ITEM <= top.level < Level.ORDINAL and not top.children
        return item and self._is_problem(top)

    def label(self, label: Label) -> None:
        top = self.stack[-1]
        at_head = top.mark.end == label.start and top.mark.style != "root" and not top.passages
        if at_head and (whole := self._numbered_part_of(top, label)):
            self._rejoin(whole)
        depth = len(self.stack) - 1 if at_head or self._has_own(label) else self._owner_depth()
        if not at_head and label.opens_line and label.role in _SHORT:
            depth = self._group_depth(depth, label.role)
        owner = self.stack[depth]
        if (
            label.role is Role.PROBLEM
            and label.opens_line
            and not self._takes_problem(owner, label)
        ):
            self._record(label)
            return
        self._pop(depth + 1, label.start)
        self._close_passage(owner, label.start)
        owner.add(label)

    def _has_own(self, label: Label) -> bool:
        """Whether 整改情况： stands in a unit that is a problem itself: no step has such a label,
        unless it ends a list of which no other item has one."""
        top = self.stack[-1]
        if label.role is not Role.MEASURE or top.section is not None or top.passages:
            return False
        if top.parent is None or top.level <= Level.CHAPTER:
            return False
        if top.level >= Level.ORDINAL and not self._is_problem_line(top, label):
            return False
        before = top.parent.children[-_WINDOW:-1]
        alike = [each for each in before if each.mark.style == top.mark.style]
        return all(each.has_labels for each in alike)

    def _is_problem_line(self, top: Node, label: Label) -> bool:
        """Whether a point is but a line over a label of its own: 一是账目不清。/ 整改情况：…"""
        alone = top.mark.opens_line and label.opens_line
        return alone and label.start - top.mark.end <= _LONGEST_LINE and not top.children

    def _numbered_part_of(self, top: Node, label: Label) -> Node | None:
        """The problem of which a mark numbers but a part: 1.问题：… 2.整改：…, or that of the unit
        around: 关于…的问题 / 1.整改措施：… / 2.完成情况：…
        """
        around = top.parent
        if label.role not in ANSWERS or around is None:
            return None
        above = around.children[-2] if len(around.children) > 1 else None
        if above and above.mark.style == top.mark.style and above.tells_problem:
            told = any(passage.role is label.role for passage in above.passages)
            return None if told else above
        if any(each.tells_problem for each in around.children[-_WINDOW:]):
            return None
        return around if self._is_stated(around) else None

    def _is_stated(self, node: Node) -> bool:
        """Whether the mark's own words state a problem, and no label."""
        return node.mark.style != "root" and self._states_problem(node.mark) is not Strength.NONE

    def _rejoin(self, whole: Node) -> None:
        """Takes the last unit back and goes on with the one of which it is a part."""
        gone = self.stack.pop()
        assert gone.parent is not None
        gone.parent.children.pop()
        if whole is not gone.parent:
            self.stack.append(whole)

    def _group_depth(self, depth: int, role: Role) -> int:
        """A name, date or status behind several problems is said of all of them: where no unit of
        the list has one of its own, it belongs to the unit around the list."""
        owner = self.stack[depth]
        if depth < 2 or owner.parent is None or not owner.answered or owner.mark.style == "record":
            return depth
        if owner.passages[-1].label.opens_line:
            return depth  # one of a series of labels, a line each
        above = [
            each
            for each in owner.parent.children[-_WINDOW:-1]
            if each.mark.style == owner.mark.style
        ]
        shared = bool(above) and all(
            each.answered and not any(p.role in _SHORT for p in each.passages) for each in above
        )
        return depth - 1 if shared and owner.parent.level >= Level.SECTION else depth

    def _close_short_passages(self, end: int) -> None:
        """A name, date or status ends with its line; a list below it belongs to the unit."""
        for node in self.stack:
            passage = node.passages[-1] if node.passages else None
            open_short = passage and not passage.closed and passage.role in _SHORT
            if passage and open_short and self.text[passage.start : end].strip():
                self._close_passage(node, end)
                passage.closed = True

    def finish(self, end: int) -> Node:
        self._pop(1, end)
        self._close(self.root, end)
        return self.root

    def _record(self, label: Label) -> None:
        """A PROBLEM label that begins a record of its own: 问题描述：… 责任人：… 整改时限：…"""
        depth = next((i for i, node in enumerate(self.stack) if node.mark.style == "record"), None)
        if depth is None:
            depth = len(self.stack)
            while depth > 1 and self.stack[depth - 1].level >= Level.STATEMENT:
                depth -= 1
        self._pop(depth, label.start)
        around = self.stack[-1]
        if around.tells_problem and around.answered and around.mark.style != "root":
            self._close_passage(around, label.start)
            around.part(self._record_at(around.passages[0].label))
        node = Node(self._record_at(label), around)
        around.children.append(node)
        self.stack.append(node)
        node.add(label)

    def _record_at(self, label: Label) -> Mark:
        return Mark(label.start, label.start, Level.STATEMENT, "record", 0, True)

    def _parent_depth(self, mark: Mark) -> int | None:
        """How much of the stack stays below a new unit; None where the mark is none."""
        lists = [i for i, node in enumerate(self.stack) if i and node.mark.style == mark.style]
        if mark.style in ("bare heading", "group"):
            return lists[0] if lists else self._by_level(mark, 1)
        if mark.style == "point" and mark.ordinal == LAST:
            return lists[-1] if lists else None
        following = [i for i in lists if self.stack[i].mark.ordinal + 1 == mark.ordinal]
        if mark.style == "record":
            return lists[0] if lists else self._by_level(mark, 1)
        if mark.opens_record:
            records = following or [i for i in lists if self.stack[i].mark.opens_record]
            return records[0] if records else self._by_level(mark, 1)
        if following:
            return self._which_list(following, mark)
        if mark.ordinal > 1 and not mark.opens_line:
            return None
        owner = self._owner_depth()
        under_answer = self.stack[owner].open_role in ANSWERS or (
            self.stack[owner].open_role is Role.PROBLEM and self.stack[owner].level > Level.SECTION
        )
        if mark.ordinal <= 1 and under_answer and mark.level > Level.CHAPTER:
            deeper = [i for i in lists if i > owner]
            return deeper[-1] if deeper else self._by_level(mark, owner + 1)
        if lists:
            return lists[-1]
        return self._by_level(mark, 1)

    def _which_list(self, following: list[int], mark: Mark) -> int:
        """Of several lists that the mark could carry on: the outer one where a problem begins."""
        if len(following) > 1 and self._states_problem(mark) > Strength.DEFICIENT:
            return following[0]
        return following[-1]

    def _by_level(self, mark: Mark, least: int) -> int:
        depth = len(self.stack)
        while depth > least and self.stack[depth - 1].level > mark.level:
            depth -= 1
        return depth

    def _statement_is_free(self, mark: Mark) -> bool:
        """An unnumbered 针对“…”问题 opens a unit only outside of other problems, or under a heading
        of which it tells a part; it ends the unnumbered one before it, whatever list stands open
        inside.
        """
        for node in self.stack[1:]:
            if node.mark.style in _STATEMENTS:
                return True
            ended = node.level >= Level.ORDINAL and not node.mark.opens_line
            if ended:
                continue
            heading = node.level <= Level.SECTION
            part = self._states_problem(mark) is Strength.ABOUT or self._is_aspect(node)
            if not heading or (self._is_problem(node) and not part):
                return False
        return True

    def _owner_depth(self) -> int:
        """Whose label comes next: the innermost unit that is not itself an answer to another.

        A label behind a list of measures belongs to the problem that the list answers.
        """
        depth = len(self.stack) - 1
        while depth > 0:
            node = self.stack[depth]
            if node.mark.names_problem or node.mark.opens_record:
                break
            if node.level < Level.POINT and not _is_bullet_point(node):
                inside = self._inside_problem(depth)
                if node.section is None and not (
                    self._under_problem(depth) and self._is_step(node)
                ):
                    break
                if node.section is not None and self._is_problem(node) and not inside:
                    break
            depth -= 1
        return depth

    def _is_step(self, node: Node) -> bool:
        """Whether a unit inside a problem tells what was done: it names no problem, or follows
        another unit of its list that no label answers."""
        assert node.parent is not None
        before = node.parent.children[-_WINDOW:-1]  # an open unit is the last of its parent
        return not self._is_problem(node) or any(
            not sibling.passages for sibling in before if sibling.mark.style == node.mark.style
        )

    def _under_problem(self, depth: int) -> bool:
        """Whether a unit further out is surely the problem: a chapter is mostly but a heading."""
        return any(
            self._is_problem(node)
            and not _is_labelled_heading(node)
            and (node.level > Level.CHAPTER or self._states_problem(node.mark) >= Strength.NAMED)
            for node in self.stack[1:depth]
        )

    def _inside_problem(self, depth: int) -> bool:
        """Whether a unit further out is the problem, and this one a part of it.

        （一）反馈问题：… over 1. and 2. is a heading, although it is labelled like a problem.
        """
        return any(
            self._is_problem(node) and not _is_labelled_heading(node)
            for node in self.stack[1:depth]
        )

    def _is_problem(self, node: Node) -> bool:
        if node.mark.style.endswith(PARTS):  # 第二方面 防范化解风险 is a heading
            return False
        if node.mark.style == "record" or node.mark.names_problem or node.mark.opens_record:
            return True
        return node.tells_problem or bool(self._states_problem(node.mark))

    def _is_aspect(self, node: Node) -> bool:
        """Whether a heading names but an aspect: 基层党建方面存在的问题."""
        line = self.text[node.mark.end : node.mark.end + _LONGEST_HEAD].split("\n", 1)[0]
        return _ASPECT.search(line) is not None

    def _states_problem(self, mark: Mark) -> Strength:
        if mark.end not in self._strengths:
            line = self.text[mark.end : mark.end + _LONGEST_HEAD].split("\n", 1)[0]
            self._strengths[mark.end] = statement(line).strength
        return self._strengths[mark.end]

    def _takes_problem(self, owner: Node, label: Label) -> bool:
        """Whether a PROBLEM label belongs to the unit that is open, or begins another."""
        if owner.mark.style == "root" or owner.answered:
            return False
        if self._details(owner, label):
            return True
        if owner.mark.style == "record" and not owner.tells_problem:
            return True
        if owner.mark.style == "record" or owner.level <= Level.SECTION:
            return not owner.passages and self._is_problem(owner)
        return not owner.children or owner.section is None

    def _details(self, owner: Node, label: Label) -> bool:
        """Whether 具体表现： only goes on with what 问题： has told of the same unit."""
        last = owner.passages[-1].label if owner.passages else None
        return (
            last is not None
            and last.role is Role.PROBLEM
            and self.text[last.start : last.end] != self.text[label.start : label.end]
        )

    def _pop(self, depth: int, end: int) -> None:
        while len(self.stack) > depth:
            self._close(self.stack.pop(), end)
        parent = self.stack[-1]
        if not parent.children and not parent.passages:
            parent.head_end = end

    def _close(self, node: Node, end: int) -> None:
        node.end = end
        self._close_passage(node, end)
        if not node.children and not node.passages:
            node.head_end = end

    def _close_passage(self, node: Node, end: int) -> None:
        if node.passages:
            if not node.passages[-1].closed:
                node.passages[-1].end = end
        elif not node.children:
            node.head_end = end
