"""Regulations 《…》, document numbers, and people dealt with."""

import re
from collections.abc import Iterator

from ingest.model import Span
from ingest.ordinals import chinese_number

_TITLE = re.compile(r"《([^《》\n]{2,60})》")
_REGULATION = re.compile(
    r"(?:制度|办法|规定|细则|条例|规则|准则|意见|方案|规程|守则|章程|清单|规范|指南|流程|公约|纪要|机制|法)(?:（.{1,8}）)?$"
)
_ISSUING = re.compile(
    r"(?:制[定订]|修[订改]|出台|印发|完善|建立|下发|重新|拟定|新建|健全)[^，。；》]{0,14}$"
)
_JOINTS = ("", "、", "和", "及", "，")
# 云纪〔2021〕53号, in any brackets: folding makes them all 【】 or （）.
_DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,8}[【（]\s?(?:19|20)\d{2}\s?[】）]\s?第?\d{1,4}号"
)
_WARNED = "(?:党内|行政|政务|严重)?警告"
# Every wording begins with a plain character, so that a search skips most of the text.
_SANCTIONS = (
    ("移送", r"移[送交](?:司法|检察|公安|纪检|监委|有关)?"),
    ("立案", r"立案(?:审查|调查|查处)?"),
    (
        "党纪政务处分",
        r"党纪(?:政[务纪])?处[分理]|政[务纪]处[分理]|纪律处[分理]|警告处[分理]|记大?过|撤职|开除党籍"
        rf"|留党察看|党内{_WARNED}|行政{_WARNED}|政务{_WARNED}|严重{_WARNED}",
    ),
    ("诫勉谈话", r"诫勉(?:谈话)?"),
    ("责令检查", r"责令[^，。；]{0,16}?(?:检查|检讨)|书面检[查讨]|深刻检[查讨]"),
    ("通报批评", r"通报批评|通报曝光"),
    ("批评教育", r"批评教育"),
    ("谈话提醒", r"谈话提醒|提醒谈话|集体谈话|组织谈话|廉政谈话|警示谈话"),
    ("约谈", r"约谈"),
)
_KIND = re.compile("|".join(words for _, words in _SANCTIONS))
_KINDS = tuple((kind, re.compile(words)) for kind, words in _SANCTIONS)
_PEOPLE = re.compile(r"(\d{1,4}|[一二三四五六七八九十]{1,3})(?:名|人次?|位)")
_BEHIND = re.compile(r"[^，。；、]{0,6}?" + _PEOPLE.pattern)


def regulations(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """Spans of the names of rules, and whether the text says that they were made or revised."""
    issued, behind = False, start
    for found in _TITLE.finditer(text, start, end):
        if text[behind : found.start()] not in _JOINTS:
            before = text[max(start, found.start() - 24) : found.start()]
            issued = bool(_ISSUING.search(before))
        behind = found.end()
        if _REGULATION.search(found.group(1)):
            yield found.span(1), issued


def document_numbers(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of document numbers."""
    if "号" in text[start:end]:
        for found in _DOCUMENT_NUMBER.finditer(text, start, end):
            yield found.span()


def sanctions(text: str, start: int, end: int) -> Iterator[tuple[str, int | None, Span]]:
    """Kind, number of people (None where none is given), and span of each sanction.

    The number stands in the same clause: 对5名干部予以责令检查, 批评教育3人, 诫勉谈话2人次.
    """
    for found in _KIND.finditer(text, start, end):
        kind = next(kind for kind, words in _KINDS if words.fullmatch(found.group()))
        behind = _BEHIND.match(text, found.end(), end)
        if behind:
            yield kind, _count(behind.group(1)), (found.start(), behind.end())
            continue
        left = max(text.rfind(mark, start, found.start()) for mark in "，。；\n、")
        before = list(_PEOPLE.finditer(text, max(left + 1, start), found.start()))
        if before:
            yield kind, _count(before[-1].group(1)), (before[-1].start(), found.end())
        else:
            yield kind, None, found.span()


def _count(words: str) -> int:
    return int(words) if words.isdigit() else chinese_number(words)
