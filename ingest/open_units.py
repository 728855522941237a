"""The units that stand open while a document is read, the outermost first."""

from collections import Counter

from ingest.markers import Label, Level, Mark
from ingest.node import Node
from ingest.roles import Role
from ingest.unit_problem import UnitProblems

SHORT = frozenset({Role.LEADER, Role.UNIT, Role.DEADLINE, Role.STATUS})
# Units inside units: no office writes half as many, and lists that begin again and again would have
# no end.
_DEEPEST = 40
WINDOW = 60  # siblings that are looked back on
_NO_MARK = Mark(0, 0, Level.PART, "root", 0, True)


class OpenUnits:
    """A tree in the making: `stack[0]` is its root, the last of `stack` the innermost open unit."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Node(_NO_MARK, None)
        self.stack = [self.root]
        self.problems = UnitProblems(text)
        self.labelled: Counter[str] = Counter()  # labels that units of a style of mark have

    def open(self, mark: Mark, depth: int) -> Node:
        """A new unit below the outermost `depth` units; those deeper end where it begins."""
        self.close_to(min(depth, _DEEPEST), mark.start)
        return self._push(mark)

    def open_record(self, label: Label) -> None:
        """A PROBLEM label that begins a record of its own: 问题描述：… 责任人：… 整改时限：…"""
        depth = next((i for i, node in enumerate(self.stack) if node.mark.style == "record"), None)
        if depth is None:
            depth = len(self.stack)
            while depth > 1 and self.stack[depth - 1].level >= Level.STATEMENT:
                depth -= 1
        self.close_to(depth, label.start)
        around = self.stack[-1]
        if around.tells_problem and around.answered and around.mark.style != "root":
            close_passage(around, label.start)
            around.part(_record_at(around.passages[0].label))
        self._push(_record_at(label)).add(label)

    def rejoin(self, whole: Node) -> None:
        """Takes the last unit back and goes on with the one of which it is a part."""
        gone = self.stack.pop()
        assert gone.parent is not None
        gone.parent.children.pop()
        if whole is not gone.parent:
            self.stack.append(whole)

    def close_to(self, depth: int, end: int) -> None:
        """Ends all but the outermost `depth` units."""
        while len(self.stack) > depth:
            _close(self.stack.pop(), end)
        parent = self.stack[-1]
        if not parent.children and not parent.passages:
            parent.head_end = end

    def close_short_passages(self, end: int) -> None:
        """A name, date or status ends with its line; a list below it belongs to the unit."""
        for node in self.stack:
            passage = node.passages[-1] if node.passages else None
            open_short = passage and not passage.closed and passage.role in SHORT
            if passage and open_short and self.text[passage.start : end].strip():
                close_passage(node, end)
                passage.closed = True

    def finish(self, end: int) -> Node:
        """The root of the tree, every unit closed."""
        self.close_to(1, end)
        _close(self.root, end)
        return self.root

    def _push(self, mark: Mark) -> Node:
        node = Node(mark, self.stack[-1])
        self.stack[-1].children.append(node)
        self.stack.append(node)
        return node


def alike_before(node: Node) -> list[Node]:
    """The units of an open unit's list that stand right before it."""
    if node.parent is None:
        return []
    before = node.parent.children[-WINDOW:-1]  # an open unit is the last of its parent
    return [each for each in before if each.mark.style == node.mark.style]


def close_passage(node: Node, end: int) -> None:
    """Ends the last labelled passage of a unit, or its head where it has none."""
    if node.passages:
        if not node.passages[-1].closed:
            node.passages[-1].end = end
    elif not node.children:
        node.head_end = end


def _close(node: Node, end: int) -> None:
    node.end = end
    close_passage(node, end)
    if not node.children and not node.passages:
        node.head_end = end


def _record_at(label: Label) -> Mark:
    return Mark(label.start, label.start, Level.STATEMENT, "record", 0, True)
