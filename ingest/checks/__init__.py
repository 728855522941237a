"""What in a report does not add up.

Each check looks at the structured report alone and stays silent where it cannot be sure: a false
alarm costs more trust than a miss.
"""

from collections.abc import Callable, Iterator

from ingest.checks import answers, claims, follow_up, parts, totals
from ingest.model import Inconsistency, Report

Check = Callable[[Report], Iterator[Inconsistency]]

_CHECKS: tuple[Check, ...] = (
    totals.listed_findings,
    totals.listed_statuses,
    totals.parts,
    totals.rate,
    totals.listed_measures,
    claims.all_done,
    claims.contradicted,
    claims.done_after_publication,
    follow_up.money,
    follow_up.person,
    answers.exchanged,
    parts.dates,
    parts.measures_before_feedback,
    parts.missing,
)


def inconsistencies(report: Report) -> tuple[Inconsistency, ...]:
    """Everything that the checks find, in the order of the checks."""
    return tuple(found for check in _CHECKS for found in check(report))
