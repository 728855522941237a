"""What people wrote about findings of former versions that no new version has."""

from collections.abc import Iterator

from indexer.edits import Edit
from indexer.linking.decisions import Decision
from ingest.model import Record
from web.context import Context


class Left(Record, frozen=True, kw_only=True):
    """What was left on a former version's finding, which has this `title`; its report's new version
    is `report`. Of `edit` and `decision` one is there."""

    id: str
    title: str
    report: str | None
    edit: Edit | None = None
    decision: Decision | None = None


def left_on_former_versions(here: Context) -> Iterator[Left]:
    """The edits and decisions that wait to be made again, or to be taken off the list."""
    left = here.reading.left_behind()
    for edit in left.edits:
        yield _left(here, edit.finding, edit=edit)
    for each in left.decisions:
        former = each.a if not here.reading.finding(each.a).report.current else each.b
        yield _left(here, former, decision=each)


def _left(
    here: Context, id: str, edit: Edit | None = None, decision: Decision | None = None
) -> Left:
    entry = here.reading.finding(id)
    return Left(
        id=id,
        title=entry.finding.title,
        report=entry.report.superseded_by,
        edit=edit,
        decision=decision,
    )
