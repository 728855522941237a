"""Stated totals against each other and against what the report lists."""

import re
from collections.abc import Iterator

from ingest.folding import fold
from ingest.model import Inconsistency, Report, Severity, Status

# Two percentages are the same where rounding can explain the difference.
_ROUNDING = 1.0
_RATE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)%")


def listed_findings(report: Report) -> Iterator[Inconsistency]:
    """The stated number of problems against the listed ones."""
    stated, listed = report.declared.findings, len(report.findings)
    if stated is not None and listed and stated != listed:
        yield _found(
            report,
            "findings-count",
            Severity.ERROR,
            f"文中称有{stated}个问题，实际列出{listed}个。",
            rf"{stated}(?:个|项|条)",
        )


def listed_statuses(report: Report) -> Iterator[Inconsistency]:
    """Stated numbers of completed and ongoing problems against the listed statuses."""
    listed = [f.status for f in report.findings]
    if not listed or Status.UNSTATED in listed:
        return
    done = sum(status.claims_done for status in listed)
    ongoing = sum(status in (Status.ONGOING, Status.OPEN) for status in listed)
    partial = sum(status is Status.PARTIAL for status in listed)
    stated = report.declared
    unlisted = max(0, (stated.findings or 0) - len(listed))
    most = done + partial + unlisted
    if stated.completed is not None and not done <= stated.completed <= most:
        yield _found(
            report,
            "completed-count",
            Severity.ERROR,
            f"文中称完成{stated.completed}个，按各问题所述为{done}个。",
            rf"{stated.completed}(?:个|项|条)",
        )
    if stated.in_progress is not None and not (
        ongoing <= stated.in_progress <= ongoing + partial + unlisted
    ):
        yield _found(
            report,
            "in-progress-count",
            Severity.ERROR,
            f"文中称正在整改{stated.in_progress}个，按各问题所述为{ongoing}个。",
            rf"{stated.in_progress}(?:个|项|条)",
        )


def parts(report: Report) -> Iterator[Inconsistency]:
    """Completed and ongoing together against the stated total."""
    stated = report.declared
    if stated.findings is None or stated.completed is None or stated.in_progress is None:
        return
    counted = stated.completed + stated.in_progress
    partial = sum(
        int(number)
        for p in report.declarations
        if re.search("阶段性|基本", p.text)
        for number in re.findall(r"\d+", fold(p.text))[:1]
    )
    if stated.findings not in (counted, counted + partial):
        yield _found(
            report,
            "parts-total",
            Severity.ERROR,
            f"完成{stated.completed}个与正在整改{stated.in_progress}个之和不等于总数{stated.findings}个。",
            rf"{stated.completed}(?:个|项|条)",
        )


def listed_measures(report: Report) -> Iterator[Inconsistency]:
    """The stated number of measures against the listed ones; a report may list but the main."""
    stated = report.declared.measures
    listed = sum(len(f.measures) for f in report.findings)
    if stated is not None and listed and listed != stated:
        yield _found(
            report,
            "measures-count",
            Severity.WARNING if listed > stated else Severity.NOTE,
            f"文中称制定措施{stated}条，实际列出{listed}条。",
            rf"{stated}(?:个|项|条)",
        )


def rate(report: Report) -> Iterator[Inconsistency]:
    """A stated rate of completion against the quotient of the stated numbers."""
    stated = report.declared
    if not stated.findings or stated.completed is None:
        return
    quotient = 100 * stated.completed / stated.findings
    for place in report.declarations:
        found = _RATE.search(fold(place.text))
        if found and abs(float(found.group(1)) - quotient) > _ROUNDING:
            yield Inconsistency(
                code="rate-quotient",
                severity=Severity.ERROR,
                message=f"文中称“{place.text}”，按{stated.completed}/{stated.findings}应为{quotient:.1f}%。",
                places=(place,),
            )


def _found(
    report: Report, code: str, severity: Severity, message: str, pattern: str
) -> Inconsistency:
    """An inconsistency of the first declaration that the pattern matches."""
    place = next((p for p in report.declarations if re.search(pattern, fold(p.text))), None)
    return Inconsistency(
        code=code, severity=severity, message=message, places=(place,) if place else ()
    )
