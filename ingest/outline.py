"""The outline of a document: its enumerated units as a tree, each with its labelled passages.

Levels nest as the standard has them where a document follows it; where it does not, the numbers
themselves decide: a mark that carries on a list belongs to that list, a mark that begins anew
opens one. Offsets are into the folded text.
"""

from ingest.closing import closing
from ingest.enumerators import own_enumerators
from ingest.label_depth import depth_of_label, numbered_part_of, takes_problem
from ingest.labels import own_labels
from ingest.mark_depth import depth_of_mark, is_step_of_item, statement_is_free
from ingest.markers import Label, Level, Mark, tokens
from ingest.nesting import with_levels
from ingest.node import Node
from ingest.open_units import OpenUnits, close_passage
from ingest.owners import with_owners
from ingest.records import with_records
from ingest.roles import Role
from ingest.unmarked import with_unmarked

_PARTS_LABELS = " |"  # 整改状态：已完成 | 牵头部门：财务部


def outline(text: str) -> Node:
    """The tree of units in folded `text`; the root holds all of it."""
    units = OpenUnits(text)
    found = list(tokens(text, own_labels(text), own_enumerators(text)))
    found = with_owners(text, found)
    found = with_records(text, with_unmarked(text, with_levels(text, found)))
    # What closes a text without units stands in its second half: its head looks much the same.
    last = max((token.start for token in found if token.opens_line), default=len(text) // 2)
    end = closing(text, last)
    for token in found:
        if token.start >= end:
            break
        if isinstance(token, Mark):
            _mark(units, token)
        else:
            _label(units, token)
    return units.finish(end)


def _mark(units: OpenUnits, mark: Mark) -> None:
    """Opens the unit of a mark, where it is one."""
    if mark.style in ("statement", "told") and not statement_is_free(units, mark):
        return
    if mark.opens_line:
        units.close_short_passages(mark.start)
    if mark.style == "ordinal" and is_step_of_item(units, mark):
        mark = mark._replace(level=Level.ORDINAL)
    depth = depth_of_mark(units, mark)
    if depth is not None:
        units.open(mark, depth)


def _label(units: OpenUnits, label: Label) -> None:
    """Opens the passage of a label, in the unit to which it belongs or in a record of its own."""
    top = units.stack[-1]
    at_head = top.mark.end == label.start and top.mark.style != "root" and not top.passages
    if at_head and (whole := numbered_part_of(units, top, label)):
        units.rejoin(whole)
    depth = depth_of_label(units, label, at_head=at_head)
    owner = units.stack[depth]
    opens_problem = label.role is Role.PROBLEM and label.opens_line
    if opens_problem and not takes_problem(units, owner, label):
        units.open_record(label)
        return
    end = label.start
    while not label.opens_line and units.text[end - 1] in _PARTS_LABELS:
        end -= 1
    units.close_to(depth + 1, end)
    close_passage(owner, end)
    owner.add(label)
    units.labelled[owner.mark.style] += 1
