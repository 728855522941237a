"""Statuses said of several problems at once: by a heading, a sentence for all, by numbers."""

import re
from collections.abc import Iterator
from itertools import chain

from ingest.extract.status import finding_status
from ingest.extract.status_wording import StatusFound, worded_status
from ingest.model import Status
from ingest.node import Node
from ingest.ordinals import CN, ordinal
from ingest.roles import Role
from ingest.status_words import STATUS_WORDS, classify, state

_HEADING = re.compile(
    r"(?:已|正在|尚未|未|基本|阶段性|需|立行立改|长期|持续|继续)[^，。；\n]{0,12}?(?:整改|完成|推进|坚持|办结|销号)"
    r"[^，。；\n]{0,8}?(?:的?(?:问题|事项|任务)|情况)|(?:问题|事项)(?:已|正在|尚未|未)[^，。；\n]{2,10}$"
    r"|取得[^，。；\n]{0,4}阶段性[^，。；\n]{2,6}的(?:问题|事项|任务)"
)
_HOW_MANY = re.compile(r"[（]?(?:共|有)?\d{1,3}[个件项条][）]?$")
_FOR_ALL = re.compile(
    r"(?:(?:以上|上述|所有|全部|各项|反馈的?|这些|这|以下|下列|其余)[^，。；\n]{0,24}(?:问题|事项|任务)"
    r"|其余\d{1,3}(?:个|项|条)"
    r"|\d{1,3}(?:个|项|条)(?:具体|突出|主要)?(?:问题|事项|任务|意见|毛病)"
    r"|(?:问题|事项|任务)\d{1,3}(?:个|项|条))"
    r"[^，。；\n]{0,12}?，?(?P<but>除[^，。；\n]{2,20}外，)?[^，。；\n]{0,4}?(?:已经?|均|全部|都)[^。；\n]{0,4}?"
    r"(?:完成|整改|办结|销号|改好|改完)[^。；\n]{0,16}"
)


def _heading_status(heading: str) -> Status | None:
    """The status that a heading gives to all problems under it: 已完成整改的问题."""
    bare = _HOW_MANY.sub("", heading)
    if bare.endswith("的") and STATUS_WORDS.fullmatch(bare):  # 正在推进的（3件）
        return classify(bare)
    found = _HEADING.search(heading)
    if not found or re.search(r"整改落实情况|(?<!已)完成情况$", heading):
        return None
    return classify(found.group())


# 14个问题已完成12个
_SOME = re.compile(
    r"(?P<all>\d{1,3})(?:个|项|条)[^\d]*?(?:完成|整改|办结|销号)\D{0,4}(?P<some>\d{1,3})(?:个|项|条)"
)

# 4个问题，2个已完成整改
_PART = re.compile(
    r"(?P<all>\d{1,3})(?:个|项|条)(?:具体)?(?:问题|事项|任务)?，(?:其中)?(?P<some>\d{1,3})(?:个|项|条)"
)


def status_for_all(text: str, start: int, end: int) -> StatusFound | None:
    """A status stated once for all problems: 以上问题均已整改完成."""
    for found in _FOR_ALL.finditer(text, start, end):
        if re.search(r"\d+个.{0,6}(?:未|正在)|未(?:完成|整改)", found.group()):
            continue
        counted = (rule.search(found.group()) for rule in (_SOME, _PART))
        if any(count and count["some"] != count["all"] for count in counted):
            continue
        status = classify(found.group().replace(found["but"] or "", ""))
        if status in (Status.DONE, Status.SUSTAINED, Status.PARTIAL):
            return StatusFound(status, found.start(), found.end())
    return None


_N = rf"(?:\d{{1,3}}|[{CN}]{{1,3}})"
_AND = "[、，和及与至到~-]"
# 除第3项正在整改外; 第1、2、4项已完成
_BY_NUMBER = re.compile(
    r"第(?P<numbers>\d{1,3}(?:[项个条]?[、，和及]第?\d{1,3})*)(?:项|个|条)(?:问题|事项|任务)?"
    r"(?:[共等]\d{1,3}(?:项|个|条)(?:问题|事项|任务)?)?"
    r"(?P<state>[^，。；\n\d]{2,16}?)(?:的?[之以]?外)?(?=[，。；\n]|$)"
)
# 已完成整改的8项，分别是问题1、问题2
_LISTED = re.compile(
    r"(?P<state>[^，。；：\n\d]{2,16}?)(?:的|有|共|问题)*\d{1,3}(?:项|个|条)(?:问题|事项|任务)?"
    r"[，：（](?:分别|具体)?[是为即]?：?"
    r"(?P<numbers>(?:第|问题)\d{1,3}[项个条]?(?:[、，和及](?:第|问题)?\d{1,3}[项个条]?)*)"
    r"(?:问题|事项|任务)?(?=[，。；）\n]|$)"
)


# 已完成：第1、2、4项。
_HEADED = re.compile(
    r"(?:^|(?<=[\n。；.、）]))[ ]{0,4}(?P<state>[^，。；：、.\n\d]{2,12}?)"
    r"(?:的(?:问题|事项|任务)?)?(?:\d{1,3}(?:项|个|条))?：(?P<numbers>第\d{1,3}(?:[项个条]?[、，和及]第?\d{1,3})*)[项个条]"
)


_DIGIT = re.compile(r"(?:第|问题)\d")  # but for 问题一, no such number is without
# 问题2、3、4已整改完成; 问题一、三均已办结; 问题1至4已完成
_NAMED = re.compile(
    rf"(?:问题|事项)(?P<numbers>{_N}(?:{_AND}(?:问题|事项)?{_N})*)[项个条]?(?:问题|事项|任务)?"
    r"(?P<state>[^，。；：\n\d]{2,16}?)(?=[，。；\n]|$)"
)
# 1、2、3项已整改到位，4项正在整改: behind such a list a single number is no count, either.
_COUNTERED = re.compile(
    rf"(?:^|(?<=[\n。；，：]))[ ]{{0,4}}(?P<numbers>{_N}(?:{_AND}{_N})+)[项个条](?:问题|事项|任务)?"
    r"(?P<state>[^，。；：\n\d]{2,16}?)(?=[，。；\n]|$)"
)
_SINGLE = re.compile(
    rf"[，；](?P<numbers>{_N})[项个条](?:问题|事项|任务)?(?P<state>[^，。；：\n\d]{{2,16}}?)(?=[，。；\n]|$)"
)
_RANGE = re.compile(rf"({_N})(?:[至到~-](?:问题|事项|第)?({_N}))?")


def _numbers(told: str) -> Iterator[int]:
    for first, last in _RANGE.findall(told):
        yield from range(ordinal(first), (ordinal(last) if last else ordinal(first)) + 1)


def _listed_barely(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Numbers told without 第 or 问题, and what follows in the same sentence."""
    for told in _COUNTERED.finditer(text, start, end):
        yield told
        stop = text.find("。", told.end(), end)
        yield from _SINGLE.finditer(text, told.end(), stop + 1 if stop >= 0 else end)


def statuses_by_number(text: str, start: int, end: int) -> dict[int, StatusFound]:
    """The statuses that a sentence gives to problems by their numbers, counted from 1."""
    found = {}
    rules = (_NAMED, _BY_NUMBER, _LISTED, _HEADED) if _DIGIT.search(text, start, end) else (_NAMED,)
    said = [rule.finditer(text, start, end) for rule in rules]
    for told in chain(_listed_barely(text, start, end), *said):
        if status := state(told["state"]):
            for number in _numbers(told["numbers"]):
                found[number] = StatusFound(status, *told.span("state"))
    return found


_PAIR = rf"(?:[A-Z]|\d{{1,2}}|（?[{CN}]{{1,3}}）?)[-.·/]\d{{1,2}}"
# 问题1-1、2-1已完成整改; A-3正在推进
_PAIRS = re.compile(
    rf"(?<![\w-])(?:问题|事项|第)?(?P<numbers>{_PAIR}(?:{_AND}(?:问题|事项|第)?{_PAIR})*)"
    r"[项个条号]?(?:问题|事项|任务)?(?P<state>[^，。；：\n\d]{2,16}?)(?=[，。；\n]|$)"
)
_EACH_PAIR = re.compile(_PAIR)


def statuses_by_pair(text: str, start: int, end: int) -> dict[str, StatusFound]:
    """The statuses that a sentence gives to problems by their numbers of two parts."""
    return {
        number: StatusFound(status, *told.span("state"))
        for told in _PAIRS.finditer(text, start, end)
        if (status := state(told["state"]))
        for number in _EACH_PAIR.findall(told["numbers"])
    }


def is_pair(number: str) -> bool:
    """Whether a problem's number has two parts: 1-1, A-3."""
    return _EACH_PAIR.fullmatch(number) is not None


# 其余正在推进; 其他2项问题尚未完成
_REST = re.compile(
    r"(?:其余|其他|剩余|余下)(?:[的各几]|\d{1,3}|[项个条]|问题|事项|任务)*(?P<state>[^，。；：\n\d]{2,16}?)(?=[，。；\n]|$)"
)
# 8个已完成整改，第6个基本完成
_COUNTED = re.compile(
    r"(?<![\d第、和及])(?P<n>\d{1,3})(?:个|项|条)(?:问题|事项|任务)?(?P<state>已[^，。；\n\d]{2,12})"
    r"(?=[，。；\n])"
)


def status_of_rest(text: str, start: int, end: int, left: int) -> StatusFound | None:
    """The status of the `left` problems of which no number is told, where they are called the rest
    or as many are counted."""
    for found in _REST.finditer(text, start, end):
        if status := state(found["state"]):
            return StatusFound(status, *found.span("state"))
    for found in _COUNTED.finditer(text, start, end):
        status = state(found["state"])
        if status and int(found["n"]) == left:
            return StatusFound(status, *found.span("state"))
    return None


_ROW = re.compile(
    r"^(?P<number>[^\t\n\u4e00-\u9fff]{0,6}?\d{1,3}|[一二三四五六七八九十]{1,3})\t[^\n]+", re.M
)
_CELL = re.compile(r"[^\t\n]+")


def statuses_in_table(text: str) -> dict[int, StatusFound]:
    """The statuses that the rows of a table give to problems by their numbers: ZG-01 → 完成."""
    found: dict[int, StatusFound] = {}
    for row in _ROW.finditer(text) if "\t" in text else ():
        for cell in _CELL.finditer(text, row.end("number"), row.end()):
            if said := worded_status(text, *cell.span()):
                found.setdefault(ordinal(row["number"]), said)
    return found


# 本类问题3个，基本完成整改。
_FOR_GROUP = re.compile(r"(?:本|该|此)(?:类|部分|方面|章)[^，。\n]{0,12}，([^。\n]{2,24})")


def _status_for_group(text: str, start: int, end: int) -> StatusFound | None:
    """The status that a chapter's opening sentence gives to the problems in it."""
    said = _FOR_GROUP.search(text, start, end)
    status = classify(said[1]) if said else None
    if said and status:
        return StatusFound(status, *said.span(1))
    return status_for_all(text, start, end)


def given_to_all(text: str, node: Node, words: str) -> Status | None:
    """The status that a heading, the sentence below it, or a label gives to all inside."""
    if not node.mark.end or not node.children:
        return None
    said = _status_for_group(text, node.mark.end, node.children[0].start)
    labelled = any(p.role is Role.STATUS for p in node.passages)
    own = finding_status(text, node) if labelled else None
    return (
        _heading_status(words)
        or (classify(words) if node.mark.style == "group" else None)
        or (said.status if said else None)
        or (own.status if own else None)
    )
