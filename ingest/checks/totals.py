"""Stated totals against each other and against what the report lists."""

import re
from collections.abc import Iterator

from ingest.folding import fold
from ingest.model import Inconsistency, Report, ReportKind, Severity, Status

# Two percentages are the same where rounding can explain the difference.
_ROUNDING = 1.0
_TOLERANCE = 5  # a fifth of the measures may be missing before it is no miscount
_REFINED = re.compile(r"细化[为成](\d{1,4})")
_SUSTAINED = re.compile(r"长期坚持[\u4e00-\u9fff]{0,4}(\d{1,4})")
_OPEN = re.compile(r"未[\u4e00-\u9fff]{2,8}(\d{1,4})")
_RATE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)%")


def listed_findings(report: Report) -> Iterator[Inconsistency]:
    """The stated number of problems against the listed ones.

    A responsible person reports on the problems that were his own part of them.
    """
    stated, listed = report.declared.findings, len(report.findings)
    part = report.kind is ReportKind.DUTY_REPORT and stated is not None and listed < stated
    if stated is None or not listed or part:
        return
    refined = _counted_as(report, _REFINED)
    also = f"，又称细化为{refined}个" if refined and refined != stated else ""
    fewer = refined is not None and refined < stated  # nothing is refined into fewer
    if stated != listed or fewer:
        yield _found(
            report,
            "findings-count",
            Severity.ERROR,
            f"文中称有{stated}个问题{also}，实际列出{listed}个。",
            rf"{stated}(?:个|项|条)",
        )


def listed_statuses(report: Report) -> Iterator[Inconsistency]:
    """Stated numbers of completed and ongoing problems against the listed statuses."""
    listed = [f.status for f in report.findings]
    if not listed or Status.UNSTATED in listed:
        return
    if (report.declared.completed or 0) > (report.declared.findings or len(listed)):
        return  # 25个问题分解为61项任务，已完成58项 counts the tasks
    done = sum(status.claims_done for status in listed)
    ongoing = sum(status in (Status.ONGOING, Status.OPEN) for status in listed)
    stated = report.declared
    # A report that counts the partly done ones apart counts them nowhere else.
    apart = _partly(report) > 0
    partial = 0 if apart else sum(status is Status.PARTIAL for status in listed)
    unlisted = max(0, (stated.findings or 0) - len(listed))
    most = done + partial + unlisted
    # 已完成1个，正在整改1个，长期坚持1个 counts the sustained ones apart.
    kept_apart = listed.count(Status.SUSTAINED) if _counted_as(report, _SUSTAINED) else 0
    least = done - kept_apart
    if stated.completed is not None and not least <= stated.completed <= most:
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
    """Completed and ongoing together against the stated total.

    Where they are counted by another unit than the total (35个问题, 完成30项), they may well count
    other things: then it is but a note.
    """
    stated = report.declared
    if stated.findings is None or stated.completed is None or stated.in_progress is None:
        return
    counted = stated.completed + stated.in_progress + _partly(report)
    apart = [_counted_as(report, rule) or 0 for rule in (_OPEN, _SUSTAINED)]
    sums = {counted, counted + apart[0], counted + apart[1], counted + sum(apart)}
    if sums & {stated.findings, stated.measures}:
        return  # 完成30项，正在推进4项 may count the measures
    total, part = _unit(report, stated.findings), _unit(report, stated.completed)
    # 治愈4个，好转1个，仍在治疗1个: those between may be told in other words.
    between = sum(f.status is Status.PARTIAL for f in report.findings)
    mild = bool(total and part and total != part) or stated.findings - counted == between
    yield _found(
        report,
        "parts-total",
        Severity.NOTE if mild else Severity.ERROR,
        f"完成{stated.completed}个与正在整改{stated.in_progress}个之和不等于总数{stated.findings}个。",
        rf"{stated.completed}(?:个|项|条)",
    )


def _unit(report: Report, number: int) -> str | None:
    """What a stated number counts by: 个 of 35个问题, 项 of 42项; None where no place tells."""
    for place in report.declarations:
        if found := re.search(rf"(?<!\d){number}(个|项|条|件)", fold(place.text)):
            return found[1]
    return None


def _partly(report: Report) -> int:
    """The number of problems that the report counts as partly done and not as ongoing."""
    return sum(
        int(number)
        for p in report.declarations
        if re.search("阶段性|基本", p.text) and not re.search("持续|正在", p.text)
        for number in re.findall(r"\d+", fold(p.text))[:1]
    )


def _counted_as(report: Report, rule: re.Pattern[str]) -> int | None:
    """The number in the first declaration that the rule matches."""
    found = (rule.search(fold(p.text)) for p in report.declarations)
    return next((int(count[1]) for count in found if count), None)


def listed_measures(report: Report) -> Iterator[Inconsistency]:
    """The stated number of measures against the listed ones.

    A report that lists far fewer, or tells of a problem in prose, lists but the main ones.
    """
    stated = report.declared.measures
    listed = sum(len(f.measures) for f in report.findings)
    if stated is None or not listed or listed == stated:
        return
    few = stated - listed > max(2, stated // _TOLERANCE)
    if listed > stated or (
        not few and all(f.measures or not f.status.claims_done for f in report.findings)
    ):
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
