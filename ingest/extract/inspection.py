"""Who inspected whom, when, in which round."""

import re
from typing import NamedTuple

from ingest.extract.body import BODY, ORDINAL, clean_body, first_body
from ingest.extract.dates import Date, date_range, dates
from ingest.extract.inspected import is_own, named_by_title, orgs_of_title, split_orgs
from ingest.model import ReportKind

_OPENING = 2500  # characters in which a report tells of its inspection
_ACT = re.compile(
    r"(?:(?:\d|[xX])[^，。；\n对]{0,24}日)?(?:对|进驻|赴)(?P<org>[^，。；：\n]{2,60}?)"
    r"(?:集中)?(?:进行|开展|实施)(?:了)?(?P<act>[^，。；\n]{0,24})"
    r"|进驻(?P<stay>[^，。；：\n]{2,40}?)(?=[，。；\n])"
)
_INSPECTING = re.compile("巡|审计|检查|回头看")
_PASSIVE = re.compile(r"([^，。；\n]{2,30}?)(?:接受了?|迎来了?)([^，。；\n]{0,16}?巡[察视]组)")
_NAMES_KIND = re.compile("回头看|提级|机动|专项|常规|巡[察视]")
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


def inspection(text: str, title: str, kind: ReportKind) -> Inspection:
    """Body, organisations, kind, round, period and feedback date, from title and opening."""
    opening = text[:_OPENING]
    act = _act(opening)
    body = act.body if act else None
    orgs = act.orgs if act else ()
    if labelled := _LABELLED_ORG.findall(opening):
        orgs = tuple(org for words in labelled for org in split_orgs(words))
    if orgs and is_own(orgs[0]):
        orgs = named_by_title(orgs[0], title) or orgs
    orgs = orgs or orgs_of_title(title)
    body = body or first_body(opening) or first_body(title)
    around = opening[max(0, act.start - 80) : act.end + 60] if act else ""
    period = _period(opening, act)
    return Inspection(
        body=body,
        orgs=orgs,
        kind=None
        if kind is ReportKind.AUDIT
        else _kind(title, around if _NAMES_KIND.search(around) else title, body),
        round=_round(text[:4000]),
        start=period[0].iso if period else None,
        end=period[1].iso if period else None,
        feedback_on=_feedback(opening, period),
    )


def _act(opening: str) -> _Act | None:
    """“A 对 B 进行了巡察”, or “B 接受了 A 巡察”."""
    for found in BODY.finditer(opening):
        act = _ACT.match(opening, found.end())
        if act and (act["stay"] or _INSPECTING.search(act["act"])):
            orgs = split_orgs(act["org"] or act["stay"])
            return _Act(clean_body(found.group()), orgs, found.start(), act.end())
    passive = _PASSIVE.search(opening)
    if passive:
        orgs = split_orgs(passive.group(1))
        return _Act(first_body(passive.group(2)), orgs, passive.start(), passive.end())
    return None


def _kind(title: str, around: str, body: str | None) -> str | None:
    """The kind that the title names, else the sentence that tells of the inspection."""
    for words in (title, around):
        for name, rule in _KINDS:
            if rule.search(words):
                return name
    return "巡视" if body and "巡视" in body else None


def _round(text: str) -> str | None:
    found = _ROUND.search(text)
    return found.group() if found else None


def _period(opening: str, act: _Act | None) -> tuple[Date, Date] | None:
    """The labelled period, else the range of dates nearest to the act, else its only date."""
    if labelled := _LABELLED_PERIOD.search(opening):
        return date_range(opening, *labelled.span(1))
    if act is None:
        return date_range(opening[:900])
    near = date_range(opening, max(0, act.start - 120), min(len(opening), act.end + 120))
    if near:
        return near
    left = max(opening.rfind("。", 0, act.start), opening.rfind("\n", 0, act.start))
    single = next(dates(opening, left + 1, act.end), None)
    return (single, single) if single else None


def _feedback(opening: str, period: tuple[Date, Date] | None) -> str | None:
    """The date in the sentence that says 反馈; the year of the inspection governs it."""
    year = int(period[1].iso[:4]) if period else None
    if labelled := _LABELLED_FEEDBACK.search(opening):
        return next((d.iso for d in dates(opening, *labelled.span(1), year)), None)
    for sentence in _SENTENCE.finditer(opening):
        words = sentence.group()
        for hit in _FEEDBACK.finditer(words):
            if _WHAT_WAS_TOLD.match(words, hit.end()) and "向" not in words:
                continue
            before = list(dates(words, 0, hit.start(), year))
            if period and sentence.start() <= period[0].start < sentence.end():
                before = [d for d in before if d.start >= period[1].end - sentence.start()]
            if before:
                return before[-1].iso
    return None
