"""How far a problem is solved, by the report's own words.

A status is recognised by its vocabulary: a label's value, a tag or a closing sentence counts only
where it holds nothing but the words that statuses are made of.
"""

import re
from itertools import chain
from typing import NamedTuple

from ingest.model import Status
from ingest.node import ANSWERS, Node, Passage
from ingest.ordinals import ordinal
from ingest.roles import Role, known_label
from ingest.status_words import STATUS_WORDS, classify, state

_TAG = re.compile(
    r"[【（-](?:(?<=[【（])([^【】（）\n]{2,30})[】）]|(?<=-)-?([^\n。；，]{2,16})(?=[。；]?\s*(?:\n|$)))"
)
_HEADING = re.compile(
    r"(?:已|正在|尚未|未|基本|阶段性|需|立行立改|长期|持续|继续)[^，。；\n]{0,12}?(?:整改|完成|推进|坚持|办结|销号)"
    r"[^，。；\n]{0,8}?(?:的?(?:问题|事项|任务)|情况)|(?:问题|事项)(?:已|正在|尚未|未)[^，。；\n]{2,10}$"
)
_FOR_ALL = re.compile(
    r"(?:(?:以上|上述|所有|全部|各项|反馈的?|这些|这|以下|其余)[^，。；\n]{0,24}(?:问题|事项|任务)"
    r"|其余\d{1,3}(?:个|项|条)"
    r"|\d{1,3}(?:个|项|条)(?:具体|突出|主要)?(?:问题|事项|任务|意见|毛病))"
    r"[^，。；\n]{0,12}?，?[^，。；\n]{0,4}?(?:已经?|均|全部|都)[^。；\n]{0,4}?"
    r"(?:完成|整改|办结|销号|改好|改完)[^。；\n]{0,16}"
)


class StatusFound(NamedTuple):
    """A status and where its wording stands, `[start, end)`."""

    status: Status
    start: int
    end: int


# Boxes of which one is ticked: ☑已完成 □正在整改.
_TICKED = re.compile(
    r"(?:[☑√✓✔]|[\u2300-\u23ff\u2600-\u27bf\U0001f300-\U0001faff](?<![□■☐]))\ufe0f?[ ]?"
    r"([\u4e00-\u9fff]{2,10})"
)


def finding_status(text: str, node: Node) -> StatusFound | None:
    """The status of the problem in `node`: by its label, a tag, or a closing sentence."""
    for ticked in _TICKED.finditer(text, node.start, node.end):
        if STATUS_WORDS.fullmatch(ticked[1]) and (status := classify(ticked[1])):
            return StatusFound(status, *ticked.span(1))
    for passage in reversed(node.passages):  # the last word counts: 当年报告：… 复核意见：…
        if passage.role is Role.STATUS:
            found = _wording(text, passage.start, passage.end) or _field(
                text, passage.start, passage.end
            )
            if found:
                return found
    return (
        _tagged(text, node.start, node.end)
        or _closing_sentence(text, node.start, node.end)
        or _result(text, node)
        or _still_going(text, node.start, node.end)
    )


_VALUE = re.compile(r"\s*([^\n。]{2,30}?)[。；]?\s*(?:\n|$)")


def _field(text: str, start: int, end: int) -> StatusFound | None:
    """The status in a field that holds statuses, in whatever words: 结论：已纠正。"""
    value = _VALUE.match(text, start, end)
    status = state(value[1]) if value else None
    return StatusFound(status, *value.span(1)) if value and status else None


def cell_status(
    text: str, start: int, end: int, *, of_statuses: bool = False
) -> StatusFound | None:
    """The status in a table cell: the whole cell, or a tag or sentence in it; in whatever words
    where its column holds nothing but statuses (`of_statuses`)."""
    return (
        _wording(text, start, end)
        or _tagged(text, start, end)
        or _closing_sentence(text, start, end)
        or (_field(text, start, end) if of_statuses else None)
    )


def heading_status(heading: str) -> Status | None:
    """The status that a heading gives to all problems under it: 已完成整改的问题."""
    found = _HEADING.search(heading)
    if not found or re.search(r"整改落实情况|(?<!已)完成情况$", heading):
        return None
    return classify(found.group())


# 14个问题已完成12个
_SOME = re.compile(
    r"(?P<all>\d{1,3})(?:个|项|条)[^\d]*?(?:完成|整改|办结|销号)\D{0,4}(?P<some>\d{1,3})(?:个|项|条)"
)


def status_for_all(text: str, start: int, end: int) -> StatusFound | None:
    """A status stated once for all problems: 以上问题均已整改完成."""
    for found in _FOR_ALL.finditer(text, start, end):
        if re.search(r"\d+个.{0,6}(?:未|正在)|未(?:完成|整改)", found.group()):
            continue
        if (some := _SOME.search(found.group())) and some["some"] != some["all"]:
            continue
        status = classify(found.group())
        if status in (Status.DONE, Status.SUSTAINED, Status.PARTIAL):
            return StatusFound(status, found.start(), found.end())
    return None


# 除第3项正在整改外; 第1、2、4项已完成
_BY_NUMBER = re.compile(
    r"第(?P<numbers>\d{1,3}(?:[、，和及]第?\d{1,3})*)(?:项|个|条)(?:问题|事项|任务)?"
    r"(?P<state>[^，。；\n\d]{2,16}?)(?:的?[之以]?外)?(?=[，。；\n]|$)"
)
# 已完成整改的8项，分别是问题1、问题2
_LISTED = re.compile(
    r"(?P<state>[^，。；：\n\d]{2,16}?)(?:的|有|共|问题)*\d{1,3}(?:项|个|条)(?:问题|事项|任务)?"
    r"[，：（](?:分别|具体)?[是为即]?：?"
    r"(?P<numbers>(?:第|问题)\d{1,3}[项个条]?(?:[、，和及](?:第|问题)?\d{1,3}[项个条]?)*)"
    r"(?:问题|事项|任务)?(?=[，。；）\n]|$)"
)


def statuses_by_number(text: str, start: int, end: int) -> dict[int, StatusFound]:
    """The statuses that a sentence gives to problems by their numbers, counted from 1."""
    found = {}
    sentences = (_BY_NUMBER.finditer(text, start, end), _LISTED.finditer(text, start, end))
    for told in chain.from_iterable(sentences):
        if status := state(told["state"]):
            for number in re.findall(r"\d+", told["numbers"]):
                found[int(number)] = StatusFound(status, *told.span("state"))
    return found


_ROW = re.compile(
    r"^(?P<number>[^\t\n\u4e00-\u9fff]{0,6}?\d{1,3}|[一二三四五六七八九十]{1,3})\t[^\n]+", re.M
)


def statuses_in_table(text: str) -> dict[int, StatusFound]:
    """The statuses that the rows of a table give to problems by their numbers: ZG-01 → 完成."""
    found: dict[int, StatusFound] = {}
    for row in _ROW.finditer(text) if "\t" in text else ():
        for cell in _CELL.finditer(text, row.end("number"), row.end()):
            if said := _wording(text, *cell.span()):
                found.setdefault(ordinal(row["number"]), said)
    return found


# 本类问题3个，基本完成整改。
_CELL = re.compile(r"[^\t\n]+")
_FOR_GROUP = re.compile(r"(?:本|该|此)(?:类|部分|方面|章)[^，。\n]{0,12}，([^。\n]{2,24})")


def status_for_group(text: str, start: int, end: int) -> StatusFound | None:
    """The status that a chapter's opening sentence gives to the problems in it."""
    said = _FOR_GROUP.search(text, start, end)
    status = classify(said[1]) if said else None
    if said and status:
        return StatusFound(status, *said.span(1))
    return status_for_all(text, start, end)


# A line, a sentence, a clause.
_EXTENTS = (
    re.compile(r"\s*([^\n。]*?)[。；]?\s*(?:\n|$)"),
    re.compile(r"\s*([^\n。；]+)"),
    re.compile(r"\s*([^\n。；，]+)"),
)


def _wording(text: str, start: int, end: int) -> StatusFound | None:
    """The first line or sentence of a label's value, where it is a status and nothing else."""
    for extent in _EXTENTS:
        found = extent.match(text, start, end)
        if not found:
            continue
        at, until = found.span(1)
        if 0 < until - at <= 40 and STATUS_WORDS.fullmatch(text, at, until):
            status = classify(text[at:until])
            if status:
                return StatusFound(status, at, until)
    return None


def _tagged(text: str, start: int, end: int) -> StatusFound | None:
    """The last bracket that holds a status: 【已完成整改，并长期坚持】."""
    last = None
    for tag in _TAG.finditer(text, start, end):
        group = 1 if tag.group(1) else 2
        if STATUS_WORDS.fullmatch(tag.group(group)):
            status = classify(tag.group(group))
            if status:
                last = StatusFound(status, *tag.span(group))
    return last


_WHOLLY = re.compile(
    "(?=.*(?:完成|落实|整改|办结|销号|到位|解决)).*(?:[已未尚没]|正在|整改|问题|坚持)"
    "|取得了?阶段性成[效果]|并?将?(?:长期|持续)坚持$"
)
_COMMA = re.compile("，")
_SIGNS = "→—-=*>▶▷➢◆●■☆★ "


def _said(wording: str) -> tuple[Status, int] | None:
    """The status of a sentence that is one, or ends or begins with one, and where its words begin:
    此事改好，且每年坚持检修."""
    if len(wording) <= _LONGEST and STATUS_WORDS.fullmatch(wording):
        status = classify(wording)
        return (status, 0) if status else None
    for stop in _COMMA.finditer(wording, max(0, len(wording) - _LONGEST)):
        last = wording[stop.end() :]  # …，已完成整改，长期坚持
        if len(last) >= 3 and STATUS_WORDS.fullmatch(last) and _WHOLLY.match(last):
            status = classify(last)
            return (status, stop.end()) if status else None
    first, _, rest = wording.partition("，")
    if len(first) < 3 or len(wording) > _LONGEST or not STATUS_WORDS.fullmatch(first):
        return None
    status = classify(first)
    kept = status is Status.DONE and re.search("坚持|长期|常态|一直", rest)
    return (Status.SUSTAINED if kept else status, 0) if status else None


_TAIL = 60
_LONGEST = 40  # characters of a status's words
_SENTENCES = re.compile(r"[^。；\n【】]+")
_CLAUSES = re.compile(r"[^，。；\n]+")


_GOES_ON = re.compile(
    r"[，。；][^，。；\n]{0,24}?(?P<going>(?:仍|尚|还)?正在(?:有序|加快|稳步|持续)?"
    r"(?:推进|整改|实施|办理|建设|施工|改|办)(?:中|之中)?"
    r"|(?:目前)?(?:仍|尚|还)在[^，。；\n]{1,12}(?:，(?:持续|正在|有序)?推进)?)[。；]?\s{0,8}$"
)
_NOT_YET = re.compile(
    r"[，。；](?P<left>(?:至今|目前)(?:仍|还|尚)?(?:没有?|未)(?:能)?"
    r"(?:改[完好]|完成|办结|解决|销号)(?:整改)?)[。；]?\s{0,8}$"
)
# Weaker than any status that the report states for all: 正在履行招标程序，预计5月完工。
_UNDER_WAY = re.compile(
    r"[，。；\n](?P<going>[^，。；\n]{0,24}?(?:正在[^，。；\n]{1,20}"
    r"|正按[^，。；\n]{2,12}(?:推进|实施|办理|整改)|(?:有序|加快|稳步|持续)(?:推进|整改|实施|办理)中"
    r"|(?:预计|力争|计划|拟于?)[^，。；\n]{0,20}(?:前|底|内|旬|月|年)[^，。；\n]{0,6}"
    r"(?:完成|[完竣]工|建成|投入使用|到位|办结|销号)[^，。；\n]{0,6})"
    r"(?:，(?:预计|力争|计划|拟)[^，。；\n]{2,20})?)[。；]?\s{0,8}$"
)
_LAST_CLAUSE = re.compile(r"，((?:此|该|本)(?:问题|项)[^，]*(?:，[^，]*坚持)?)$")


def _closing_sentence(text: str, start: int, end: int) -> StatusFound | None:
    """A sentence near the end of the block that is a status and nothing else."""
    tail = max(start, end - 120)
    last = None
    for sentence in _SENTENCES.finditer(text, tail, end):
        wording = sentence.group().strip().lstrip(_SIGNS)
        label, colon, behind = wording.partition("：")
        if colon and known_label(label) in ANSWERS:
            wording = behind.strip()
        if not wording:
            continue
        clause = _LAST_CLAUSE.search(wording)
        if clause and not STATUS_WORDS.fullmatch(wording):  # …，此问题已完成整改
            wording = clause.group(1)
        shortest = 2 if sentence.group().lstrip()[0] in _SIGNS else 3
        if shortest <= len(wording) and (said := _said(wording)):
            at = sentence.start() + sentence.group().index(wording)
            last = StatusFound(said[0], at + said[1], at + len(wording))
    return last


def _still_going(text: str, start: int, end: int) -> StatusFound | None:
    """The last clause of a block, where it tells of work that goes on or was left undone:
    …，长廊正在推进。"""
    if left := _NOT_YET.search(text, max(start, end - 40), end):
        return StatusFound(Status.OPEN, *left.span("left"))
    found = _GOES_ON.search(text, max(start, end - 40), end)
    return StatusFound(Status.ONGOING, *found.span("going")) if found else None


def under_way(text: str, start: int, end: int) -> StatusFound | None:
    """A last clause that tells of work that goes on, or by when it will be done."""
    found = _UNDER_WAY.search(text, max(start, end - _TAIL), end)
    return StatusFound(Status.ONGOING, *found.span("going")) if found else None


def _result(text: str, node: Node) -> StatusFound | None:
    """A label's value that begins with a status: 整改成效：已完成整改…, 整改情况：已整改到位。"""
    for passage in node.passages:
        if passage.role in (Role.RESULT, Role.MEASURE):
            found = _wording(text, passage.start, passage.end) or _unfinished(text, passage)
            if found:
                return found
    return None


_UNFINISHED = (Status.OPEN, Status.ONGOING)


def _unfinished(text: str, passage: Passage) -> StatusFound | None:
    """A clause of a label's only sentence that says no more than that the work is not done:
    整改情况：因编制审批较慢，目前尚未完成，计划年底前到岗。"""
    sentence = _SENTENCES.match(text, passage.start, passage.end)
    if sentence is None or text[sentence.end() : passage.end].strip("。 \n"):
        return None
    for clause in _CLAUSES.finditer(text, *sentence.span()):
        if STATUS_WORDS.fullmatch(clause.group()):
            status = classify(clause.group())
            if status in _UNFINISHED:
                return StatusFound(status, *clause.span())
    return None
