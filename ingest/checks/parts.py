"""Dates out of order, and parts that a report should have."""

from collections.abc import Iterator
from itertools import pairwise

from ingest.model import Inconsistency, Report, ReportKind, Severity


def dates(report: Report) -> Iterator[Inconsistency]:
    """Dates that cannot follow one another."""
    steps = (
        ("巡察开始", report.inspection_start),
        ("巡察结束", report.inspection_end),
        ("反馈", report.feedback_on),
        ("发布", report.published_on),
    )
    if report.kind is ReportKind.ARRIVAL:
        return  # announced beforehand
    known = [(name, date) for name, date in steps if date]
    for (name, date), (later_name, later) in pairwise(known):
        precision = min(len(date), len(later))
        if later[:precision] < date[:precision]:
            yield Inconsistency(
                code="dates-order",
                severity=Severity.ERROR,
                message=f"{later_name}日期{later}早于{name}日期{date}。",
            )


def missing(report: Report) -> Iterator[Inconsistency]:
    """Parts that a report with findings should have."""
    if not report.findings or report.kind in (ReportKind.FEEDBACK, ReportKind.DUTY_REPORT):
        return
    if report.published_on is None:
        yield Inconsistency(
            code="missing-publication",
            severity=Severity.NOTE,
            message="没有找到落款日期或发布日期。",
        )
    if all(f.deadline is None for f in report.findings):
        yield Inconsistency(
            code="missing-deadline", severity=Severity.NOTE, message="所有问题都没有写明完成时限。"
        )
    if all(f.responsible is None and f.responsible_unit is None for f in report.findings):
        yield Inconsistency(
            code="missing-responsible",
            severity=Severity.NOTE,
            message="所有问题都没有写明责任领导或责任单位。",
        )
