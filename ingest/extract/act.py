"""The clause of a report that tells of its inspection: who inspected whom."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ingest.extract.body import bodies, clean_body, first_body
from ingest.extract.inspected import split_orgs

_MOST_ACTS = 3
_OF_PARTY = re.compile("(?:党委|党组|党工委|党总支|党支部)$")
_WHEN = (
    r"(?:派出的?审计组)?"
    r"(?:，?将?(?:自|于|从|在)?(?:\d|[xX]|[今去同当]年)[^。；\n对]{0,40}?[日止间月旬底起]|即日起)?"
    r"，?(?:在[^，。；\n对]{2,30}巡[察视]中)?(?:分别)?"
)
_ORG_UP_TO_STOP = r"[^，。；：\n]{2,60}?(?=[，。；\n])"
_ACT = re.compile(
    rf"{_WHEN}(?:对|就|进驻|赴)(?P<org>[^，。；：\n]{{2,240}}?)"
    r"(?:集中)?(?:进行|开展|实施)(?:了)?(?P<act>[^，。；\n]{0,24})"
    rf"|{_WHEN}进驻(?P<stay>[^，。；：\n]{{2,40}}?)(?=[，。；\n])"
    rf"|(?:[^，。；\n]{{0,24}}，){{0,2}}[^，。；\n]{{0,8}}?巡[察视]了(?P<visited>{_ORG_UP_TO_STOP})"
    rf"|[^，。；\n]{{0,40}}日(?:驻点)?巡[察视]了?(?![^，。；\n]{{0,30}}(?:反馈|动员))(?P<toured>{_ORG_UP_TO_STOP})"
)
# 进驻甲镇，对甲镇党委进行了巡察: named more exactly than where inspectors stayed.
_THEN = re.compile(
    r"，(?:并)?对(?P<org>[^，。；：\n]{2,60}?)(?:集中)?(?:进行|开展)(?:了)?[^，。；\n]{0,24}巡"
)
# 区委4个巡察组: who inspected is then no one group.
_GROUPS = re.compile(r"(?:\d{1,2}|[两三四五六七八九十]{1,3})个[\u4e00-\u9fff]{0,4}巡[察视]组")
_LISTED = re.compile(r"第[一二三四五六七八九十]{1,3}(?:巡[察视]组)?[、和]$")
_ROUND = re.compile(r"轮(?:[\u4e00-\u9fff]{2})?巡[察视](?=[对于])")  # 第七轮巡察对甲局党委开展
# 校党委对本科生院开展了巡视: without a word of a group.
_SENDER = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:党委|党组|工委|[省市县区州旗]委)(?=[对于自从在\d])")
# 6个单位党组织, 县司法局等8个单位: no name, or but one of many.
_ALL_LISTED = re.compile(r"(.{4,}?)等(\d{1,2})(?:个|家)(?:[省市县区]直)?(?:单位|部门|党组织)+$")
_COUNTED = re.compile(
    r"\d+(?:个|家|所)[^、]*|.*等\d+(?:个|家)(?:[省市县区]直)?(?:单位|部门|党组织).*"
)
# 巡察组在甲镇党委蹲了四十天: any verb, as long as an organisation of the Party follows.
_PARTY_ORG = r"[\u4e00-\u9fff]{2,24}?(?:党委|党组|党工委|党总支|党支部)"
_ANY_ACT = re.compile(
    r"[^，。；\n]{0,30}?(?:对|在|赴|到|进驻|巡[察视]了?)"
    rf"(?P<org>{_PARTY_ORG}(?:、{_PARTY_ORG})*)(?!书记|(?:巡[察视])?(?:情况)?反馈)"
)
# 县委第一巡察组巡察甲镇党委情况反馈会: no inspection, but it says whose.
_MEETING = re.compile(
    r"(?:巡[察视](?!组|办)|对)(?P<org>[\u4e00-\u9fff]{2,24}?(?:党委|党组|党工委|党总支|党支部))"
    r"(?:开展)?(?:巡[察视])?(?:情况)?反馈"
)
_INSPECTING = re.compile("巡|审计|检查|回头看")
# 县审计局对整改情况开展了跟踪检查: a look at what came of another inspection.
_OF_ANSWERS = re.compile(r"(?:问题)?(?:整改|落实)(?:落实|工作|进展|完成)?情况")
_PASSIVE = re.compile(r"([^，。；\n]{2,30}?)(?:接受了?|迎来了?)([^，。；\n]{0,16}?巡[察视]组)")


class Act(NamedTuple):
    """The clause, `[start, end)` of the opening; `body` is empty where several groups inspected,
    `orgs` where it names none."""

    body: str | None
    orgs: tuple[str, ...]
    start: int
    end: int


def act_of(opening: str) -> Act | None:
    """“A 对 B 进行了巡察”, or “B 接受了 A 巡察”; None where the opening tells of no inspection."""
    told = _acts(opening)
    if first := next(told, None):
        if len(first.orgs) != 1 or _OF_PARTY.search(first.orgs[0]):
            return first
        # The title says 进驻甲局, the text 对甲局党组.
        fuller = (
            act
            for act in islice(told, _MOST_ACTS)
            if len(act.orgs) == 1 and act.orgs[0].startswith(first.orgs[0])
        )
        return max(fuller, key=lambda act: len(act.orgs[0]), default=first)
    received = "接受" in opening or "迎来" in opening
    passive = _PASSIVE.search(opening) if received else None
    if passive:
        orgs = split_orgs(passive.group(1))
        return Act(first_body(passive.group(2)), orgs, passive.start(), passive.end())
    for found in bodies(opening):
        any_act = _ANY_ACT.match(opening, found.end())
        if any_act and "反馈" not in any_act.group():
            orgs = split_orgs(any_act["org"])
            return Act(clean_body(found.group()), orgs, found.start(), any_act.end())
    return _act_without_group(opening)


def _acts(opening: str) -> Iterator[Act]:
    """“A 对 B 进行了巡察”, each time that it is told."""
    for found in bodies(opening):
        act = _ACT.match(opening, found.end())
        if act is None:
            continue
        words = act["stay"] or act["visited"] or act["toured"]
        if words or _INSPECTING.search(act["act"]):
            then = _THEN.match(opening, act.end()) if act["stay"] else None
            end = then.end() if then else act.end()
            named = then["org"] if then else words or act["org"]
            orgs = () if _OF_ANSWERS.match(named) else _named(named)
            several = _GROUPS.search(found.group()) or _LISTED.search(opening, 0, found.start())
            body = "" if several else clean_body(found.group())
            yield Act(body, orgs, found.start(), end)


def _act_without_group(opening: str) -> Act | None:
    """Several groups, or the committee that sent them, did it."""
    for rule in (_GROUPS, _ROUND, _SENDER):
        for found in rule.finditer(opening):
            act = _ACT.match(opening, found.end())
            if act and act["act"] and re.search("巡[察视]", act["act"]):
                orgs = _named(act["org"])
                body = clean_body(found.group()) if rule is _SENDER else ""
                return Act(body, orgs, found.start(), act.end())
    return None


def told_at_a_meeting(opening: str) -> tuple[str, ...]:
    """Whom inspectors told of their findings, where nothing says that they inspected it."""
    found = _MEETING.search(opening)
    return (found["org"],) if found else ()


def _named(words: str) -> tuple[str, ...]:
    """The names in the words; none where they are but some of many: 甲局党组、乙局党委等8个单位."""
    if counted := _ALL_LISTED.fullmatch(words):
        orgs = split_orgs(counted[1])
        return orgs if len(orgs) == int(counted[2]) else ()
    return () if _COUNTED.fullmatch(words) else split_orgs(words)
