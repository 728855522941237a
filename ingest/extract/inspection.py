"""Who inspected whom, when, in which round."""

import re
from typing import NamedTuple

from ingest.extract.act import act_of, told_at_a_meeting
from ingest.extract.body import ORDINAL, first_inspector
from ingest.extract.dates import Date
from ingest.extract.inspected import (
    is_own,
    named_by_title,
    orgs_of_title,
    split_orgs,
    without_asides,
)
from ingest.extract.inspection_dates import feedback, period_of
from ingest.model import ReportKind

_OPENING = 2500  # characters in which a report tells of its inspection
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
    rf"|[省市县区州旗工校院]委第{ORDINAL}轮(?=[^\n]{{0,6}}巡)"
    rf"|(?:19|20)\d\d年(?:度)?第{ORDINAL}轮"
)
_LONGEST_ROUND = 40  # characters
# 向甲镇党委反馈: named more exactly than where inspectors went.
# 对全市乡村振兴资金管理使用开展了巡察: a field of work is no organisation.
_FIELD = re.compile(r"^全[省市县区]|(?:使用|管理|资金|领域|工作)$")
_TOLD_TO = re.compile(
    r"[向跟](?!被|各|相关|有关)([\u4e00-\u9fff]{2,24}?(?:[省市县区州旗]委|党委|党组|党工委|党总支|党支部))(?:领导班子)?"
    r"(?=(?:（[^（）\n]{0,40}）)?[^，。；\n]{0,8}(?:反馈|交换|讲))"
)
_HELD = re.compile(
    r"(?:^|[，。\n日午])([\u4e00-\u9fff]{2,24}?(?:党委|党组|党工委|党总支|党支部))召开(?=[^。\n]{0,30}整改)"
)
# A ledger's head gives its facts as labels: 巡察时间：…, 反馈时间：…, 被巡察党组织：….
_LABELLED_ORG = re.compile(
    r"^[ ]{0,40}(?:被巡[察视](?:单位|党组织|对象|地区)|巡[察视]对象)：\s?([^\n；，]{2,40})", re.M
)
# 填报单位：甲乡人民政府（盖章）: the writer, named in full where the text has but 甲乡.
_WRITER = re.compile(
    r"(?:填[表报]|上报|报送|整改|被审计)单位：[ ]?([^\n；，：\s（]{2,40}?)"
    r"(?=[\s（；，]|$|(?:巡[察视]|填[表报]|截止|审核|联系|报送|制表)(?:单位|日期|时间|人))"
)


_OF_INSPECTIONS = (
    ReportKind.NOTICE,
    ReportKind.DUTY_REPORT,
    ReportKind.FEEDBACK,
    ReportKind.ARRIVAL,
)
_INSPECTORS = re.compile("巡[察视]|督察")


class Inspection(NamedTuple):
    """Who inspected whom; each value None where the text does not say."""

    body: str | None
    orgs: tuple[str, ...]
    kind: str | None
    round: str | None
    start: str | None
    end: str | None
    feedback_on: str | None


def inspection(text: str, title: str, kind: ReportKind, today: int | None = None) -> Inspection:
    """Body, organisations, kind, round, period and feedback date, from title and opening.

    `today` is the year of publication, from which 今年 counts.
    """
    opening = without_asides(text[:_OPENING])
    act = act_of(opening)
    body = act.body if act else None
    orgs = act.orgs if act else ()
    told = _TOLD_TO.search(opening, act.start if act else 0)
    if orgs and _FIELD.search(orgs[0]):
        orgs = ()
    if told and (not orgs or (len(orgs) == 1 and told[1].startswith(orgs[0]))):
        orgs = (told[1],)
        meeting = told_at_a_meeting(opening)
        orgs = meeting if meeting and meeting[0].endswith(told[1]) else orgs
    if labelled := _LABELLED_ORG.findall(opening):
        orgs = tuple(org for words in labelled for org in split_orgs(words))
    orgs = _as_the_writer_signs(orgs, title, opening)
    if orgs and is_own(orgs[0]):
        orgs = named_by_title(orgs[0], title) or _meeting_of(title, opening) or orgs
    orgs = orgs or told_at_a_meeting(opening) or orgs_of_title(title)
    orgs = orgs or _meeting_of(title, opening)
    if body is None:
        body = first_inspector(opening) or first_inspector(title)
        if body and kind in _OF_INSPECTIONS and not _INSPECTORS.search(body):
            body = None  # 县审计局 among the inspected
    around = opening[max(0, act.start - 80) : act.end + 60] if act else ""
    # Dates of a plan or a piece of news that tells of no inspection are dates of something else.
    telling = act is not None or kind is not ReportKind.OTHER
    # So are those of an auditor who looked at what was done since: 对整改情况开展了跟踪检查.
    telling = telling and not (kind is ReportKind.AUDIT and act and not act.orgs)
    period = period_of(opening, act, today) if telling else None
    return Inspection(
        body=body or None,
        orgs=orgs,
        kind=None
        if kind is ReportKind.AUDIT
        else _kind((title, opening[act.start : act.end] if act else "", around), opening, body),
        round=_round(title) or _round(around) or _round(text[:4000]),
        start=period[0].iso if period else None,
        end=period[1].iso if period and _is_end(*period) else None,
        feedback_on=feedback(opening, period, today),
    )


def _as_the_writer_signs(orgs: tuple[str, ...], title: str, opening: str) -> tuple[str, ...]:
    """The organisation as the writer of a ledger names itself, where that begins like it."""
    known = orgs or orgs_of_title(title)
    writer = _WRITER.search(opening)
    fuller = writer and (not known or (len(known) == 1 and writer[1].startswith(known[0])))
    return (writer[1],) if writer and fuller else orgs


def _meeting_of(title: str, opening: str) -> tuple[str, ...]:
    """Whose Party group held the meeting on rectification that a piece of news tells of."""
    held = _HELD.search(opening) if "召开" in title else None
    return (held[1],) if held else ()


def _kind(places: tuple[str, ...], opening: str, body: str | None) -> str | None:
    """The kind that the first of the places names: the title, the act, what stands around it; else
    the first inspection of any kind that the opening names; what a 巡视组 does is 巡视.
    """
    if body and "巡视" in body:
        return "巡视"
    for words in places:
        for name, rule in _KINDS:
            if rule.search(words):
                return name
    named = _NAMED_KIND.search(opening)
    return next((name for name, _ in _KINDS if named and name == named[1]), None)


def _round(text: str) -> str | None:
    at = text.find("轮")
    found = _ROUND.search(text, max(0, at - _LONGEST_ROUND)) if at >= 0 else None
    return found.group() if found else None


def _is_end(start: Date, end: Date) -> bool:
    """Whether the end is told: a lone year holds all of an inspection, a lone month its start."""
    return start is not end or len(start.iso) == 4
