"""The numbers that a report states about itself."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.amounts import amounts
from ingest.extract.references import sanctions
from ingest.model import Declared

_N = r"(?P<n>\d{1,4})"
_N2 = r"(?P<n2>\d{1,4})"
_PROBLEMS = re.compile(
    rf"(?:指出|反馈|梳理出?|发现)(?:的)?(?:具体)?问题(?P<n2>\d{{1,3}})(?:个|项|条)"
    rf"|{_N}(?:个|项|条|类)?(?:具体|主要|突出|方面的?具体|反馈)?(?:的)?(?:问题|整改事项|反馈事项)(?!线索|表现)"
)
_ASPECT = re.compile(r"\d+(?:个|大|类)方面(?:的)?$|\d+大类$")
_COMPLETED = re.compile(
    rf"(?:已经?|全部|目前|均)?(?:整改)?(?:完成|办结|销号)(?:整改|销号)?(?:的)?(?:问题|任务|事项)?(?:有|共|了)?{_N}(?:个|项|条)"
    r"|(?P<n2>\d{1,4})(?:个|项|条)(?:具体|反馈)?(?:问题|任务|事项)?[^，。；、\d]{0,8}?(?:已经?|均|全部)[^，。；\d]{0,6}?"
    r"(?:完成|办结|销号)(?!(?:整改)?[^，。；]{0,4}\d)"
)
_ONGOING = re.compile(
    rf"(?:正在(?:推进|整改|进行)|持续(?:推进|整改)|推进中|整改中|长期推进)(?:的)?(?:问题|事项)?(?:有|共)?{_N}(?:个|项|条)"
    r"|(?P<n2>\d{1,4})(?:个|项|条)(?:具体|反馈)?(?:问题|任务|事项)?[^，。；、\d]{0,6}?正在(?:推进|整改|进行)"
)
_MEASURES = re.compile(
    rf"(?:整改)?(?:措施|举措){_N}(?:条|项|个)"
    rf"|{_N2}(?:条|项|个)(?:具体|整改|针对性|可行)?(?:的)?(?:整改)?(?:措施|举措)"
)
_REGULATIONS = re.compile(
    rf"(?:制[定订]|修[订改]|出台|建立|健全|完善|新建)[^。；\n]{{0,60}}?{_N}(?:项|个|件|部|条)[^，。；\d]{{0,6}}?(?:制度|规定|办法|机制|规章)"
    r"|(?:制[定订]|修[订改]|出台|建立|健全|完善)[^。；，\d]{0,20}(?:制度|规定|办法|机制)(?P<n2>\d{1,3})(?:项|个|件|部)"
)


_PARTIAL = re.compile(
    rf"(?:阶段性|基本)(?:完成)?(?:整改)?(?:完成)?(?:的)?{_N}(?:个|项|条)|(?P<n2>\d{{1,3}})(?:个|项|条)(?:问题)?(?:阶段性|基本)完成"
)


_RATE = re.compile(
    r"(?:问题|整改)?(?:完成|办结|销号|整改)率(?:已)?(?:达到?|为)?(?P<n>\d{1,3})(?:\.\d{1,2})?%"
    r"|(?P<n2>\d{1,3})(?:\.\d{1,2})?%的(?:问题|整改)"
)
_RULES = (
    ("findings", _PROBLEMS),
    ("completed", _COMPLETED),
    ("in_progress", _ONGOING),
    ("partial", _PARTIAL),
    ("measures", _MEASURES),
    ("regulations", _REGULATIONS),
    ("rate", _RATE),
)
_SENTENCE = re.compile(r"[^。；\n]+")
_DIGIT = re.compile(r"\d")


class Statement(NamedTuple):
    """One statement about a total: which field it gives, its number, `[start, end)`."""

    field: str
    number: int
    start: int
    end: int


def statements(text: str, start: int, end: int) -> Iterator[Statement]:
    """All statements about totals in `[start, end)`, sentence by sentence."""
    for sentence in _SENTENCE.finditer(text, start, end):
        if not _DIGIT.search(text, *sentence.span()):
            continue
        for field, rule in _RULES:
            for found in rule.finditer(text, *sentence.span()):
                number = found["n"] or found["n2"]
                if not (field == "findings" and _is_part(text, found)):
                    yield Statement(field, int(number), found.start(), found.end())


def declared(text: str, found: list[Statement], overview: list[tuple[int, int]]) -> Declared:
    """The declared numbers; `overview` holds the stretches of the text that are no finding."""
    first: dict[str, int] = {}
    for statement in found:
        first.setdefault(statement.field, statement.number)
    before = overview[:1]
    recovered = [
        money.yuan
        for start, end in before
        for money in amounts(text, start, end)
        if money.role == "追回" and money.yuan is not None
    ]
    people = [
        count
        for start, end in before
        for _, count, _ in sanctions(text, start, end)
        if count is not None
    ]
    return Declared(
        findings=first.get("findings"),
        completed=first.get("completed"),
        in_progress=first.get("in_progress"),
        measures=first.get("measures"),
        regulations=first.get("regulations"),
        recovered_yuan=recovered[0] if recovered else None,
        people_disciplined=sum(people) or None,
    )


def _is_part(text: str, found: re.Match[str]) -> bool:
    """Whether the number counts only a part: 其中3个问题, 第2个问题, 整改了5个问题."""
    before = text[max(0, found.start() - 8) : found.start()]
    return bool(
        re.search(r"其中|第$|余下|剩余|另有|对$|其余|还有|新发现|细化为$|完成|办结", before)
    )
