"""What in a report does not add up.

Each check looks at the structured report alone and stays silent where it cannot be sure: a false
alarm costs more trust than a miss.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from ingest.folding import fold
from ingest.model import Finding, Inconsistency, Place, Report, ReportKind, Severity, Status

Check = Callable[[Report], Iterator[Inconsistency]]

_STILL_GOING = re.compile(
    r"(?:仍|尚|还|目前|现|正)?(?:在|处于)?(?:正在(?:推进|整改|建设|办理|施工|进行|协调)|推进中|建设中|施工中|办理中)"
    r"|尚未(?!发现|出现)[^，。；]{0,16}|预计[^，。；]{0,14}(?:完成|投入|竣工|建成)|暂停施工|有待(?:进一步)?(?:完成|解决)|仍未[^，。；]{0,12}"
)
_DONE_SINCE = re.compile(r"现已|已于|目前已|已全部")
_MONEY_WRONG = re.compile(
    "挪用|侵占|截留|套取|骗取|私分|违规[发领报]|虚报冒领|多[领报]|重复(?:领取|发放|报销)"
)
_MONEY_BACK = re.compile(
    "追回|追缴|退还|退回|退缴|清退|收缴|上缴|归还|补上|补缴|返还|归垫|已补|收回|退赔"
)


def inconsistencies(report: Report) -> tuple[Inconsistency, ...]:
    """Everything that the checks find, in the order of the checks."""
    return tuple(found for check in _CHECKS for found in check(report))


def _counts(report: Report) -> Iterator[Inconsistency]:
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


def _status_counts(report: Report) -> Iterator[Inconsistency]:
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


def _parts(report: Report) -> Iterator[Inconsistency]:
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


def _measures(report: Report) -> Iterator[Inconsistency]:
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


def _all_done(report: Report) -> Iterator[Inconsistency]:
    """A report that says all is done while a finding says otherwise."""
    stated = report.declared
    claim = next(
        (
            p
            for p in report.declarations
            if re.search(r"(?:均|全部|都)[^，。；]{0,6}(?:完成|办结|销号)", p.text)
        ),
        None,
    )
    open_ones = [
        f for f in report.findings if f.status in (Status.ONGOING, Status.OPEN, Status.PARTIAL)
    ]
    whole = stated.completed is not None and stated.completed == stated.findings
    if claim and open_ones and (whole or stated.completed is None):
        first = open_ones[0]
        yield Inconsistency(
            code="all-done-but-ongoing",
            severity=Severity.ERROR,
            message=f"文中称问题全部完成整改，但第{first.n}个问题“{first.title}”为{first.status.value}。",
            places=(
                claim,
                Place(span=first.status_span or first.span, text=first.status_text or first.title),
            ),
            finding=first.n,
        )


def _claims(report: Report) -> Iterator[Inconsistency]:
    """A finding that claims to be done while its own measures say that it is not."""
    for finding in report.findings:
        if not finding.status.claims_done or finding.status_inherited:
            continue
        for step, words in (*_steps(finding), *_behind_status(finding)):
            going = _STILL_GOING.search(fold(words))
            if going and not _DONE_SINCE.search(words, going.end()):
                yield Inconsistency(
                    code="done-but-text-ongoing",
                    severity=Severity.WARNING,
                    message=f"第{finding.n}个问题称“{finding.status_text}”，但措施中写明“{going.group()}”。",
                    places=(step,),
                    finding=finding.n,
                )
                break


def _steps(finding: Finding) -> Iterator[tuple[Place, str]]:
    """Each measure and its words."""
    for measure in finding.measures:
        yield Place(span=measure.span, text=measure.text), measure.text


def _behind_status(finding: Finding) -> Iterator[tuple[Place, str]]:
    """What follows the status in its sentence: 完成，目前仍有2份尚未取得."""
    if finding.status_text and finding.status_span and finding.status_text in finding.text:
        rest = finding.text.split(finding.status_text, 1)[1].split("\n", 1)[0][:60]
        yield Place(span=finding.status_span, text=finding.status_text), rest


def _recovery(report: Report) -> Iterator[Inconsistency]:
    """Money taken wrongly, of which nothing is said to have come back."""
    for finding in report.findings:
        if not finding.measures and report.kind is ReportKind.FEEDBACK:
            continue
        taken = [
            a for a in finding.amounts if a.role == "挪用" or _MONEY_WRONG.search(finding.title)
        ]
        if taken and not _MONEY_BACK.search(finding.text):
            yield Inconsistency(
                code="no-recovery",
                severity=Severity.WARNING,
                message=f"第{finding.n}个问题涉及{taken[0].text}，未说明是否追回。",
                places=(Place(span=taken[0].span, text=taken[0].text),),
                finding=finding.n,
            )


def _dates(report: Report) -> Iterator[Inconsistency]:
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


def _missing(report: Report) -> Iterator[Inconsistency]:
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


def _found(
    report: Report, code: str, severity: Severity, message: str, pattern: str
) -> Inconsistency:
    place = next((p for p in report.declarations if re.search(pattern, fold(p.text))), None)
    return Inconsistency(
        code=code, severity=severity, message=message, places=(place,) if place else ()
    )


_CHECKS: tuple[Check, ...] = (
    _counts,
    _status_counts,
    _parts,
    _measures,
    _all_done,
    _claims,
    _recovery,
    _dates,
    _missing,
)
