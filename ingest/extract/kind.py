"""What sort of document a text is."""

import re

from ingest.model import ReportKind

_OPENING = 1200  # characters that say what a document is, where its title does not
_NEWS = re.compile(
    r"召开|举行|举办|开展.*(?:活动|培训)|(?:会议|培训班|生活会|座谈会|推进会|部署会)$|讲话|致辞"
)
_PLAN = re.compile(r"(?:方案|计划|要点|办法|细则|规定|预案|(?:实施|工作|指导)意见)$")
_NO_NEWS = re.compile(r"通报|报告(?!会)|公告|公示")
_INSPECTION = re.compile(r"巡[察视]")
_INSPECTORS = re.compile(r"巡[察视](?:组|整改|反馈)")
_DUTY = re.compile(r"第一责任人|履行.{0,30}责任.{0,30}(?:情况|报告)|履责")
_FIRST_PERSON = re.compile(r"我本人|本人履行|现将我")
_ARRIVAL = re.compile(r"进驻|巡[察视][^，。\n]{0,30}公告|巡[察视].{0,12}(?:启动|动员)")
_AFTERWARDS = re.compile(r"整改|反馈")
_BARE_NOTICE = re.compile(r"(?:公示|公告|通报|公开|公布)[栏书]?")
_DEMAND = re.compile(r"整改(?:要求|意见|建议)")
_TO_SUPERIOR = re.compile(r"^[^\n。，]{2,24}(?:委|办|办公室|领导小组|党委|党组|委员会)：$", re.M)
_PUBLIC = re.compile(r"通报|公告|公示|公布|公开|说明(?!$)")
_REPORT = re.compile(r"报告(?!会)|汇报|台账|清单|情况|总结")
_AFTER_FEEDBACK = re.compile(r"落实[^，。]{0,16}反馈(?:意见|问题|情况)")
_LEDGER = re.compile(r"清单|台账|一览表|销号单|明细表|统计表")
_ON_RECTIFICATION = re.compile(r"现将.{0,40}整改")
_RECTIFICATION = re.compile(r"整改(?:情况|措施|进展)")
_FOR_THE_PUBLIC = re.compile(r"予以(?:公布|通报)|欢迎.{0,16}监督")


def report_kind(title: str, text: str) -> ReportKind:
    """The sort of document, by its (folded) title, else by what its opening says that it is."""
    if _NEWS.search(title) and not _NO_NEWS.search(title):
        return ReportKind.OTHER
    if _PLAN.search(title):
        return ReportKind.OTHER
    opening = text[:_OPENING]
    by_title = _by_words(title)
    if by_title is None and _LEDGER.search(title):
        by_title = ReportKind.REPORT
    kind = by_title or _feedback(title, title, opening)
    kind = kind or _by_opening(opening) or _feedback(opening, title, opening)
    if kind:
        return kind
    if _BARE_NOTICE.fullmatch(title) and _INSPECTION.search(opening) and "改" in opening:
        return ReportKind.NOTICE
    if _RECTIFICATION.search(text) and _INSPECTION.search(text):
        return ReportKind.NOTICE if _FOR_THE_PUBLIC.search(text) else ReportKind.REPORT
    return ReportKind.OTHER


def _by_words(words: str, *, first_person: bool = True) -> ReportKind | None:
    """The kind that the words name; a report of one's own duties only in the first person."""
    if "审计" in words and "整改" in words and not _INSPECTORS.search(words):
        return ReportKind.AUDIT
    if first_person and _DUTY.search(words):
        return ReportKind.DUTY_REPORT
    if _ARRIVAL.search(words) and not _AFTERWARDS.search(words):
        return ReportKind.ARRIVAL
    if _AFTER_FEEDBACK.search(words):
        if _PUBLIC.search(words):
            return ReportKind.NOTICE
        if _REPORT.search(words):
            return ReportKind.REPORT
    if "整改" in words and not _DEMAND.search(words):
        if _PUBLIC.search(words):
            return ReportKind.NOTICE
        if _REPORT.search(words):
            return ReportKind.REPORT
    return None


def _by_opening(opening: str) -> ReportKind | None:
    kind = _by_words(opening, first_person=bool(_FIRST_PERSON.search(opening)))
    told = "整改" in opening and not _DEMAND.search(opening)
    if (
        kind in (ReportKind.NOTICE, ReportKind.REPORT, None)
        and told
        and _TO_SUPERIOR.search(opening)
    ):
        return ReportKind.REPORT
    return kind


def _feedback(words: str, title: str, opening: str) -> ReportKind | None:
    """What inspectors told, without a word of what was done about it."""
    told = "反馈" in words and _INSPECTION.search(words)
    if told and "整改" not in title and not _ON_RECTIFICATION.search(opening):
        return ReportKind.FEEDBACK
    return None
