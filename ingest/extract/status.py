"""How far a problem is solved, by the report's own words.

A status is recognised by its vocabulary: a label's value, a tag or a closing sentence counts only
where it holds nothing but the words that statuses are made of.
"""

import re
from typing import NamedTuple

from ingest.markers import Role
from ingest.model import Status
from ingest.outline import Node

_DONE = r"完成|办结|销号|到位|立行立改|即知即改|立知立改|完毕|已整改|已解决|整改好|已落实|达标"
_KEPT = re.compile(rf"(?:{_DONE}).*(?:长期|持续|常态)|(?:长期|持续|常态化?)坚持")
_RULES = (
    (
        Status.OPEN,
        re.compile(
            r"未(?:整改|办结|销号|解决|落实|启动)|未(?:能|按期|如期|全部)?完成|没有?完成|^否$"
        ),
    ),
    (
        Status.ONGOING,
        re.compile(r"正在|(?:推进|整改|进行|办理|落实)中|(?:有序|加快|稳步|逐步)推进|尚[在需待]"),
    ),
    (Status.PARTIAL, re.compile(r"基本|阶段性|部分(?:完成|整改)|初步(?:完成|成效)")),
    (Status.SUSTAINED, _KEPT),
    (Status.DONE, re.compile(rf"{_DONE}|^是$")),
    (Status.ONGOING, re.compile(r"(?:持续|长期|继续|不断)(?:整改|推进|深化|抓|落实|巩固)|推进")),
    (Status.PARTIAL, re.compile(r"取得.*成[效果]")),
)
_VOCABULARY = re.compile(
    r"(?:该项?|本|此|上述|以上|所有|全部|各项|这一|反馈)?(?:问题|任务|事项|整改)?"
    r"(?:目前|现|当前|截至目前|整改|情况|状态|结果|进度|进展|任务|事项|工作|：|，|、|。|；|\s|-|已经?|全部|均|都|基本|并"
    r"|且|和|了|的|为|按期|按时|如期|完成|销号|办结|到位|立行立改|即知即改|立知立改|长期|持续|继续|坚持|巩固|推进|深化"
    r"|正在|中|有序|加快|稳步|逐步|阶段性|取得|成效|成果|较好|明显|一定|显著|初步|未|尚未|尚在|待|部分|需要?|抓好|抓"
    r"|落实|完毕|解决|达到|序时|计划|常态化?|进行|整改好|没有?|能|还|仍|办理|启动|是|否|100%|达标)+"
)
_TAG = re.compile(
    r"[【（]([^【】（）\n]{2,30})[】）]|(?:-{1,2}|——)([^\n。；，]{2,16})(?=[。；]?\s*(?:\n|$))"
)
_HEADING = re.compile(
    r"(?:已|正在|尚未|未|基本|阶段性|需|立行立改|长期|持续|继续)[^，。；\n]{0,12}?(?:整改|完成|推进|坚持|办结|销号)"
    r"[^，。；\n]{0,8}?(?:的?(?:问题|事项|任务)|情况)|(?:问题|事项)(?:已|正在|尚未|未)[^，。；\n]{2,10}$"
)
_FOR_ALL = re.compile(
    r"(?:(?:以上|上述|所有|全部|各项|反馈的?|这些|这|以下)[^，。；\n]{0,24}(?:问题|事项|任务)"
    r"|\d{1,3}(?:个|项|条)(?:具体|突出|主要)?(?:问题|事项|任务))"
    r"[^，。；\n]{0,12}?(?:已经?|均|全部|都)[^。；\n]{0,4}?(?:完成|整改|办结|销号)[^。；\n]{0,16}"
)


class StatusFound(NamedTuple):
    """A status and where its wording stands, `[start, end)`."""

    status: Status
    start: int
    end: int


def classify(wording: str) -> Status | None:
    """The status that a (folded) wording expresses; None where it expresses none."""
    if _KEPT.search(wording) and re.match(r"[^正未尚]*(?:已|完成|立行)", wording):
        if not _RULES[2][1].search(wording):
            return Status.SUSTAINED
    for status, rule in _RULES:
        if rule.search(wording):
            return status
    return None


def finding_status(text: str, node: Node) -> StatusFound | None:
    """The status of the problem in `node`: by its label, a tag, or a closing sentence."""
    for passage in node.passages:
        if passage.role is Role.STATUS:
            found = _wording(text, passage.start, passage.end)
            if found:
                return found
    return (
        _tagged(text, node.start, node.end)
        or _closing_sentence(text, node.start, node.end)
        or _result(text, node)
    )


def cell_status(text: str, start: int, end: int) -> StatusFound | None:
    """The status in a table cell: the whole cell, or a tag or sentence in it."""
    return (
        _wording(text, start, end)
        or _tagged(text, start, end)
        or _closing_sentence(text, start, end)
    )


def heading_status(heading: str) -> Status | None:
    """The status that a heading gives to all problems under it: 已完成整改的问题."""
    found = _HEADING.search(heading)
    if not found or re.search(r"整改落实情况|(?<!已)完成情况$", heading):
        return None
    return classify(found.group())


def status_for_all(text: str, start: int, end: int) -> StatusFound | None:
    """A status stated once for all problems: 以上问题均已整改完成."""
    for found in _FOR_ALL.finditer(text, start, end):
        if re.search(r"\d+个.{0,6}(?:未|正在)|未(?:完成|整改)", found.group()):
            continue
        status = classify(found.group())
        if status in (Status.DONE, Status.SUSTAINED):
            return StatusFound(status, found.start(), found.end())
    return None


def _wording(text: str, start: int, end: int) -> StatusFound | None:
    """The first line or sentence of a label's value, where it is a status and nothing else."""
    value = re.compile(r"\s*([^\n]*?)[。；]?\s*(?:\n|$)").match(text, start, end)
    candidates = [value.span(1)] if value else []
    sentence = re.compile(r"\s*([^\n。；]+)").match(text, start, end)
    if sentence:
        candidates.append(sentence.span(1))
    clause = re.compile(r"\s*([^\n。；，]+)").match(text, start, end)
    if clause:
        candidates.append(clause.span(1))
    for at, until in candidates:
        if 0 < until - at <= 40 and _VOCABULARY.fullmatch(text, at, until):
            status = classify(text[at:until])
            if status:
                return StatusFound(status, at, until)
    return None


def _tagged(text: str, start: int, end: int) -> StatusFound | None:
    """The last bracket that holds a status: 【已完成整改，并长期坚持】."""
    last = None
    for tag in _TAG.finditer(text, start, end):
        group = 1 if tag.group(1) else 2
        if _VOCABULARY.fullmatch(tag.group(group)):
            status = classify(tag.group(group))
            if status:
                last = StatusFound(status, *tag.span(group))
    return last


_SENTENCES = re.compile(r"[^。；\n【】]+")


def _closing_sentence(text: str, start: int, end: int) -> StatusFound | None:
    """A sentence near the end of the block that is a status and nothing else."""
    tail = max(start, end - 120)
    last = None
    for sentence in _SENTENCES.finditer(text, tail, end):
        wording = sentence.group().strip()
        if 4 <= len(wording) <= 40 and _VOCABULARY.fullmatch(wording):
            status = classify(wording)
            if status:
                at = sentence.start() + sentence.group().index(wording)
                last = StatusFound(status, at, at + len(wording))
    return last


def _result(text: str, node: Node) -> StatusFound | None:
    """整改成效：已完成整改… or 整改情况：已整改到位。 — a label's value that begins with a status."""
    for passage in node.passages:
        if passage.role in (Role.RESULT, Role.MEASURE):
            found = _wording(text, passage.start, passage.end)
            if found:
                return found
    return None
