"""Statuses of findings that state none themselves: told for all at once, or by their last words."""

import msgspec

from ingest.extract.common_status import status_for_all
from ingest.extract.numbered_status import (
    is_pair,
    status_of_rest,
    statuses_by_number,
    statuses_by_pair,
    statuses_in_table,
)
from ingest.extract.page import Page
from ingest.extract.status_wording import StatusFound
from ingest.extract.unfinished import under_way
from ingest.model import Finding, Span, Status


def with_common_status(
    page: Page, found: tuple[Finding, ...], overview: list[tuple[int, int]]
) -> tuple[Finding, ...]:
    """A status that the report states for all problems, or for some by their numbers, given to the
    findings that state none."""
    if all(f.status is not Status.UNSTATED for f in found):
        return found
    common = next(
        (s for start, end in overview if (s := status_for_all(page.folded, start, end))), None
    )
    single = statuses_in_table(page.folded)
    for start, end in overview:
        single |= statuses_by_number(page.folded, start, end)
    if all(f.number and is_pair(f.number) for f in found):
        said = (statuses_by_pair(page.folded, *each) for each in overview)
        pairs = {number: status for each in said for number, status in each.items()}
        single |= {f.n: pairs[f.number] for f in found if f.number in pairs}
    left = sum(f.n not in single for f in found)
    if single and left and common is None:
        rest = (status_of_rest(page.folded, start, end, left) for start, end in overview)
        common = next(filter(None, rest), None)
    return tuple(_inheriting(page, f, single.get(f.n) or common) for f in found)


def unless_stated(page: Page, finding: Finding, span: Span) -> Finding:
    """The finding, under way where it states no status and its last words tell of work."""
    if finding.status is not Status.UNSTATED:
        return finding
    said = under_way(page.folded, *span)
    return finding if said is None else _with_status(page, finding, said, inherited=False)


def _inheriting(page: Page, finding: Finding, said: StatusFound | None) -> Finding:
    if said is None or finding.status is not Status.UNSTATED:
        return finding
    return _with_status(page, finding, said, inherited=True)


def _with_status(page: Page, finding: Finding, said: StatusFound, *, inherited: bool) -> Finding:
    span = (said.start, said.end)
    return msgspec.structs.replace(
        finding,
        status=said.status,
        status_text=page.words(span),
        status_span=page.origin(span),
        status_inherited=inherited,
    )
