"""Enumerators and labels: the signs by which an official document shows its structure.

GB/T 9704-2012 (7.3.3) numbers the levels of an official text 一、 （一） 1. （1）; reports add ①,
一是, 第一, 首先, 问题①：, and labels such as 整改措施：. All patterns read folded text
(`ingest.folding`).
"""

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from ingest.boundaries import BULLETS, MARK_FIRST, behind_indent, boundaries
from ingest.enumerators import Enumerator
from ingest.folding import fold
from ingest.ordinals import CIRCLED, CN, DARK_CIRCLED, PAREN_DIGITS, STEMS, ordinal
from ingest.roles import LABEL, LABEL_STARTS, Role
from ingest.status_words import STATUS_WORDS, classify


class Level(IntEnum):
    """Marks from the outermost to the innermost, as the standard nests them."""

    PART = 0  # 第一部分
    CHAPTER = 1  # 一、
    SECTION = 2  # （一）
    NUMBERED = 3  # 问题1： 第一个问题
    STATEMENT = 4  # 针对“…”的问题 at the head of a paragraph, unnumbered
    ITEM = 5  # 1. and 1、
    PAREN = 6  # （1）
    CIRCLE = 7  # ①
    ORDINAL = 8  # 第一，
    POINT = 9  # 一是 首先


_NUMBERED = re.compile(
    rf"[ ]?(?:反馈|具体|主要)?问题(?:[{CIRCLED}]|\d{{1,3}}|[{CN}]{{1,3}})[：、.]"
)
# 问题1、6正在推进 and 问题一、三均已完成 list numbers.
_NOT_AND = rf"、(?!\d|[{CN}]{{1,3}}[、，和及均都已])"
_LABEL_BEHIND = r"(?=的?(?:整改|落实|完成|办理|处理)[\u4e00-\u9fff]{0,6}：)"  # 问题1整改情况：
# What follows a quantity: 3.5万元 is no unit 3.5.
_UNITS = "十百千万亿元余多个名人亩吨米倍公平"
_MARK = re.compile(
    # A look at the first character spares most of the matching.
    rf"(?=[{MARK_FIRST}【的-])(?:"
    rf"(?P<measure>(?:(?:整改)?(?:措施|举措)(?:[{CN}]{{1,3}}|\d{{1,2}})|Action[ ]?\d{{1,2}})[：、])"
    rf"|(?P<bullet>[{BULLETS}])[ ]*"
    rf"|(?P<boxed>【\d{{1,3}}】)"
    rf"|(?P<dash>-{{2,}}(?=[\u4e00-\u9fff“\d]))"
    rf"|(?P<bracket>【[^【】\n]{{2,20}}】(?=\n))"
    rf"|(?P<decimal>\d{{1,2}}(?:[.-]\d{{1,2}}){{1,3}}(?![\d.%％{_UNITS}]|月\d)[ ]*"
    r"(?=[\u4e00-\u9fff“【]))"
    rf"|(?P<bare>\d{{1,2}}[ ]+(?=[\u4e00-\u9fff“【]))"
    rf"|(?P<part>第[{CN}]{{1,3}}(?:部分|章)[、：，\s]?|Part[ ](?:[IVX]{{1,4}}|\d{{1,2}})[ ]+)"
    rf"|(?P<numbered>(?:巡[察视]|审计)?(?:反馈|指出|查出|发现|具体|主要)?的?问题(?:[{CIRCLED}][：、.]?|(?:\d{{1,3}}|[{CN}]{{1,3}})(?:[：.]|{_NOT_AND}|{_LABEL_BEHIND})|（(?:\d{{1,3}}|[{CN}]{{1,3}})）：)"
    rf"|第(?:[{CN}]{{1,3}}|\d{{1,3}})(?:个|项|条)?(?:反馈)?问题[：、，是]?)"
    rf"|(?P<chapter>[{CN}]{{1,3}}、)"
    rf"|(?P<section>（[{CN}]{{1,3}}）[、.]?)"
    rf"|(?P<dot>\d{{1,3}}\.(?:(?!\d)|(?=\d{{4,8}}[\u4e00-\u9fff]|\d{{1,2}}月\d)))|(?P<comma>\d{{1,3}}、)|(?P<half>\d{{1,3}}）)"
    rf"|(?P<paren>（\d{{1,3}}）[、.]?|[{PAREN_DIGITS}])"
    rf"|(?P<signed>（[A-Za-z{STEMS}]）)"
    rf"|(?P<circle>[{CIRCLED}{DARK_CIRCLED}][、.]?)"
    rf"|(?P<capital>[A-Z]）)|(?P<letter>[a-z]）)"
    rf"|(?P<ordinal>第[{CN}]{{1,2}}(?:方面)?[，、：])"
    rf"|(?P<point>(?:[{CN}]|十[{CN}])(?:是(?!否)|则(?=[^，。]))|(?:首先|其次|再次|再者|最后|此外)[，：]))"
)
_MARK_AFTER = frozenset("。；！？：】")
# A step without its stop, ①补签合同②追回费用; 问题①② and 第①至③项 are no steps.
_SIGNS = CIRCLED + PAREN_DIGITS
_ENDS_STEP = re.compile(rf"[^\W{CIRCLED}题项第和与及至到见]|[”’》）%]")
_LINE_ONLY = frozenset({"bracket", "bare", "decimal", "boxed", "dash"})
_POINT_AFTER = _MARK_AFTER | frozenset("，）")
# The head of a problem without a number: 针对“…”的问题; 县供销社党组（简称…）：巡察发现…, for a
# salutation has nothing behind its colon; 巡察指出，…
_UNNUMBERED = re.compile(
    r"(?P<statement>(?:针对|关于|对于)(?![^\n]{0,78}(?:通报|报告|公告|公示|公布|公开|汇报|说明|函)(?:\n|$))(?=[^，。；\n]{0,14}[“‘\"]|[^。；\n]{2,60}问题))"
    r"|(?P<org>(?:中共)?[\u4e00-\u9fff]{2,24}(?:党委|党组|党总支|党支部|党工委|委员会)(?:（[^（）\n]{2,24}）)?：(?=[^\n]))"
    r"|(?P<told>(?:(?:巡[察视]|审计|检查|督察)(?:组)?|贵组)还?(?:反馈|指出|发现|提出)(?:的问题)?(?:是|称)?[，：])"
)
_TAG_AHEAD = re.compile(r"【([^【】\n]{2,14})】[ ]?(?=[^\n])")
_ORNAMENT = re.compile(rf"[{BULLETS}]+[ ]*")
_LEVELS = {
    "part": Level.PART,
    "boxed": Level.ITEM,
    "dash": Level.POINT,
    "bracket": Level.CHAPTER,
    "bare": Level.CHAPTER,
    "decimal": Level.SECTION,
    "bullet": Level.ITEM,
    "measure": Level.POINT,
    "numbered": Level.NUMBERED,
    "chapter": Level.CHAPTER,
    "section": Level.SECTION,
    "dot": Level.ITEM,
    "comma": Level.ITEM,
    "half": Level.PAREN,
    "paren": Level.PAREN,
    "circle": Level.CIRCLE,
    "signed": Level.PAREN,
    "capital": Level.PAREN,
    "letter": Level.CIRCLE,
    "ordinal": Level.ORDINAL,
    "point": Level.POINT,
}
_PHRASE = re.compile(r"[\u4e00-\u9fff]{1,10}")
_NUMERAL = re.compile(rf"(?:\d{{1,2}}|[{CN}]{{1,3}})(?=：)")
_LAST_NUMBER = re.compile(r"\d+")
_LAST_CELL = re.compile(r"[^\t\n]+(?:\n|$)")
_FIRST_CLAUSE = re.compile(r"[^，。；\n]{2,16}")
_LABEL_ENDS = frozenset(("：", "】", "-", "。", "\n", ""))
_ANSWERING = frozenset({Role.MEASURE, Role.RESULT, Role.STATUS})
_NO_LABELS: Mapping[str, Role] = {}
_NO_ENUMERATORS: Mapping[int, Enumerator] = {}


class Mark(NamedTuple):
    """An enumerator: its text is `[start, end)`, `style` tells 1. from 1、 on one level.

    `names_problem` where it says so itself: 问题①：; `opens_record` where the labels behind it do
    (`ingest.records`).
    """

    start: int
    end: int
    level: Level
    style: str
    ordinal: int
    opens_line: bool
    names_problem: bool = False
    opens_record: bool = False


class Label(NamedTuple):
    """A label: its text is `[start, end)`, colon included."""

    start: int
    end: int
    role: Role
    opens_line: bool


def tokens(
    text: str,
    labels: Mapping[str, Role] = _NO_LABELS,
    enumerators: Mapping[int, Enumerator] = _NO_ENUMERATORS,
) -> Iterator[Mark | Label]:
    """Marks and labels of folded `text` in order; linear in its length.

    `labels` and `enumerators` are those that this document alone uses (`ingest.labels`,
    `ingest.enumerators`).
    """
    behind = 0
    for start, at, sign, opens_line in boundaries(text, own_labels=bool(labels)):
        if at < behind or at >= len(text):
            continue
        if text[at] in BULLETS:
            at = _past_ornament(text, at, labels)
        mark = _mark(text, at, sign, opens_line)
        own = enumerators.get(_indented(text, start)) if opens_line and enumerators else None
        counts = own and (mark is None or mark.end == at or own.is_compound)
        if own and counts and (own.is_outer or not _is_field(text, own, labels)):
            mark = _own_mark(text, own)
        if mark:
            yield mark
            behind = at = mark.end
        heading = mark is not None and mark.level <= Level.SECTION
        label = _label(text, at, opens_line and not heading, labels, numbered=mark is not None)
        if label:
            yield label
            behind = label.end
            # 整改措施 ①…: behind a colon it would be found as all marks are.
            first = _mark(text, behind, "：", False) if text[behind - 1] == " " else None
            if first:
                yield first
                behind = first.end


def _indented(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    return at


def _is_field(text: str, own: Enumerator, labels: Mapping[str, Role]) -> bool:
    """Whether what stands behind a mark is but a label or a status; 第四条 反馈指出：… is none."""
    label = _label(text, own.end, True, labels)
    if label:
        return label.role is not Role.PROBLEM or not own.style.startswith("第")
    return _is_status_line(text, own.end)


def _own_mark(text: str, own: Enumerator) -> Mark:
    named = "问题" in text[own.start : own.end]
    level = Level.SECTION if own.is_part else Level.NUMBERED if named else Level.ITEM
    level = Level.PART if own.is_outer else level
    return Mark(own.start, own.end, level, own.style, own.ordinal, True, named)


def _past_ornament(text: str, at: int, own: Mapping[str, Role]) -> int:
    """Behind a bullet that only adorns the mark or label that follows it: ★问题：, ■一、"""
    bullet = _ORNAMENT.match(text, at)
    if bullet:
        follows = _MARK.match(text, bullet.end())
        if (follows and follows.lastgroup != "bullet") or _label(text, bullet.end(), True, own):
            return bullet.end()
    return at


def _mark(text: str, at: int, before: str, opens_line: bool) -> Mark | None:
    found = _MARK.match(text, at)
    opens_tag = opens_line and text.startswith("【", at)
    if opens_tag and (tag := _TAG_AHEAD.match(text, at)) and _is_status(tag[1]):
        tagged = _mark(text, tag.end(), before, opens_line)  # 【已完成】1.…
        return tagged._replace(start=at) if tagged else None
    if not found:
        return _statement(text, at) if opens_line else None
    style = str(found.lastgroup)
    if style == "bullet" and opens_line and _is_status_line(text, found.end()):
        return None
    if style == "bracket" and _closes(text, found):
        return None
    level = _LEVELS[style]
    loose = level is Level.POINT or style == "bullet"
    if before == "：" and text.endswith("附件：", 0, at):  # 附件：1.问题清单 names a file
        return None
    if not opens_line and (
        style in _LINE_ONLY
        or not (
            before in (_POINT_AFTER if loose else _MARK_AFTER)
            or (found.group()[0] in _SIGNS and _ENDS_STEP.match(before))
        )
    ):
        return None
    again = _NUMBERED.match(text, found.end())  # 1. 问题①： is one mark
    end = again.end() if again else found.end()
    while text[end : end + 1] == " ":
        end += 1
    if style == "decimal":  # 2.1 and 2.1.3 are two lists, one inside the other
        depth = sum(map(found.group().count, ".-"))
        style, level = f"decimal{depth}", (Level.SECTION, Level.ITEM, Level.PAREN)[depth - 1]
        number = int(_LAST_NUMBER.findall(found.group())[-1])
    elif style == "bullet":
        style, number = found.group().strip(), 0
    elif style == "dash":
        number = 0
    else:
        number = ordinal(found.group())
    if style == "ordinal" and opens_line:
        level = Level.NUMBERED
    return Mark(at, end, level, style, number, opens_line, bool(again) or style == "numbered")


def _closes(text: str, bracket: re.Match[str]) -> bool:
    """Whether a status alone on its line closes what stands above it: it would be a heading above
    a list that begins."""
    if not STATUS_WORDS.fullmatch(bracket.group()[1:-1]):
        return False
    below = _MARK.match(text, bracket.end() + 1)
    return below is None or (below.lastgroup != "bullet" and ordinal(below.group()) != 1)


def _is_status(words: str) -> bool:
    return STATUS_WORDS.fullmatch(words) is not None and classify(words) is not None


def _is_status_line(text: str, at: int) -> bool:
    """Whether a bullet heads but a status: → 办毕."""
    clause = _FIRST_CLAUSE.match(text, at)
    return clause is not None and STATUS_WORDS.fullmatch(clause.group()) is not None


def _statement(text: str, at: int) -> Mark | None:
    """The head of an unnumbered problem: 针对“…”的问题, or 巡察指出，…"""
    found = _UNNUMBERED.match(text, at)
    if found is None:
        return None
    if found.lastgroup == "statement":
        return Mark(at, at, Level.STATEMENT, "statement", 0, True)
    if found.lastgroup == "org":
        return Mark(at, found.end(), Level.CHAPTER, "org", 0, True)
    return Mark(at, found.end(), Level.STATEMENT, "told", 0, True, True)


def _label(
    text: str, at: int, opens_line: bool, own: Mapping[str, Role], *, numbered: bool = False
) -> Label | None:
    bracketed = text[at : at + 1] == "【"
    if not own and text[at + bracketed : at + bracketed + 1] not in LABEL_STARTS:
        return None
    found = LABEL.match(text, at + bracketed)
    if found and (not own or text[found.end() : found.end() + 1] in _LABEL_ENDS):
        end = found.end()
        role = own.get(found.group(), Role(str(found.lastgroup)))
    else:
        phrase = _PHRASE.match(text, at + bracketed) if own else None
        if not phrase or phrase.group() not in own:
            return None
        end, role = phrase.end(), own[phrase.group()]
    if opens_line and (numeral := _NUMERAL.match(text, end)):
        end = numeral.end()  # 整改成效一：
    after = text[end : end + 1]
    if bracketed and after == "】":
        end += 1 + (text[end + 1 : end + 2] == "：")
    elif after == "：":
        end += 1
    elif text.startswith("--", end):
        end += 2
    elif after == "\t" and opens_line and _LAST_CELL.match(text, end + 1):
        end += 1
    elif after == " " and opens_line and text[at:end] in own:
        end += 1  # 整改进度 已完成 (`ingest.spaced_labels`)
    elif after == "。" and numbered and opens_line and role in _ANSWERING:
        end += 1  # 1.整改措施。…
    elif not (opens_line and after in ("", "\n")):
        return None
    return Label(at, end, role, opens_line)


def opens_unit(line: str, *, wrapped: bool = False) -> bool:
    """Whether a raw line begins a unit of its own: a mark or a label stands at its head.

    Where the line above is `wrapped` into it, a label counts only with its colon or brackets.
    """
    head = fold(line[:80]) + "\n"
    at = _past_ornament(head, behind_indent(head), _NO_LABELS)
    return bool(_mark(head, at, "\n", True) or _label(head, at, not wrapped, _NO_LABELS))
