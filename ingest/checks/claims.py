"""Claims that all or one is done, against what the same report says elsewhere."""

import re
from collections.abc import Iterator

from ingest.extract.dates import dates
from ingest.folding import fold
from ingest.model import Finding, Inconsistency, Place, Report, Severity, Span, Status

_GOING = "推进|整改|建设|办理|施工|进行|协调"
# 尚未开工的项目 names a thing, 项目尚未开工 tells of it.
_STILL_GOING = re.compile(
    rf"(?:仍|尚|还|目前|现|正)?(?:在|处于)?(?:正在(?:{_GOING})|(?:推进|建设|施工|办理)中)"
    r"|尚未(?!发现|出现|[^，。；]{1,8}的)[^，。；]{0,16}|仍未[^，。；]{0,12}"
    r"|预计[^，。；]{0,14}(?:完成|投入|竣工|建成)|暂停(?:施工|实施|推进|建设|办理)|有待(?:进一步)?(?:完成|解决)"
    # 其余5.5万元已进入执行程序; 工程尾款待复验合格后支付.
    r"|(?:其余|剩余|余下|尾款)[^。；]{0,20}?(?:待[^。；]{1,14}后|进入执行|司法程序|分期|陆续|逐步)"
)
# No wording above lacks all of these: most findings are passed over at once.
_UNDONE = re.compile(
    "正在|推进中|建设中|施工中|办理中|尚未|仍未|预计|暂停|有待|其余|剩余|余下|尾款"
)
_DONE_SINCE = re.compile(r"现已|已于|目前已|已全部")
_ALL_DONE = re.compile(r"(?:均|全部|都)[^，。；]{0,6}(?:完成|办结|销号)")
_SENTENCE = re.compile(r"[^。\n]{6,}[。\n]")
_DONE_WORD = re.compile("完成|办结|销号")
_UNTICKED = re.compile(r"[□○◇][ ]?[\u4e00-\u9fff]{2,10}")
_DONE_THEN = re.compile(r"[前底]{0,2}(?:已|全部|均|全面|整改){0,2}(?:完成|办结|整改到位|销号)")
_DONE_AT_A_DATE = re.compile(rf"[年度月份日号\d]{_DONE_THEN.pattern}")
_AHEAD = re.compile(r"(?:计划|预计|拟|将|力争|争取|确保|限|承诺|时限|期限)[^。；\n]{0,8}$")


def all_done(report: Report) -> Iterator[Inconsistency]:
    """A report that says all is done while a finding says otherwise."""
    stated = report.declared
    whole = stated.completed is not None and stated.completed == stated.findings
    claim = next(
        (
            p
            for p in report.declarations
            if _ALL_DONE.search(p.text)
            or (whole and _DONE_WORD.search(p.text) and f"{stated.completed}" in fold(p.text))
        ),
        None,
    )
    open_ones = [
        f for f in report.findings if f.status in (Status.ONGOING, Status.OPEN, Status.PARTIAL)
    ]
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


def contradicted(report: Report) -> Iterator[Inconsistency]:
    """A finding that claims to be done while its own measures say that it is not."""
    for finding in report.findings:
        if not finding.status.claims_done or finding.status_inherited:
            continue
        told = (*_steps(finding), *_outcome(finding), *_behind_status(finding))
        if not _UNDONE.search(fold("\n".join([words for *_, words in told]))):
            continue
        for span, text, words in told:
            going = _STILL_GOING.search(fold(words))
            if going and not _DONE_SINCE.search(words, going.end()):
                yield Inconsistency(
                    code="done-but-text-ongoing",
                    severity=Severity.WARNING,
                    message=f"第{finding.n}个问题称“{finding.status_text}”，但措施中写明“{going.group()}”。",
                    places=(Place(span=span, text=text),),
                    finding=finding.n,
                )
                break


# A place, what is shown of it, and the words that tell how far things are.
_Told = tuple[Span, str, str]


def _steps(finding: Finding) -> Iterator[_Told]:
    """Each measure; where there are none, the last sentence before the status."""
    for measure in finding.measures:
        yield measure.span, measure.text, _UNTICKED.sub("", measure.text)
    if not finding.measures and finding.status_text and finding.status_span:
        told = finding.text.split(finding.status_text, 1)[0].rstrip("【（ ")
        last = _SENTENCE.findall(told)[1:]
        if last:
            yield finding.status_span, finding.status_text, last[-1]


def _outcome(finding: Finding) -> Iterator[_Told]:
    """What stands between the last measure and the status: 整改成效：已收回9.7万元，其余…."""
    if not (finding.measures and finding.status_text and finding.status_span):
        return
    told = finding.text.rpartition(finding.measures[-1].text)[2]
    before, status, _ = told.partition(finding.status_text)
    if status:
        yield finding.status_span, finding.status_text, _UNTICKED.sub("", before)


def _behind_status(finding: Finding) -> Iterator[_Told]:
    """What follows the status in its sentence: 完成，目前仍有2份尚未取得."""
    if finding.status_text and finding.status_span and finding.status_text in finding.text:
        rest = finding.text.split(finding.status_text, 1)[1].split("\n", 1)[0][:60]
        yield finding.status_span, finding.status_text, _UNTICKED.sub("", rest)


def done_after_publication(report: Report) -> Iterator[Inconsistency]:
    """Work that a report tells as done at a date after its own publication."""
    published = report.published_on
    if published is None:
        return
    for finding in report.findings:
        if not finding.status.claims_done:
            continue
        text = fold(finding.text)
        if not _DONE_AT_A_DATE.search(text):
            continue
        for date in dates(text):
            precision = min(len(date.iso), len(published))
            later = len(date.iso) > 4 and date.iso[:precision] > published[:precision]
            told = _DONE_THEN.match(text, date.end)
            if later and told and not _AHEAD.search(text[max(0, date.start - 14) : date.start]):
                yield Inconsistency(
                    code="done-after-publication",
                    severity=Severity.WARNING,
                    message=f"第{finding.n}个问题称{date.iso}已完成，晚于发布日期{published}。",
                    places=(Place(span=finding.span, text=finding.text),),
                    finding=finding.n,
                )
                break
