"""Dates out of order, and parts that a report should have."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.extract.dates import dates as dates_in
from ingest.folding import fold
from ingest.model import Inconsistency, Place, Report, ReportKind, Severity

_EARLY = 14  # characters in which a measure names its own date
_TAKEN_THEN = re.compile(r"(?:于|在|已于|截至)?")
_DID = re.compile(
    r"[，前起]?(?:镇|乡|县|区|市|局|院|校|村|党|支部|街道|由|对|将|已|再次|组织|召开|开展|印发|制[定订]|修[订改]"
    r"|出台|完成|下发|建立|成立|退[还回缴]|追[回缴]|收[回缴])"
)


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


def measures_before_feedback(report: Report) -> Iterator[Inconsistency]:
    """Measures dated before the feedback: 边查边改 is fine, but worth knowing.

    Only a measure that begins with a date of its own counts; a date further on may be its object.
    """
    told = report.feedback_on
    if told is None:
        return
    for finding in report.findings:
        for measure in finding.measures:
            if "年" not in measure.text[:_EARLY]:
                continue
            text = fold(measure.text[: 2 * _EARLY])
            date = next(dates_in(text), None)
            if date is None or not _TAKEN_THEN.fullmatch(text[: date.start]):
                continue
            precision = min(len(date.iso), len(told))
            early = len(date.iso) > 4 and date.iso[:precision] < told[:precision]
            if early and _DID.match(text, date.end):
                yield Inconsistency(
                    code="measure-before-feedback",
                    severity=Severity.NOTE,
                    message=f"第{finding.n}个问题的措施注明{date.iso}，早于反馈日期{told}。",
                    places=(Place(span=measure.span, text=measure.text),),
                    finding=finding.n,
                )
                break


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
