"""Who inspected whom, when, in which round."""

import re
from typing import NamedTuple

from ingest.extract.body import BODY, ORDINAL, clean_body, first_body, first_inspector
from ingest.extract.dates import Date, date_range, dates
from ingest.extract.inspected import is_own, named_by_title, orgs_of_title, split_orgs
from ingest.model import ReportKind

_OPENING = 2500  # characters in which a report tells of its inspection
_WHEN = r"(?:(?:自|于|从|在)?(?:\d|[xX])[^。；\n对]{0,40}?[日止间月]，?)?"
_ORG_UP_TO_STOP = r"[^，。；：\n]{2,60}?(?=[，。；\n])"
_ACT = re.compile(
    rf"{_WHEN}(?:对|就|进驻|赴)(?P<org>[^，。；：\n]{{2,60}}?)"
    r"(?:集中)?(?:进行|开展|实施)(?:了)?(?P<act>[^，。；\n]{0,24})"
    r"|进驻(?P<stay>[^，。；：\n]{2,40}?)(?=[，。；\n])"
    rf"|(?:[^，。；\n]{{0,24}}，){{0,2}}巡[察视]了(?P<visited>{_ORG_UP_TO_STOP})"
    rf"|[^，。；\n]{{0,40}}日(?:驻点)?巡[察视]了?(?P<toured>{_ORG_UP_TO_STOP})"
)
# 巡察组在甲镇党委蹲了四十天: any verb, as long as an organisation of the Party follows.
_ANY_ACT = re.compile(
    r"[^，。；\n]{0,30}?(?:对|在|赴|到|进驻|巡[察视]了?)"
    r"(?P<org>[\u4e00-\u9fff]{2,24}?(?:党委|党组|党工委|党总支|党支部))(?!书记)"
)
_INSPECTING = re.compile("巡|审计|检查|回头看")
_PASSIVE = re.compile(r"([^，。；\n]{2,30}?)(?:接受了?|迎来了?)([^，。；\n]{0,16}?巡[察视]组)")
_NAMED_KIND = re.compile(r"(提级|机动|专项|常规)式?(?:政治)?巡[察视]")
_KINDS = (
    ("回头看", re.compile(r"巡[察视]?(?:整改)?[“‘\"']?回头看|[“‘\"']回头看[”’\"']")),
    ("提级", re.compile("提级")),
    ("机动", re.compile("机动")),
    ("专项", re.compile(r"专项(?:巡|检|监)|专项政治巡")),
    ("常规", re.compile("常规")),
)
_ROUND = re.compile(
    rf"(?:第?{ORDINAL}届)[^，。；\n]{{0,12}}?第{ORDINAL}轮"
    rf"|[省市县区州旗工]委第{ORDINAL}轮(?=[^\n]{{0,6}}巡)"
    rf"|(?:19|20)\d\d年(?:度)?第{ORDINAL}轮"
)
_LONGEST_ROUND = 40  # characters
# 向甲镇党委反馈: named more exactly than where inspectors went.
_TOLD_TO = re.compile(
    r"[向跟]([\u4e00-\u9fff]{2,24}?(?:[省市县区州旗]委|党委|党组|党工委|党总支|党支部))(?:领导班子)?"
    r"(?=[^，。；\n]{0,8}(?:反馈|交换|讲))"
)
_FEEDBACK = re.compile(r"反馈(?:了)?|反馈会")
_WHAT_WAS_TOLD = re.compile(r"的|问题(?!\d)|意见(?:整改|中)")
_SENTENCE = re.compile(r"[^。；\n]+")
# A ledger's head gives its facts as labels: 巡察时间：…, 反馈时间：…, 被巡察党组织：….
_LABELLED_ORG = re.compile(
    r"^[ ]{0,40}(?:被巡[察视](?:单位|党组织|对象|地区)|巡[察视]对象)：\s?([^\n；，]{2,40})", re.M
)
_LABELLED_PERIOD = re.compile(
    r"^[ ]{0,40}(?:巡[察视]|检查|审计)(?:时间|日期|起止时间)：([^\n]{6,60})", re.M
)
_LABELLED_FEEDBACK = re.compile(r"(?:意见)?反馈(?:意见)?(?:时间|日期)[：为是]([^\n，。；]{4,40})")


class Inspection(NamedTuple):
    """Who inspected whom; each value None where the text does not say."""

    body: str | None
    orgs: tuple[str, ...]
    kind: str | None
    round: str | None
    start: str | None
    end: str | None
    feedback_on: str | None


class _Act(NamedTuple):
    """The clause that tells of the inspection, `[start, end)` of the opening."""

    body: str | None
    orgs: tuple[str, ...]
    start: int
    end: int


def inspection(text: str, title: str, kind: ReportKind, today: int | None = None) -> Inspection:
    """Body, organisations, kind, round, period and feedback date, from title and opening.

    `today` is the year of publication, from which 今年 counts.
    """
    opening = text[:_OPENING]
    act = _act(opening)
    body = act.body if act else None
    orgs = act.orgs if act else ()
    told = _TOLD_TO.search(opening, act.start if act else 0)
    if told and (not orgs or (len(orgs) == 1 and told[1].startswith(orgs[0]))):
        orgs = (told[1],)
    if labelled := _LABELLED_ORG.findall(opening):
        orgs = tuple(org for words in labelled for org in split_orgs(words))
    if orgs and is_own(orgs[0]):
        orgs = named_by_title(orgs[0], title) or orgs
    orgs = orgs or orgs_of_title(title)
    body = body or first_inspector(opening) or first_inspector(title)
    around = opening[max(0, act.start - 80) : act.end + 60] if act else ""
    period = _period(opening, act, today)
    return Inspection(
        body=body,
        orgs=orgs,
        kind=None if kind is ReportKind.AUDIT else _kind(title, around, opening, body),
        round=_round(text[:4000]),
        start=period[0].iso if period else None,
        end=period[1].iso if period and _is_end(*period) else None,
        feedback_on=_feedback(opening, period, today),
    )


def _act(opening: str) -> _Act | None:
    """“A 对 B 进行了巡察”, or “B 接受了 A 巡察”."""
    for found in BODY.finditer(opening):
        act = _ACT.match(opening, found.end())
        if act is None:
            continue
        words = act["stay"] or act["visited"] or act["toured"]
        if words or _INSPECTING.search(act["act"]):
            orgs = split_orgs(words or act["org"])
            return _Act(clean_body(found.group()), orgs, found.start(), act.end())
    passive = _PASSIVE.search(opening)
    if passive:
        orgs = split_orgs(passive.group(1))
        return _Act(first_body(passive.group(2)), orgs, passive.start(), passive.end())
    for found in BODY.finditer(opening):
        act = _ANY_ACT.match(opening, found.end())
        if act and "反馈" not in act.group():
            orgs = split_orgs(act["org"])
            return _Act(clean_body(found.group()), orgs, found.start(), act.end())
    return None


def _kind(title: str, around: str, opening: str, body: str | None) -> str | None:
    """The kind that the title names, else the sentence that tells of the inspection, else the
    first inspection of any kind that the opening names; what a 巡视组 does is 巡视.
    """
    if body and "巡视" in body:
        return "巡视"
    for words in (title, around):
        for name, rule in _KINDS:
            if rule.search(words):
                return name
    named = _NAMED_KIND.search(opening)
    return next((name for name, _ in _KINDS if named and name == named[1]), None)


def _round(text: str) -> str | None:
    found = _ROUND.search(text, max(0, text.find("轮") - _LONGEST_ROUND))
    return found.group() if found else None


def _is_end(start: Date, end: Date) -> bool:
    """Whether the end is told: a lone year holds all of an inspection, a lone month its start."""
    return start is not end or len(start.iso) == 4


def _period(opening: str, act: _Act | None, today: int | None) -> tuple[Date, Date] | None:
    """The labelled period, else the range of dates nearest to the act, else its only date."""
    if labelled := _LABELLED_PERIOD.search(opening):
        return date_range(opening, *labelled.span(1), today)
    if act is None:
        return date_range(opening[:900], today=today)
    before = max(0, act.start - 120)
    if told := date_range(opening, before, act.end, today):
        return told
    left = max(opening.rfind("。", 0, act.start), opening.rfind("\n", 0, act.start))
    single = next(dates(opening, left + 1, act.end, today=today), None)
    if single and len(single.iso) > 4:
        return single, single
    around = date_range(opening, before, min(len(opening), act.end + 120), today)
    return around or ((single, single) if single else None)


def _feedback(opening: str, period: tuple[Date, Date] | None, today: int | None) -> str | None:
    """The date in the sentence that says 反馈; the year of the inspection governs it."""
    year = int(period[1].iso[:4]) if period else today
    if labelled := _LABELLED_FEEDBACK.search(opening):
        return next((d.iso for d in dates(opening, *labelled.span(1), year)), None)
    for sentence in _SENTENCE.finditer(opening):
        words = sentence.group()
        for hit in _FEEDBACK.finditer(words):
            before = list(dates(words, 0, hit.start(), year, today))
            then = before and before[-1].end == hit.start()  # 7月18日反馈的16个问题
            if _WHAT_WAS_TOLD.match(words, hit.end()) and "向" not in words and not then:
                continue
            if period and sentence.start() <= period[0].start < sentence.end():
                before = [d for d in before if d.start >= period[1].end - sentence.start()]
            if before:
                return before[-1].iso
    return _told(opening, period, year, today)


# 巡察组同村“两委”见面，把发现的毛病讲明: feedback by any other name.
_TOLD = re.compile("交换|见面|意见|讲明|通报|告知|指出|移交|点评")


def _told(
    opening: str, period: tuple[Date, Date] | None, year: int | None, today: int | None
) -> str | None:
    """The date behind the period, in the sentence that says what inspectors told."""
    if period is None or year is None:
        return None
    for sentence in _SENTENCE.finditer(opening, period[1].end, period[1].end + 200):
        date = next(dates(opening, *sentence.span(), year, today), None)
        if date and len(date.iso) == 10 and _TOLD.search(opening, date.end, sentence.end()):
            return date.iso
    return None
