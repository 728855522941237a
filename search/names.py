"""The people whom a text names: those beside a role (张三同志, 镇长李四, 张三（镇长）) and those
listed with them, those given as responsible, halves of names (张某某), and names with a dot.

They are told by family name and context, so that one who stands alone may escape.
"""

import re
from typing import NamedTuple

from ingest.folding import fold
from search.surnames import COMPOUND, SINGLE

_FAMILY = f"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(SINGLE))}])"
_GIVEN = r"[\u4e00-\u9fff·]"
_HALF = re.compile(
    rf"{_FAMILY}(?:某{{1,2}}(?![村镇乡县市区局年月日])[甲乙丙丁]?|[×＊*〇Xx]{{1,2}}(?![A-Za-z]))"
)
_TITLE = (
    r"(?:书记|镇长|乡长|县长|市长|区长|局长|处长|科长|股长|所长|站长|院长|校长|社长|部长|主任|主席|组长"
    r"|队长|班长|经理|董事长|村支书|支书|委员)"
)
_ROLE = (
    rf"(?:{_TITLE}|会计|出纳|报账员|文书|村民|党员|调研员|科员|干事|司机|驾驶员|网格员|护林员|保洁员"
    r"|职工|干部|成员|教师|老师|医生|护士|老板|户主|低保户|贫困户|承包人|承租人|借款人|经办人|当事人"
    r"|负责人|责任人|联系人|申请人|法定代表人|被谈话人)"
)
_ADDRESSED = re.compile(
    rf"(?:副|原|老)?{_TITLE}|同志|先生|女士|老师|医生"
    # 王小明、李四等3人; 张三（镇纪委书记）
    rf"|等(?:\d+|[两二三四五六七八九十]+)[人名]|等同志|（(?:[^（）]{{0,12}}{_ROLE}|[男女]，)"
)
_ROLE_BEFORE = re.compile(rf"{_ROLE}$")
_LONGEST_ROLE = 5
_NEVER_GIVEN = re.compile(
    r"[了着过性，。；、：:,;（()）“”\s\d的等和与及因违被在将以为未到给予名位个]"
)
_LABELLED = re.compile(
    r"(?:责任人(?:员)?|责任领导|牵头领导|分管领导|包案领导|联系人|负责人|经办人|当事人|牵头人|督办领导)"
    r"(?:为|是)?[：:\s]\s*([\u4e00-\u9fff·、，,\s]{2,40})"
)
_AND = ("、", "和")
_PARTING = re.compile(r"[\s、，,；;/（）()：:。|]+")
_ALONE = re.compile(rf"{_FAMILY}{_GIVEN}{{1,2}}")
# Posts and bodies that stand where a name does, in a list of those responsible.
_NOBODY = re.compile(
    rf"{_ROLE}|领导|人员|[各全主分副镇乡村局]|党[委组支]|[委局办组室科股站所院校部处队司社厂店长员会]$"
)
_POSTS = frozenset(("宣传", "纪检", "统战", "组织", "政法", "武装", "监察", "包案", "廉政"))
_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
# What foreign and minority names are transliterated with.
_SOUNDS = (
    "阿艾巴拜班保贝比布才次达丹旦当德登迪丁都多尔尕嘎甘噶格根古贡哈罕合赫吉加江杰卡康科克肯库拉兰朗勒里力丽列"
    "罗洛麦曼马玛买米莫木穆姆那娜南尼努帕皮其齐奇恰热仁日如茹萨沙赛桑斯苏索塔台太泰特提帖图土吐托瓦旺维吾乌"
    "西希夏亚央也依伊衣英玉扎泽珍祖卓宗珠孜"
)
_SOUNDED = re.compile(f"[{_SOUNDS}]{{3,}}")
_DOTTED = re.compile(rf"[{_SOUNDS}]{{1,8}}(?:[·•・‧][{_SOUNDS}]{{1,8}})+")
_NO_NAME_ENDS = tuple("委局组室办所府部股科站院校司社会村镇乡县市区处队中心各等")


class _Piece(NamedTuple):
    text: str
    start: int
    is_name: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_whole(self) -> bool:
        """Whether it is a name by itself; 阿依古丽 has no family name."""
        return self.is_name and bool(_ALONE.fullmatch(self.text) or _SOUNDED.fullmatch(self.text))


def names_in(text: str) -> set[str]:
    """The names in a text, as it writes them."""
    folded = fold(text)
    pieces = _pieces(folded)
    found: set[tuple[int, int]] = set()
    for at, piece in enumerate(pieces):
        if _ADDRESSED.match(folded, piece.start):
            found |= _name_before(pieces, at)
        if _ROLE_BEFORE.search(folded, max(0, piece.end - _LONGEST_ROLE), piece.end):
            found |= _name_after(pieces, at + 1)
    names = {text[start:end] for start, end in _with_listed(found, pieces)}
    for place in _LABELLED.finditer(folded):
        names |= _listed(text[place.start(1) : place.end(1)])
    names = {name for name in names if not name.endswith(_NO_NAME_ENDS)} - _POSTS
    for pattern in (_HALF, _DOTTED):
        names.update(text[found.start() : found.end()] for found in pattern.finditer(folded))
    return names


def _with_listed(found: set[tuple[int, int]], pieces: list[_Piece]) -> set[tuple[int, int]]:
    """The names, and those that are listed with them: 王小明、李四和赵大山."""
    beginning = {piece.start: at for at, piece in enumerate(pieces)}
    ending = {piece.end: at for at, piece in enumerate(pieces)}
    every, new = set(found), found
    while new:
        beside: set[tuple[int, int]] = set()
        for start, end in new:
            after, before = beginning.get(end), ending.get(start)
            if after is not None and pieces[after].text in _AND:
                beside |= _name_after(pieces, after + 1)
            if before is not None and pieces[before].text in _AND:
                beside |= _name_before(pieces, before)
        new = beside - every
        every |= new
    return every


def _pieces(text: str) -> list[_Piece]:
    import rjieba

    pieces, start = [], 0
    for word, tag in rjieba.tag(text, False):
        pieces.append(_Piece(word, start, tag.startswith("nr")))
        start += len(word)
    return pieces


def _name_before(pieces: list[_Piece], end: int) -> set[tuple[int, int]]:
    """The name whose last piece stands before `end`: the longest one that begins with a family
    name and has one or two characters more."""
    best: set[tuple[int, int]] = set()
    for first in range(end - 1, max(-1, end - 4), -1):
        run = pieces[first:end]
        given = "".join(piece.text for piece in run[1:])
        if len(run) == 1 and run[0].is_whole:
            return {(run[0].start, run[0].end)}
        if _is_family(run[0].text) and 0 < len(given) < 3 and not _NEVER_GIVEN.search(given):
            best = {(run[0].start, run[-1].end)}
    return best


def _name_after(pieces: list[_Piece], first: int) -> set[tuple[int, int]]:
    """The name whose first piece is `first`."""
    run = pieces[first : first + 3]
    if not run:
        return set()
    if run[0].is_whole:
        return {(run[0].start, run[0].end)}
    if not _is_family(run[0].text):
        return set()
    given = ""
    for piece in run[1:]:
        if len(given + piece.text) > 2 or _NEVER_GIVEN.search(piece.text):
            break
        given += piece.text
    return {(run[0].start, run[0].end + len(given))} if given else set()


def _is_family(text: str) -> bool:
    return text in SINGLE or text in COMPOUND


def _listed(people: str) -> set[str]:
    """The names among people, and roles, named one after the other."""
    found = set()
    for part in _PARTING.split(people):
        bare = re.sub(rf"^.*{_ROLE}(?={_FAMILY})|(?:同志|{_ROLE})$", "", part)
        if _ALONE.fullmatch(bare) and not bare.endswith(_NO_NAME_ENDS):
            found.add(bare)
    return found - _POSTS


def responsible(people: str) -> set[str]:
    """The names in what a report gives as responsible: all that is short and no post."""
    parts = _PARTING.split(people)
    alone = (each for each in parts if _NAME.fullmatch(each) and not _NOBODY.search(each))
    return _listed(people) | set(alone)
