"""Statuses said of problems by their numbers: in a sentence, in a table, of the rest of them."""

import re
from collections.abc import Iterator
from itertools import chain

from ingest.extract.status_wording import StatusFound, worded_status
from ingest.ordinals import CN, ordinal
from ingest.status_words import state

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
