"""Who answers for a rectification, and until when."""

import re

from ingest.extract.dates import dates
from ingest.model import Span
from ingest.node import Node
from ingest.ordinals import CN
from ingest.roles import LABEL_STARTS, Role, known_label

_NEAR = 120  # characters behind a problem's mark
_STOP = re.compile(
    r"[；。\n\t【】）|]|[，、\s](?=(?:责任|牵头|配合|完成|整改|办结|分管|督办)[^，。；：\s]{0,6}：)"
)
_NO_DEADLINE = re.compile(r"长期|持续|立行立改|即知即改|立知立改|已完成|已整改|已办结")
_PERIOD = re.compile(r"(?:第?([一二三四1-4])季度|上半年|年底|年末|年内|年前)")
_END_OF_PERIOD = {"上半年": 6, "年底": 12, "年末": 12, "年内": 12, "年前": 12}


def labelled(text: str, node: Node, role: Role) -> Span | None:
    """Where the value of the node's first label of this role stands: to the end of its clause."""
    for passage in node.passages:
        if passage.role is role:
            return value_span(text, passage.start, passage.end)
    return None


# 副总经理舒颖主抓。 党组书记、局长郦怀瑾领办
_LED = re.compile(
    r"((?:(?![对的将把被已])[\u4e00-\u9fff、]){2,20}?)"
    r"(?:领办|主抓|包抓|牵头(?:办理|整改)|(?<!挂牌)督办)(?=[。；\n]|$)"
)
_LEADS = re.compile("领办|主抓|包抓|牵头|督办")
_CLAUSE_START = re.compile(r"[。；\n][ ]*")


def leader_told(text: str, node: Node) -> Span | None:
    """Who leads, where a clause of the unit, or the heading above it, is but a name and 领办."""
    until = min(node.end, node.mark.end + _NEAR)
    if _LEADS.search(text, node.mark.end, until):
        for clause in _CLAUSE_START.finditer(text, node.mark.end, until):
            if found := _LED.match(text, clause.end(), until):
                return found.span(1)
    above = node.parent
    if above is None or above.mark.style == "root":
        return None
    found = _LED.match(text, above.mark.end, above.head_end)
    return found.span(1) if found else None


# 该问题由党委委员张三牵头，财政所承办，限2023年10月31日前办结。
_ASSIGNED = re.compile(
    r"[。；（\n][ ]*(?:(?:[该此本][项个条]?(?:问题|事项|任务)?(?:的?整改)?|[对针]对?问题\d{1,3}，)"
    r"由(?=([^。\n]{4,90}))"
    r"|由(?=([^。（）\n]{4,70}前[^。，\n]{0,4}(?:完成|办结|到位|落实|整改)[^。（）\n]{0,6}[。）])))"
)
_DUTY = re.compile(
    r"(?P<who>[^，。；\n]{2,24}?)(?:具体)?(?P<duty>牵头|领办|主抓|包抓|承办|主办|负责|落实)"
)
_WITHIN = re.compile(r"(?<![\d底])(?P<date>(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底)?)[之以]?前")
_UNIT_END = re.compile("[局科股室处部委办院校站所村组会]|中心|公司|单位|支部")


def assigned(text: str, start: int, end: int) -> dict[Role, Span]:
    """Leader, unit and deadline as a sentence in `[start, end)` assigns them."""
    told = _ASSIGNED.search(text, max(0, start - 1), end)
    if told is None:
        return {}
    said = told.span(told.lastindex or 0)
    within = _WITHIN.search(text, *said)
    found: dict[Role, Span] = {Role.DEADLINE: within.span("date")} if within else {}
    for duty in _DUTY.finditer(text, *said):
        start = duty.start("who")
        while text[start] in "，由、":
            start += 1
        is_unit = any(
            m.end() == duty.end("who") for m in _UNIT_END.finditer(text, start, duty.end("who"))
        )
        found.setdefault(Role.UNIT if is_unit else Role.LEADER, (start, duty.end("who")))
    return found


# 责任领导为党委委员张三，责任科室是财政所，完成时限为2023年10月31日。
_NAMED = re.compile(
    rf"[。；，、（\n][ ]*(?P<label>[{''.join(sorted(LABEL_STARTS))}][\u4e00-\u9fff]{{1,7}}?)"
    r"(?:为|是|由)"
    r"(?P<value>[^，。；（）\n]{2,40}?)(?:担任)?(?=[，。；（）\n])"
)
_SENTENCES_NEAR = 240  # characters behind a problem's mark


def _named(text: str, node: Node) -> dict[Role, Span]:
    """Leader, unit and deadline as clauses near the problem name them by their labels' words."""
    until = min(node.end, node.mark.end + _SENTENCES_NEAR)
    found: dict[Role, Span] = {}
    for told in _NAMED.finditer(text, node.mark.end, until):
        if role := known_label(told["label"]):
            found.setdefault(role, told.span("value"))
    return found


def duties(text: str, node: Node) -> dict[Role, Span]:
    """Leader, unit and deadline as the unit's sentences tell them."""
    return assigned(text, node.mark.end, node.end) | _named(text, node)


# 食品安全监管股承办事项
_UNIT_LED = re.compile(r"([\u4e00-\u9fff]{2,20}?)(?:承办|主办|牵头|负责)(?:的)?(?:事项|问题|任务)")


def unit_told(text: str, node: Node) -> Span | None:
    """Which unit is responsible, where the heading above says no more than that."""
    above = node.parent
    if above is None or above.mark.style == "root":
        return None
    line = text.find("\n", above.mark.end, above.head_end)
    found = _UNIT_LED.fullmatch(text, above.mark.end, line if line >= 0 else above.head_end)
    return found.span(1) if found else None


_UNIT_BEHIND = re.compile(
    r"[；;][ ]*(?P<unit>[\u4e00-\u9fff、]{2,30}(?:[局科股室处部委办院校站所]|中心|公司|支部))"
    r"[。；]?[ ]*(?=\n|$)"
)


def unit_behind(text: str, leader: Span | None) -> Span | None:
    """The unit that a label's line names behind the leader: 牵头：总经理张三；规划部."""
    found = _UNIT_BEHIND.match(text, leader[1]) if leader else None
    return found.span("unit") if found else None


def value_span(text: str, start: int, end: int) -> Span | None:
    """A short value at the head of `[start, end)`; None where there is none."""
    while start < end and text[start] in " \n\t：":
        start += 1
    stop = _STOP.search(text, start, end)
    while stop and stop.group() in "）)" and "（" in text[start : stop.start()]:
        stop = _STOP.search(text, stop.end(), end)  # 田望舒（书记）: the bracket is its own
    until = stop.start() if stop else end
    while until > start and text[until - 1] in " ，、\t":
        until -= 1
    return (start, until) if 0 < until - start <= 120 else None


def deadline(value: str, year: int | None) -> str | None:
    """The ISO date in a deadline's wording: a month stays a month, 年底 is December, 长期 None."""
    found = list(dates(value, year=year))
    period = _PERIOD.search(value)
    if period and found and len(found[-1].iso) == 4:
        month = _END_OF_PERIOD.get(period.group()) or 3 * _quarter(period.group(1))
        return f"{found[-1].iso}-{month:02d}"
    if found:
        return found[-1].iso
    return None


def is_open_ended(value: str) -> bool:
    """Whether a deadline's wording names no date on purpose: 长期坚持, 立行立改."""
    return bool(_NO_DEADLINE.search(value))


def _quarter(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else CN.index(numeral) + 1


def names(value: str | None) -> str | None:
    """The names in 责任领导：镇长 张三、李四（副镇长）, their offices left out."""
    if value is None:
        return None
    bare = _ASIDE.sub("", value)  # 向闻笛（党委委员、总工程师）
    parts = (_OFFICE.sub("", part) for part in re.split(r"[、，,；;/\s]+", bare))
    return "、".join(part for part in parts if part) or value


_ASIDE = re.compile(r"[（(][^（）()\n]*[）)]")
# An office ends with its word; a name of up to four characters may follow it or stand before it.
_OFFICE = re.compile(
    r"^[\u4e00-\u9fff“”（）]{0,16}?(?:书记|村支书|党组成员|班子成员|总?(?:工程|会计|经济)师|会计|出纳|[镇乡县市区局院校村组科股站所处部会]长|主任|委员|经理|主席|干事|支书|院长|专员)"
    r"(?=[\u4e00-\u9fff]{2,4}$|$)|[（(][^（）()]*[）)]|同志$"
)
