"""What sort of document a text is."""

import re

from ingest.model import ReportKind

_OPENING = 1200  # characters that say what a document is, where its title does not
_NEWS = re.compile(
    r"召开|举行|举办|开展.*(?:活动|培训)|(?:会议|培训班|生活会|座谈会|推进会|部署会)$|讲话|致辞"
)
_PLAN = re.compile(r"(?:方案|计划|要点|办法|细则|规定|预案|(?:实施|工作|指导)意见)$")
_DRAFT = re.compile("(?<=报告)（[^（）]{2,12}）$")  # …情况的报告（社会公开稿）
_NO_NEWS = re.compile(r"通报|报告(?!会)|公告|公示")
_INSPECTION = re.compile(r"巡[察视]")
_INSPECTORS = re.compile(r"巡[察视](?:组|整改|反馈)")
_DUTY = re.compile(
    r"第一责任人|(?:负责人|负责同志|书记)组织(?:落实|整改)|履行.{0,30}责任.{0,30}(?:情况|报告)|履责"
)
_FIRST_PERSON = re.compile(r"我本人|本人履行|现将我")
_ARRIVAL = re.compile(r"进驻|巡[察视][^，。\n]{0,30}公告|巡[察视].{0,12}(?:启动|动员)")
_AFTERWARDS = re.compile(r"整改|反馈")
_BARE_NOTICE = re.compile(r"(?:公示|公告|通报|公开|公布)[栏书]?")
_DEMAND = re.compile(r"整改(?:要求|意见|建议)")
_TO_SUPERIOR = re.compile(r"^[^\n。，]{2,24}(?:委|办|办公室|领导小组|党委|党组|委员会)：$", re.M)
_PUBLIC = re.compile(r"通报|公告|公示|公布|公开|说明(?!$)")
_REPORT = re.compile(r"报告(?!会)|汇报|台账|清单|情况|总结")
_AFTER_FEEDBACK = re.compile(r"落实[^，。]{0,16}反馈(?:意见|问题|情况)")
_LEDGER = re.compile(r"清单|台账|一览表|销号[单表]|对照表|明细表|统计表")
# 巡察反馈问题销号台账（公示稿）
_SHOWN = re.compile(r"（(?:公示|公开|公布)[^（）\n]{0,3}）[ ]*$", re.M)
_HEAD = 80  # characters of a title and of the line below
_ON_RECTIFICATION = re.compile(r"现(?:根据[^，。]{0,16})?将.{0,40}整改")
_PUBLISHES = re.compile(
    rf"{_ON_RECTIFICATION.pattern}[^。\n]{{0,16}}情况[^。\n]{{0,8}}(?:公[布开示]|通报)"
)
_RECTIFICATION = re.compile(r"整改(?:情况|措施|进展)")
_FOR_THE_PUBLIC = re.compile(
    r"予以?(?:公布|公开|公示|通报)|欢迎.{0,30}监督|向社会公[开布示]|(?:公布|公示|公开|通报|说明)如下"
    r"|请(?:大家|乡亲们|群众|社会各界)[^。\n]{0,6}(?:监督|评判)"
)
# A title that says neither 通报 nor 报告: …巡察整改进展情况.
_BARE_TITLE = re.compile(r"(?:情况|措施|进展|说明)$")
_LETTERS = re.compile(r"来信来电来访|来电来访|来信来访|意见箱|信访(?:接待|举报)|公告如下")
_TOLD = re.compile(r"整改(?:落实|进展)?情况(?!等|[，；])|反馈")
_TELLS = re.compile(r"^[^。\n]{0,80}(?:反馈(?:大?会|会议|巡[察视](?:情况|意见))|巡[察视]情况反馈)")
_HELD = re.compile(r"^[^。\n]{0,40}(?:召开|举行|举办)[^。\n]{0,40}(?:会|班)(?=[，。\n]|议)")


def report_kind(title: str, text: str) -> ReportKind:
    """The sort of document, by its (folded) title, else by what its opening says that it is."""
    title = _DRAFT.sub("", title)
    if _NEWS.search(title) and not _NO_NEWS.search(title):
        return ReportKind.OTHER
    if _PLAN.search(title):
        return ReportKind.OTHER
    opening = text[:_OPENING]
    if not title and _is_news(opening) and not _FOR_THE_PUBLIC.search(opening):
        return ReportKind.OTHER
    if not title and _TELLS.match(opening.lstrip()) and not _ON_RECTIFICATION.search(opening):
        return ReportKind.FEEDBACK
    by_title = _by_words(title)
    if by_title is ReportKind.REPORT and _BARE_TITLE.search(title):
        to_superior = _TO_SUPERIOR.search(opening)
        by_title = ReportKind.NOTICE if not to_superior and _is_public(text) else by_title
    if by_title is None and _LEDGER.search(title):
        by_title = ReportKind.NOTICE if _SHOWN.search(opening[:_HEAD]) else ReportKind.REPORT
    kind = by_title or _feedback(title, title, opening)
    kind = kind or _by_opening(opening) or _feedback(opening, title, opening)
    if kind:
        return kind
    if _INSPECTION.search(opening) and _LETTERS.search(opening) and not _TOLD.search(opening):
        return ReportKind.ARRIVAL
    if _BARE_NOTICE.fullmatch(title) and _INSPECTION.search(opening) and "改" in opening:
        return ReportKind.NOTICE
    if _RECTIFICATION.search(text) and _INSPECTION.search(text):
        return ReportKind.NOTICE if _is_public(text) else ReportKind.REPORT
    return ReportKind.OTHER


def _is_news(opening: str) -> bool:
    """Whether the first sentence tells of a meeting, other than one that tells the findings."""
    held = _HELD.match(opening.lstrip())
    return held is not None and not re.search("反馈(?:大?会|会议)", held.group())


def _is_public(text: str) -> bool:
    return _FOR_THE_PUBLIC.search(text) is not None


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
    if kind is None and _PUBLISHES.search(opening):
        kind = ReportKind.NOTICE
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
