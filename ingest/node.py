"""Units of an outline, each with its labelled passages. Offsets are into the folded text."""

from collections.abc import Iterator

from ingest.markers import Label, Level, Mark
from ingest.roles import Role

ANSWERS = frozenset({Role.MEASURE, Role.RESULT, Role.STATUS})


class Passage:
    """What stands behind one label: `[start, end)` of the text, the label itself left out."""

    __slots__ = ("closed", "end", "label", "role", "start")

    def __init__(self, label: Label) -> None:
        self.label = label
        self.role = label.role  # what the passage holds
        self.closed = False
        self.start = label.end
        self.end = label.end


class Node:
    """One unit: mark, head, labelled passages, units inside it. `end` includes all of these.

    `section` is the role of the parent's label under which the unit stands: an item under 整改措施
    is a measure, whatever it says.
    """

    __slots__ = (
        "answered",
        "children",
        "end",
        "has_labels",
        "head_end",
        "labelled",
        "level",
        "mark",
        "parent",
        "passages",
        "section",
        "start",
        "tells_problem",
    )

    def __init__(self, mark: Mark, parent: "Node | None") -> None:
        self.mark = mark
        self.level: Level = mark.level  # how deep the mark stands
        self.start = mark.start  # where the unit begins, its mark included
        self.parent = parent
        self.children: list[Node] = []
        self.passages: list[Passage] = []
        self.answered = False  # whether a label of this very unit says what was done about it
        self.labelled = False  # whether a label says more than what the problem is
        self.tells_problem = False  # whether a label says what the problem is
        self.has_labels = False  # whether this unit or one inside it has labels
        self.section: Role | None = parent.open_role if parent else None
        if mark.style in ("measure", "owner"):  # 措施一： 财政所：
            self.section = Role.MEASURE
        self.head_end = mark.end
        self.end = mark.end

    @property
    def open_role(self) -> Role | None:
        """The role of the last label, as long as units that follow stand under it."""
        if not self.passages or self.passages[-1].closed:
            return None
        return self.passages[-1].role

    def add(self, label: Label) -> None:
        """Open the passage behind a label."""
        self.passages.append(Passage(label))
        self.answered = self.answered or label.role in ANSWERS
        self.labelled = self.labelled or label.role is not Role.PROBLEM
        self.tells_problem = self.tells_problem or label.role is Role.PROBLEM
        around: Node | None = self
        while around is not None and not around.has_labels:
            around.has_labels = True
            around = around.parent

    def part(self, mark: Mark) -> None:
        """Make what was labelled so far a record of its own inside this unit, now but a heading."""
        record = Node(mark, self)
        record.section = None
        record.passages, record.children = self.passages, self.children
        record.answered = record.labelled = record.tells_problem = record.has_labels = True
        record.end = record.passages[-1].end
        for child in record.children:
            child.parent = record
        self.passages, self.children = [], [record]
        self.answered = self.labelled = self.tells_problem = False

    def walk(self) -> Iterator["Node"]:
        """This unit and all units inside it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()
