"""The numbers that a report states about itself."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ingest.extract.amounts import amounts
from ingest.extract.references import sanctions
from ingest.extract.sentences import sentences_with
from ingest.model import Declared, Status
from ingest.ordinals import chinese_number
from ingest.status_words import clause_state

_N = r"(?P<n>\d{1,4})"
_N2 = r"(?P<n2>\d{1,4})"
_PROBLEMS = re.compile(
    rf"(?:指出|反馈|梳理出?|发现)(?:的)?(?:具体)?问题(?P<n2>\d{{1,3}})(?:个|项|条)(?!方面|大类|类)"
    r"|问题(?:\d{1,2}(?:个方面|大?类|个大类)[，、]?){1,3}(?P<n3>\d{1,3})(?:个|项|条)(?!方面)"
    rf"|{_N}(?:个|项|条|类)?(?:具体|主要|突出|方面的?具体|反馈)?(?:的)?(?:问题|整改事项|反馈事项)(?!线索|表现)"
)
_ASPECT = re.compile(r"\d+(?:个|大|类)方面(?:的)?$|\d+大类$")
_COMPLETED = re.compile(
    rf"(?<!基本)(?<!阶段性)(?<![未拟])(?:已经?|全部|目前|均)?(?:整改)?(?:完成|办结|销号)(?:整改|销号)?(?:的)?(?:问题|任务|事项)?(?:有|共|了)?{_N}(?:个|项|条)"
    r"|(?<![\d第])(?P<n2>\d{1,4})(?:个|项|条)(?:具体|反馈)?(?:问题|任务|事项)?[^，。；、\d]{0,8}?(?:已经?|均|全部)[^，。；\d]{0,6}?"
    r"(?:完成|办结|销号)(?!(?:整改)?[^，。；]{0,4}\d)"
)
_ONGOING = re.compile(
    rf"(?:正在(?:推进|整改|进行)|持续(?:推进|整改)|推进中|整改中|长期推进)(?:的)?(?:问题|事项)?(?:有|共)?{_N}(?:个|项|条)"
    r"|(?<![\d第])(?P<n2>\d{1,4})(?:个|项|条)(?:具体|反馈)?(?:问题|任务|事项)?[^，。；、\d]{0,6}?正在(?:推进|整改|进行)"
)
_MEASURES = re.compile(
    rf"(?:整改)?(?:措施|举措)(?:，?共)?{_N}(?:条|项|个)"
    rf"|{_N2}(?:条|项|个)(?:具体|整改|针对性|可行)?(?:的)?(?:整改)?(?:措施|举措)"
)
_REGULATIONS = re.compile(
    rf"(?:制[定订]|修[订改]|出台|建立|健全|完善|新建)[^。；\n]{{0,60}}?{_N}(?:项|个|件|部|条)[^，。；\d]{{0,6}}?(?:制度|规定|办法|机制|规章)"
    r"|(?:制[定订]|修[订改]|出台|建立|健全|完善|新建|新增)[^。；，\d]{0,20}(?:制度|规定|办法|机制)(?P<n2>\d{1,3})(?:项|个|件|部)"
    r"|(?:建章立制|整章建制)(?P<n3>\d{1,3})(?:项|个|件)"
)


_PARTIAL = re.compile(
    rf"(?:阶段性|基本)(?:完成)?(?:整改)?(?:完成)?(?:的)?{_N}(?:个|项|条)|(?P<n2>\d{{1,3}})(?:个|项|条)(?:问题)?(?:阶段性|基本)完成"
)


_OPEN = re.compile(
    rf"未(?:完成|启动|整改|销号|办结|到位)(?:整改|的)?(?:问题)?(?:有|共)?{_N}(?:个|项|条)"
)
_SUSTAINED = re.compile(rf"长期坚持(?:的)?(?:问题)?(?:有|共)?{_N}(?:个|项|条)")
_REFINED = re.compile(rf"（[^（）\n]{{0,16}}细化[为成]{_N}(?:个|项|条)[^（）\n]{{0,8}}）")
# 反馈问题13个，目前已全部整改完成: the total again, without its number.
_ALL_OF_IT = re.compile(
    r"(?:截[至止][^，。；]{0,16}|目前|现|眼下|至此)?(?:，)?(?:现?已经?|均|都|现)*(?:全部|均|都)(?:已)?"
    r"(?:整改)?(?:完成|到位|办结|销号|改好|改完)(?:整改|销号|到位)?"
)


_RATE = re.compile(
    r"(?:问题|整改)?(?:完成|办结|销号|整改)率(?:已)?(?:达到?|为)?(?P<n>\d{1,3})(?:\.\d{1,2})?%"
    r"|(?P<n2>\d{1,3})(?:\.\d{1,2})?%的(?:问题|整改)"
)
# Each with words without which it matches nothing: most sentences are spared most of the rules.
_RULES = (
    ("findings", re.compile("问题|事项"), _PROBLEMS),
    ("completed", re.compile("完成|办结|销号"), _COMPLETED),
    ("in_progress", re.compile("正在|持续|推进|整改中"), _ONGOING),
    ("partial", re.compile("阶段性|基本"), _PARTIAL),
    ("open", re.compile("未"), _OPEN),
    ("sustained", re.compile("长期坚持"), _SUSTAINED),
    ("refined", re.compile("细化"), _REFINED),
    ("measures", re.compile("措施|举措"), _MEASURES),
    ("regulations", re.compile("制度|规定|办法|机制|规章|建章立制|整章建制"), _REGULATIONS),
    ("rate", re.compile("率|%的"), _RATE),
)
# A number before what it counts: no rule matches without one.
_COUNTING = re.compile(r"[0-9][个项条类件部%具主突反方的问整]")
# Any wording: a clause that counts things with 个, 项 or 条 and says in what state they are.
_CLAUSE = re.compile(
    r"[^，。；：、\n]+(?:、(?!\d|[一二两三四五六七八九十]{1,2}[个项条件])[^，。；：、\n]+)*"
)
_COUNT = re.compile(
    r"(?<![\d.第])(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<unit>个|项|条|件)"
    r"(?!月|百分点|方面|工作日|单位|部门|村|镇|乡|科室|党|人|层面|轮|环节|类|阶段|专[班项]|小组|规定|原则)"
)
_COUNTED = re.compile("[0-9一二两三四五六七八九十][个项条件]")  # no count is without
_TOTAL = re.compile(r"(?:问题|意见|事项|事实|毛病|短板|不足)")
_TOTAL_VERB = re.compile(r"反馈|指出|提出|认领|列[明出示]|发现|梳理|归纳|查出|移交|转来|合计|共")
_OTHER_THINGS = re.compile(
    r"领办|带头|督办|查摆|措施|举措|制度|办法|线索|会议|资金|整改任务分解|处分|座谈|任务书"
)
_AIMS = re.compile("(?:正在整改|未完成)的[^，]{0,4}问题|紧盯")  # what is left to do, no total
_CLOSING = re.compile(r"^[ \t]{0,40}(?:合计|总计|共计)[^\n]*", re.M)
_PARAGRAPH = re.compile(r"[^\n]+")
_LINE = 40  # characters of a heading
# 一、党的领导方面（2个问题）: a chapter counts its own.
_CHAPTER = re.compile(r"^[^，。；：\n]{2,30}（共?\d{1,3}[个项条](?:问题)?）[ ]*$", re.M)
_FOOT = 800  # characters
_FIELDS = {
    Status.PARTIAL: "partial",
    Status.ONGOING: "in_progress",
    Status.DONE: "completed",
    Status.SUSTAINED: "completed",
}
_OF_A_PART = ("其中", "本类", "该类", "此类", "这类")
# 已完成整改的问题4个 counts a part.
_STATE_FIRST = re.compile(
    r"\s*(?:已经?|正在|尚未|未|基本|阶段性)[^\d]{0,10}的(?:问题|事项|任务)?(?:有|共|为)?\d"
)
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
    told = False
    for start, end in sentences_with(_COUNTING, text):
        for field, needed, rule in _RULES:
            if not needed.search(text, start, end):
                continue
            for found in rule.finditer(text, start, end):
                line = text.rfind("\n", max(0, found.start() - _LINE), found.start()) + 1
                if line in _chapters(text) and found.start() - line < _LINE:
                    continue
                number = next(n for n in found.groups() if n)
                if field == "findings" and _is_part(text, found, first=not told):
                    continue
                told = told or field == "findings"
                kinds = field == "findings" and "类" in found.group()  # 12类问题
                yield Statement("kinds" if kinds else field, int(number), *found.span())


@lru_cache(maxsize=1)  # of each text in turn
def _chapters(text: str) -> frozenset[int]:
    """Where the lines begin that head chapters and count what is in each."""
    found = [each.start() for each in _CHAPTER.finditer(text)]
    return frozenset(found if len(found) > 1 else ())


def closing(text: str) -> Iterator[tuple[int, int]]:
    """The lines at the foot that sum up a list: 合计：7条，已销号5条，正在整改2条."""
    for found in _CLOSING.finditer(text, max(0, len(text) - _FOOT)):
        yield found.span()


def stated_findings(found: list[Statement]) -> int | None:
    """How many problems a document says that there are; None where it says different things."""
    counts = {statement.number for statement in found if statement.field == "findings"}
    return counts.pop() if len(counts) == 1 else None


def counted(text: str, start: int, end: int) -> Iterator[Statement]:
    """What a report's overview counts, by clauses: a total of problems, then how many of them are
    in which state, in whatever words (7项已改6项，1项按计划推进).

    Only the paragraph that states the total tells; clauses that count other things are left out.
    """
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        if paragraph.start() in _chapters(text):
            continue
        total: int | None = None
        closing = _CLOSING.match(text, *paragraph.span()) is not None
        of_problems = closing or _TOTAL.search(text, *paragraph.span())
        if not (of_problems and _COUNTED.search(text, *paragraph.span())):
            continue
        for clause in _CLAUSE.finditer(text, *paragraph.span()):
            words = clause.group()
            counts = list(_COUNT.finditer(words)) if _COUNTED.search(words) else []
            if total is not None and _ALL_OF_IT.fullmatch(words):
                yield Statement("completed", total, clause.start(), clause.end())
            if not counts or _OTHER_THINGS.search(words) or _AIMS.search(words):
                continue
            behind = clause.start()
            if total is None:
                if not (closing or _TOTAL.search(words)) or words.startswith(_OF_A_PART):
                    continue
                if _STATE_FIRST.match(words):
                    continue
                total = _count(counts[0]["n"])
                if total < _FEWEST:
                    total = None
                    continue
                whole = counts[0].end() + 8 >= len(words) or _TOTAL_VERB.search(words)
                if whole or len(counts) > 1:
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
    ends = (overview[:1], overview[1:][-1:])  # before the findings, and behind them
    recovered = next((sums[0] for part in ends if (sums := _recovered(text, part))), None)
    people = next((count for part in ends if (count := _disciplined(text, part))), None)
    return Declared(
        findings=first.get("findings", first.get("kinds")),
        completed=first.get("completed"),
        in_progress=first.get("in_progress", _rest(first)),
        measures=first.get("measures"),
        regulations=first.get("regulations"),
        recovered_yuan=recovered,
        people_disciplined=people,
    )


def _rest(first: dict[str, int]) -> int | None:
    """The problems that are not done, where they are all that the completed ones leave."""
    left = first.get("open")
    total = first.get("completed", 0) + (left or 0)
    return left if left is not None and total == first.get("findings") else None


def _recovered(text: str, stretches: list[tuple[int, int]]) -> list[float]:
    return [
        money.yuan
        for start, end in stretches
        for money in amounts(text, start, end)
        if money.role == "追回" and money.yuan is not None
    ]


def _disciplined(text: str, stretches: list[tuple[int, int]]) -> int:
    people = [
        count
        for start, end in stretches
        for _, count, _ in sanctions(text, start, end)
        if count is not None
    ]
    return max(sum(people), _dealt_with(text, stretches) or 0)


_SLOW = re.compile("进展|进度|滞后|迟缓|缓慢")
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
        for found in _DEALT_WITH.finditer(text, start, end):
            if not _SLOW.search(found.group()):  # 约谈进度滞后的负责人6名 urges, it punishes nobody
                return int(found["n"] or found["n2"])
    return None


_REFINED_INTO = re.compile(r"[^（由]{4}细化[为成]$")
_PART = re.compile(
    r"其中|第$|领办|包抓|牵头|带头|余下|剩余|另有|对$|其余|还有|新发现|细化为$|完成|办结"
)
_TAKEN_ON = re.compile(r"[^，。；\n]{0,6}(?:亲自|包抓|包干|领办|牵头|带头|督办|盯办|挂帅)")
_ANSWERED = re.compile(r"[^。；\n]{0,16}(?:制[定订]|提出|细化|明确)[^。；\n]{0,8}(?:措施|举措|\d)")


def _is_part(text: str, found: re.Match[str], *, first: bool) -> bool:
    """Whether the number counts only a part: 其中3个问题, 第2个问题, 整改了5个问题;
    or, where it is not the first total, what problems were refined into.
    """
    before = text[max(0, found.start() - 8) : found.start()]
    if first and _REFINED_INTO.search(text, max(0, found.start() - 16), found.start()):
        return False
    if before.endswith("对") and _ANSWERED.match(text, found.end()):
        return False  # 针对8个问题制定措施32条
    if _TAKEN_ON.match(text, found.end()):
        return True  # 对难度较大的6个问题亲自包抓
    return _PART.search(before) is not None
