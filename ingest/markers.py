"""Enumerators and labels: the signs by which an official document shows its structure.

GB/T 9704-2012 (7.3.3) numbers the levels of an official text 一、 （一） 1. （1）; reports add ①,
一是, 第一, 首先, 问题①：, and labels such as 整改措施：. All patterns read folded text
(`ingest.folding`).
"""

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum, StrEnum
from functools import cache
from typing import NamedTuple

from ingest.folding import fold

CN = "一二三四五六七八九十百"
BULLETS = "■◆●▲★◇□◎○•→▶➢☆△◼⚫"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_OTHER_CIRCLED = "❶❷❸❹❺❻❼❽❾❿"
_PAREN_DIGITS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"


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


class Role(StrEnum):
    """What a labelled passage holds."""

    PROBLEM = "problem"
    MEASURE = "measure"
    RESULT = "result"
    STATUS = "status"
    LEADER = "leader"
    UNIT = "unit"
    DEADLINE = "deadline"
    NUMBER = "number"
    ORG = "org"
    NOTE = "note"


# Words that label a passage or head a table column, each in the wordings that offices use.
_ROLE_WORDS: dict[Role, str] = {
    Role.PROBLEM: (
        r"(?:巡察|巡视|审计|检查)(?:组)?(?:反馈|发现|指出|查出)|(?:巡察|巡视|审计)?(?:组)?(?:反馈|发现|指出|存在|查摆|查出)的?(?:主要|具体|突出)?问题"
        r"(?:描述|表现|清单|内容)?|问题(?:表现|描述|内容|情况|概述|摘要|清单|简述)|具体(?:问题|表现)"
        r"|主要问题|反馈(?:意见|内容|事项)|存在(?:的)?不足|事实(?:描述|表现)|问题"
    ),
    Role.MEASURE: (
        r"(?:具体|主要|采取的?|整改|工作)*(?:措施|举措|做法|办法)(?:及成效)?|整改(?:落实|工作)?(?:措施|举措|做法|办法|情况|落实)(?:及(?:成效|结果|效果|进展"
        r"(?:情况)?|完成情况|进度))?|整改(?:落实|工作)情况|整改(?:任务|工作)?(?:落实|推进)情况"
        r"|采取(?:的)?(?:整改)?(?:措施|举措)|具体(?:做法|措施|举措)|措施(?:及成效)?|处理(?:措施|意见)"
        r"|整改(?:内容|过程|任务)|落实情况"
    ),
    Role.RESULT: (
        r"(?:阶段性?)?(?:整改|取得|工作)(?:的)?(?:成效|效果|成果)|整改(?:落实)?成效|成效|处理情况"
        r"|处置情况|问责情况|建章立制(?:情况)?"
    ),
    Role.STATUS: (
        r"整改(?:完成)?(?:进度|结果|状态|结论|进展(?:情况)?|程度)|整改完成(?:情况|与否)|完成(?:情况|进度|状态)"
        r"|(?:目前)?(?:进度|进展)(?:情况)?|当前状态|销号(?:情况|状态)|状态|整改结果(?:情况)?|是否完成(?:整改)?"
    ),
    Role.LEADER: (
        r"(?:整改)?(?:责任|牵头|分管|包抓|挂点|包联|主管|督办|第一责任)(?:领导|人员|人|班子成员)(?:及职务)?"
        r"|(?:领导)?责任人|整改(?:责任)?领导|牵头(?:责任)?领导|牵头县级领导"
    ),
    Role.UNIT: (
        r"(?:整改)?(?:责任|牵头|承办|落实|配合|主责|主办)(?:单位|部门|科室|股室|处室|办公室|站所|机构|村|支部)"
        r"(?:\(部门\)|（部门）)?|整改单位|整改(?:责任)?部门"
    ),
    Role.DEADLINE: (
        r"(?:整改|完成|办结|销号|计划|规定|预计)(?:整改|完成)?(?:时限|期限|时间|日期)(?:要求)?|时限(?:要求)?|完成日期|期限"
    ),
    Role.NUMBER: r"序号|编号|问题编号|问题序号",
    Role.ORG: (
        r"(?:被巡察|被巡视|被审计|被检查)(?:单位|党组织|对象)|单位(?:名称)?|所属单位|涉及单位"
    ),
    Role.NOTE: r"备注|方面|类别|问题类(?:型|别)|反馈方面",
}
# The roles whose wordings begin alike stand with the longer wording first.
_LABEL_ROLES = (
    Role.STATUS,
    Role.LEADER,
    Role.UNIT,
    Role.DEADLINE,
    Role.RESULT,
    Role.MEASURE,
    Role.PROBLEM,
)
_LABEL = re.compile("|".join(f"(?P<{role.value}>{_ROLE_WORDS[role]})" for role in _LABEL_ROLES))
# What decides for a column heading that is worded in no known way; the first that occurs counts.
_HEADER_HINTS = tuple(
    (role, re.compile(hint))
    for role, hint in (
        (Role.NUMBER, "序号|编号"),
        (Role.STATUS, "结果|进度|状态|销号|完成情况|是否"),
        (Role.LEADER, "领导|责任人|负责人"),
        (Role.UNIT, "责任单位|部门|科室|股室|牵头单位"),
        (Role.DEADLINE, "时限|期限|时间"),
        (Role.MEASURE, "措施|举措|做法|整改情况|整改落实|整改内容"),
        (Role.PROBLEM, "问题"),
        (Role.ORG, "单位"),
    )
)
# A cheap look at one character spares most of the matching.
_LABEL_STARTS = frozenset("".join(_ROLE_WORDS.values()))
_HEADER = {role: re.compile(words) for role, words in _ROLE_WORDS.items()}

_NUMBERED = re.compile(
    rf"[ ]?(?:反馈|具体|主要)?问题(?:[{CIRCLED}]|\d{{1,3}}|[{CN}]{{1,3}})[：、.]"
)
_MARK = re.compile(
    rf"(?P<measure>(?:整改)?(?:措施|举措)(?:[{CN}]{{1,3}}|\d{{1,2}})[：、])"
    rf"|(?P<bullet>[{BULLETS}])[ ]*"
    rf"|(?P<bracket>【[^【】\n]{{2,20}}】(?=\n))"
    rf"|(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?![\d.%％])[ ]?(?=[\u4e00-\u9fff“]))"
    rf"|(?P<bare>\d{{1,2}}[ ]+(?=[\u4e00-\u9fff“]))"
    rf"|(?P<part>第[{CN}]{{1,3}}(?:部分|章)[、：，\s]?)"
    rf"|(?P<numbered>(?:反馈|具体|主要)?问题(?:[{CIRCLED}]|\d{{1,3}}|[{CN}]{{1,3}})[：、.]"
    rf"|第(?:[{CN}]{{1,3}}|\d{{1,3}})(?:个|项|条)?(?:反馈)?问题[：、，]?)"
    rf"|(?P<chapter>[{CN}]{{1,3}}、)"
    rf"|(?P<section>（[{CN}]{{1,3}}）[、.]?)"
    rf"|(?P<dot>\d{{1,3}}\.(?!\d))|(?P<comma>\d{{1,3}}、)|(?P<half>\d{{1,3}}）)"
    rf"|(?P<paren>（\d{{1,3}}）[、.]?|[{_PAREN_DIGITS}])"
    rf"|(?P<circle>[{CIRCLED}{_OTHER_CIRCLED}][、.]?)"
    rf"|(?P<ordinal>第[{CN}]{{1,2}}(?:方面)?[，、：])"
    rf"|(?P<point>(?:[{CN}]|十[{CN}])(?:是(?!否)|则(?=[^，。]))|(?:首先|其次|再次|再者|最后|此外)[，：])"
)
# What may stand before a mark or label at the head of a line: indents, bullets, heading marks.
_INDENT = r"[ \t\u3000>*#\-]*"
_INDENT_ONLY = re.compile(_INDENT)
_BOUNDARY = re.compile(rf"^{_INDENT}|[。；！？：】）（，、][ \t]*|\t|[ ]+|(?=【)", re.M)
_MARK_AFTER = frozenset("。；！？：】")
_LINE_ONLY = frozenset({"bracket", "bare", "decimal"})
_POINT_AFTER = _MARK_AFTER | frozenset("，）")
_STATEMENT = re.compile(r"(?:针对|关于|对于)(?=[^，。；\n]{0,14}[“‘\"]|[^。；\n]{2,60}问题)")

LAST = 0  # 最后 ends a list, however long
_ORNAMENT = re.compile(rf"[{BULLETS}]+[ ]*")
_TOLD = re.compile(
    r"(?:巡[察视]|审计|检查)(?:组)?(?:反馈|指出|发现|提出)(?:的问题)?(?:是|称)?[，：]"
)
_LEVELS = {
    "part": Level.PART,
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
    "ordinal": Level.ORDINAL,
    "point": Level.POINT,
}


# Paragraphs that close a document; what stands in them belongs to no unit.
_CLOSING = re.compile(
    r"^[ ]*(?:欢迎|联系(?:人|电话|方式)|监督电话|举报电话|如有意见|特此(?:报告|通报|公告|公示)|邮政|电子邮箱|通[讯信]地址"
    r"|(?:截至目前|目前|总之)?，?(?:以上|上述)[^，。\n]{0,12}(?:问题|事项|工作|任务)|下一?步，|下阶段，|今后，|接下来"
    r"|（[^（）\n]{2,20}(?:供稿|来源)）|注：|附件|【[^【】\n]{1,16}】$"
    r"|(?:中共)?[^，。：；\n\d]{2,30}(?:委员会|党委|党组|总支部?|党支部|人民政府|局|办公室|工委)[ ]*$"
    r"|(?:19|20|二[〇零])[^，。；\n]{2,3}年[^，。；\n]{1,8}[日号][ ]*$)",
    re.M,
)


_PHRASE = re.compile(r"[\u4e00-\u9fff]{2,10}")
_NONE: Mapping[str, Role] = {}


class Mark(NamedTuple):
    """An enumerator: its text is `[start, end)`, `style` tells 1. from 1、 on one level.

    `names_problem` where it says so itself: 问题①：.
    """

    start: int
    end: int
    level: Level
    style: str
    ordinal: int
    opens_line: bool
    names_problem: bool = False


class Label(NamedTuple):
    """A label: its text is `[start, end)`, colon included."""

    start: int
    end: int
    role: Role
    opens_line: bool


def tokens(text: str, own: Mapping[str, Role] = _NONE) -> Iterator[Mark | Label]:
    """Marks and labels of folded `text` in order; linear in its length.

    `own` are labels that this document alone uses, phrase → role (`ingest.labels`).
    """
    behind = 0
    for boundary in _BOUNDARY.finditer(text):
        at = boundary.end()
        if at < behind or at >= len(text):
            continue
        opens_line = boundary.start() == 0 or text[boundary.start() - 1] == "\n"
        at = _past_ornament(text, at)
        mark = _mark(text, at, boundary.group()[:1], opens_line)
        if mark:
            yield mark
            behind = at = mark.end
        heading = mark is not None and mark.level <= Level.SECTION
        label = _label(text, at, opens_line and not heading, own)
        if label:
            yield label
            behind = label.end


def closing(text: str, after: int) -> int:
    """Where the paragraphs begin that close the document, behind offset `after`; else its end.

    Only what no list carries on is closing: `after` is where the last line-opening unit begins.
    """
    line = text.find("\n", after)
    found = _CLOSING.search(text, line + 1) if line >= 0 else None
    return found.start() if found else len(text)


def _past_ornament(text: str, at: int) -> int:
    """Behind a bullet that only adorns the mark or label that follows it: ★问题：, ■一、"""
    bullet = _ORNAMENT.match(text, at)
    if bullet:
        follows = _MARK.match(text, bullet.end())
        if (follows and follows.lastgroup != "bullet") or _LABEL.match(text, bullet.end()):
            return bullet.end()
    return at


def _mark(text: str, at: int, before: str, opens_line: bool) -> Mark | None:
    found = _MARK.match(text, at)
    if not found:
        return _statement(text, at) if opens_line else None
    style = str(found.lastgroup)
    level = _LEVELS[style]
    loose = level is Level.POINT or style == "bullet"
    if not opens_line and (
        style in _LINE_ONLY or before not in (_POINT_AFTER if loose else _MARK_AFTER)
    ):
        return None
    again = _NUMBERED.match(text, found.end())  # 1. 问题①： is one mark
    end = again.end() if again else found.end()
    while text[end : end + 1] == " ":
        end += 1
    if style == "decimal":  # 2.1 and 2.1.3 are two lists, one inside the other
        depth = found.group().count(".")
        style, level = f"decimal{depth}", (Level.SECTION, Level.ITEM, Level.PAREN)[depth - 1]
        number = int(found.group().strip().rsplit(".", 1)[1])
    elif style == "bullet":
        style, number = found.group().strip(), 0
    else:
        number = ordinal(found.group())
    if style == "ordinal" and opens_line:
        level = Level.NUMBERED
    return Mark(at, end, level, style, number, opens_line, bool(again) or style == "numbered")


def _statement(text: str, at: int) -> Mark | None:
    """The head of an unnumbered problem: 针对“…”的问题, or 巡察指出，…"""
    if _STATEMENT.match(text, at):
        return Mark(at, at, Level.STATEMENT, "statement", 0, True)
    told = _TOLD.match(text, at)
    if told:
        return Mark(at, told.end(), Level.STATEMENT, "told", 0, True, True)
    return None


def _label(text: str, at: int, opens_line: bool, own: Mapping[str, Role]) -> Label | None:
    bracketed = text[at : at + 1] == "【"
    if not own and text[at + bracketed : at + bracketed + 1] not in _LABEL_STARTS:
        return None
    found = _LABEL.match(text, at + bracketed)
    if found:
        end, role = found.end(), Role(str(found.lastgroup))
    else:
        phrase = _PHRASE.match(text, at + bracketed) if own else None
        if not phrase or phrase.group() not in own:
            return None
        end, role = phrase.end(), own[phrase.group()]
    after = text[end : end + 1]
    if bracketed and after == "】":
        end += 1 + (text[end + 1 : end + 2] == "：")
    elif after == "：":
        end += 1
    elif not (opens_line and after in ("", "\n")):
        return None
    return Label(at, end, role, opens_line)


def known_label(phrase: str) -> bool:
    """Whether the phrase is a label in every document."""
    return _LABEL.fullmatch(phrase) is not None


def header_role(cell: str) -> Role | None:
    """What a table column holds, by its (folded) heading; None where it names nothing known."""
    words = "".join(cell.split()).strip("：")
    for role in Role:
        if _HEADER[role].fullmatch(words):
            return role
    if len(words) > 12:
        return None
    return next((role for role, hint in _HEADER_HINTS if hint.search(words)), None)


def opens_unit(line: str) -> bool:
    """Whether a raw line begins a unit of its own: a mark or a label stands at its head."""
    head = fold(line[:80])
    indent = _INDENT_ONLY.match(head)
    at = _past_ornament(head, indent.end() if indent else 0)
    return bool(_mark(head, at, "\n", True) or _label(head, at, True, _NONE))


@cache
def ordinal(mark: str) -> int:
    """The number in a mark: 3 for 三、 （三） 3. ③ 第三 三是; 1, 2, LAST for 首先, 其次, 最后."""
    for words, number in (("首先", 1), ("其次", 2), ("再次", 3), ("再者", 3), ("最后", LAST)):
        if words in mark:
            return number
    for character in mark:
        for row in (CIRCLED, _OTHER_CIRCLED, _PAREN_DIGITS):
            if character in row:
                return row.index(character) + 1
    digits = re.search(r"\d+", mark)
    if digits:
        return int(digits.group())
    numeral = re.search(rf"[{CN}]+", mark)
    return chinese_number(numeral.group()) if numeral else 0


def chinese_number(numeral: str) -> int:
    """一 to 九十九 as a number (enumerators go no further)."""
    tens, _, ones = numeral.rpartition("十")
    if "十" in numeral:
        return (CN.find(tens) + 1 or 1) * 10 + (CN.find(ones) + 1 if ones else 0)
    return CN.find(numeral[-1]) + 1
