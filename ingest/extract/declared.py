"""The numbers that a report states about itself."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.amounts import amounts
from ingest.extract.references import sanctions
from ingest.model import Declared, Status
from ingest.ordinals import chinese_number
from ingest.status_words import clause_state

_N = r"(?P<n>\d{1,4})"
_N2 = r"(?P<n2>\d{1,4})"
_PROBLEMS = re.compile(
    rf"(?:指出|反馈|梳理出?|发现)(?:的)?(?:具体)?问题(?P<n2>\d{{1,3}})(?:个|项|条)"
    rf"|{_N}(?:个|项|条|类)?(?:具体|主要|突出|方面的?具体|反馈)?(?:的)?(?:问题|整改事项|反馈事项)(?!线索|表现)"
)
_ASPECT = re.compile(r"\d+(?:个|大|类)方面(?:的)?$|\d+大类$")
_COMPLETED = re.compile(
    rf"(?<!基本)(?<!阶段性)(?:已经?|全部|目前|均)?(?:整改)?(?:完成|办结|销号)(?:整改|销号)?(?:的)?(?:问题|任务|事项)?(?:有|共|了)?{_N}(?:个|项|条)"
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
# A number before what it counts: no rule matches without one.
_COUNTING = re.compile(r"\d[个项条类件部%具主突反方的问整]")
# Any wording: a clause that counts things with 个, 项 or 条 and says in what state they are.
_CLAUSE = re.compile(
    r"[^，。；：、\n]+(?:、(?!\d|[一二两三四五六七八九十]{1,2}[个项条件])[^，。；：、\n]+)*"
)
_COUNT = re.compile(
    r"(?<![\d.第])(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<unit>个|项|条|件)"
    r"(?!月|百分点|方面|工作日|单位|部门|村|镇|乡|科室|党|人|层面|轮|环节|类|阶段|专[班项]|小组|规定|原则)"
)
_TOTAL = re.compile(r"(?:问题|意见|事项|事实|毛病|短板|不足)")
_TOTAL_VERB = re.compile(r"反馈|指出|提出|认领|列[明出示]|发现|梳理|归纳|查出|移交|转来|合计|共")
_OTHER_THINGS = re.compile(r"措施|举措|制度|办法|线索|会议|资金|整改任务分解|处分|座谈|任务书")
_AIMS = re.compile("(?:正在整改|未完成)的[^，]{0,4}问题|紧盯")  # what is left to do, no total
_FIELDS = {
    Status.PARTIAL: "partial",
    Status.ONGOING: "in_progress",
    Status.DONE: "completed",
    Status.SUSTAINED: "completed",
}
_NOT_MOVED = re.compile(r"没有|没动|未动")
_FEWEST = 2  # problems that are worth a total


class Statement(NamedTuple):
    """One statement about a total: which field it gives, its number, `[start, end)`."""

    field: str
    number: int
    start: int
    end: int


def statements(text: str) -> Iterator[Statement]:
    """All statements about totals, sentence by sentence."""
    for sentence in _SENTENCE.finditer(text):
        if not _COUNTING.search(text, *sentence.span()):
            continue
        for field, rule in _RULES:
            for found in rule.finditer(text, *sentence.span()):
                number = found["n"] or found["n2"]
                if not (field == "findings" and _is_part(text, found)):
                    yield Statement(field, int(number), found.start(), found.end())


def stated_findings(found: list[Statement]) -> int | None:
    """How many problems a document says that there are; None where it says different things."""
    counts = {statement.number for statement in found if statement.field == "findings"}
    return counts.pop() if len(counts) == 1 else None


def counted(text: str, start: int, end: int) -> Iterator[Statement]:
    """What a report's overview counts, by clauses: a total of problems, then how many of them are
    in which state, in whatever words (7项已改6项，1项按计划推进).

    Only the paragraph that states the total tells; clauses that count other things are left out.
    """
    for paragraph in re.compile(r"[^\n]+").finditer(text, start, end):
        total: int | None = None
        if not (_TOTAL.search(text, *paragraph.span()) and _COUNT.search(text, *paragraph.span())):
            continue
        for clause in _CLAUSE.finditer(text, *paragraph.span()):
            words = clause.group()
            counts = list(_COUNT.finditer(words))
            if not counts or _OTHER_THINGS.search(words) or _AIMS.search(words):
                continue
            behind = clause.start()
            if total is None:
                if not _TOTAL.search(words) or words.startswith("其中"):
                    continue
                total = _count(counts[0]["n"])
                if total < _FEWEST:
                    total = None
                    continue
                of_problems = counts[0].end() + 8 >= len(words) or _TOTAL_VERB.search(words)
                if of_problems or len(counts) > 1:
                    yield Statement("findings", total, behind + counts[0].start(), clause.end())
                state = _state(words) if len(counts) == 1 and "已" in words else None
                counts = counts[1:] or ([counts[0]] if state else [])
            number = _count(counts[-1]["n"]) if counts else 0
            state = _state(words)
            if state and counts and number <= total:
                yield Statement(state, number, behind, clause.end())


def _state(words: str) -> str | None:
    """The declared field that a clause's wording counts for, its number left out."""
    bare = _COUNT.sub("", words).strip("另有其中共还的")
    status = None if _NOT_MOVED.search(words) else clause_state(bare)
    if status is None and re.search(r"已[\u4e00-\u9fff]{1,4}$", bare):
        status = Status.DONE
    return _FIELDS.get(status) if status else None


def _count(words: str) -> int:
    return int(words) if words.isdigit() else chinese_number(words.replace("两", "二"))


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
        people_disciplined=max(sum(people), _dealt_with(text, before) or 0) or None,
    )


_DEALT = re.compile("问责|处[理分置]|追责|追究|约谈")
_DEALT_WITH = re.compile(
    r"(?:问责|处[理分置]|追责|追究|约谈)[^，。；\d]{0,10}(?P<n>\d{1,4})(?:名|人)"
    r"|(?P<n2>\d{1,4})(?:名[^，。；\d]{0,6}|人)(?:[^，。；\d]{0,4})"
    r"(?:作出|受到|给予|进行|予以)[^，。；\d]{0,12}(?:处[理分]|问责)"
)


def _dealt_with(text: str, stretches: list[tuple[int, int]]) -> int | None:
    """The number of people that the overview says were dealt with, of no kind in particular."""
    for start, end in stretches:
        if not _DEALT.search(text, start, end):
            continue
        if found := _DEALT_WITH.search(text, start, end):
            return int(found["n"] or found["n2"])
    return None


def _is_part(text: str, found: re.Match[str]) -> bool:
    """Whether the number counts only a part: 其中3个问题, 第2个问题, 整改了5个问题."""
    before = text[max(0, found.start() - 8) : found.start()]
    return bool(
        re.search(r"其中|第$|领办|余下|剩余|另有|对$|其余|还有|新发现|细化为$|完成|办结", before)
    )
