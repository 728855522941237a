"""Problems told in prose, as inspectors' own notices have them.

“存在A、B、C等问题”, “有的…，有的…”, “一是…二是…”, numbered headings with a sentence each: without
any word of rectification.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from ingest.extract.candidate import Candidate
from ingest.extract.headings import name_in_mark, org_above
from ingest.markers import Level
from ingest.node import Node
from ingest.roles import Role
from ingest.statement import DEFICIENCY, sentence_end, trimmed

_ZONE = re.compile(r"问题|不足|薄弱|差距|方面")
_NO_ZONE = re.compile(
    r"整改(?:要求|意见|建议)|意见(?:和)?建议|工作(?:要求|建议)|有关要求|肯定|成效|成绩|希望|表态|要求"
)
_LIST = re.compile(
    r"(?:存在|发现|反映出)(?:了|着|有)?(?P<list>(?:(?!存在|有的)[^。；\n]){6,300}?)(?:等(?:方面的?|突出|具体|主要)*(?:问题|现象)"
    r"|(?:方面的?|突出|具体|主要)*问题(?=[。；\n，])|(?=[。；\n]))"
)
_IN_DETAIL = re.compile(r"[。，；]?(?:主要|具体|突出)?表现(?:在|为|有)?：")
_DEMAND = re.compile(
    r"(?:要求|希望|建议|意见|表示|强调|(?<=[。，\n])请)[^。\n]{0,60}"
    r"(?<!不足)(?<!差距)(?<!薄弱)(?<!短板)[。：]?\s*$"
)
_SOME = re.compile(
    r"(?<=[，；。\n、])(?:有的(?!放矢)|个别|少数)[^，。；、\n][^。；\n]*?(?=[，；。](?:有的|个别|少数)|[。；\n]|$)"
)
_ASPECT = re.compile(
    r"(?:(?<=[。；：\n])|(?<=[一二三四五六七八九]是))[ ]*(?:[一二三四五六七八九]是)?在?"
    r"(?P<aspect>[^，。；：\n]{3,40}方面)[，：]"
    r"(?P<list>(?:(?!；[^，。；：\n]{1,40}方面[，：])[^。\n]){4,300})"
)
_PARAGRAPH = re.compile(
    r"^[ ]*在?(?P<aspect>[^，。；：\n]{3,40}方面)[。：](?P<list>[^\n]{6,900})", re.M
)
_SENTENCE = re.compile(r"[^。；\n]+")
# 发现了一些问题，主要是：A；B；C。
_MAINLY = re.compile(
    r"(?:问题|不足|差距|短板)[^。：；\n]{0,8}?主要(?:是|有|为|包括|表现(?:为|在)|体现在)[：，]?"
    r"(?P<list>[^。；：\n]{4,200}；[^。\n]{4,600})"
)
_SAID = re.compile(
    r"(?:还|也|仍|主要|依然)?(?:存在|有|是)?(?P<said>[^\n]+?)(?:等|的)*(?:突出|具体|主要)?(?:问题|现象|情况)?"
)
_FEWEST = 2  # aspects that make a list of them
_QUOTE_LEVELS = {"“": 1, "‘": 1, "（": 1, "《": 1, "”": -1, "’": -1, "）": -1, "》": -1}


def prose_problems(text: str, root: Node) -> list[Candidate]:
    """The problems of a notice that only names them, in the order of the text."""
    asked = list(_undemanded(text, root.children))
    chapters = [
        node
        for node in root.children
        # 表示，将从三个方面抓好整改：（一）…；（二）…: what a demand lists inside a sentence.
        if node.mark.opens_line or node in asked
        if node.level < Level.ORDINAL and node.level is not Level.STATEMENT
    ]
    zones = [node for node in chapters if _is_zone(text, node)]
    found = [candidate for zone in zones for candidate in _inside(text, zone, None)]
    if found:
        return found
    listed = (
        _by_paragraph(text, root)
        or _by_aspect(text, root)
        or _mainly(text, root)
        or _listed(text, root, None)
    )
    if listed:
        return listed
    lists: defaultdict[str, list[bool]] = defaultdict(list)
    for node in asked:
        lists[node.mark.style].append(_states(text, node))
    return [
        candidate
        for node in asked
        if _states(text, node) or not _NO_ZONE.search(text, node.mark.end, _opening(text, node))
        for candidate in _inside(text, node, None, certain=_most_wrong(lists[node.mark.style]))
    ]


def _most_wrong(told: list[bool]) -> bool:
    """Whether of a list's items so many say what is wrong that the others do in other words."""
    return len(told) > _FEWEST and 3 * sum(told) >= 2 * len(told)


def _opening(text: str, node: Node) -> int:
    """Where the words end that tell what a unit is about: of its first sentence, thirty."""
    return min(node.head_end, node.mark.end + 30, sentence_end(text, node.mark.end))


def _is_zone(text: str, node: Node) -> bool:
    head = text[node.mark.end : min(node.head_end, node.mark.end + 60)].split("\n")[0]
    if _NO_ZONE.search(head) and not re.search("问题", head):
        return False
    return bool(_ZONE.search(head) or DEFICIENCY.search(head))


def _inside(
    text: str, node: Node, heading: tuple[int, int] | None, *, certain: bool = False
) -> list[Candidate]:
    """The problems in a unit; `certain` where its place in a list already says that it is one."""
    own = _head(text, node)
    demanded = node.children and _DEMAND.search(
        text, max(node.mark.end, node.children[0].start - 80), node.children[0].start
    )
    if demanded and node.mark.style != "root":
        return (
            [_candidate(text, node, own, heading)]
            if own and (certain or _states(text, node))
            else []
        )
    asked = list(_undemanded(text, node.children))
    children = [c for c in asked if _states(text, c) or c.children]
    points = own is not None and all(c.level >= Level.ORDINAL for c in node.children)
    certainly = points or 2 * len(children) >= len(asked)
    if certainly:  # where most are problems, all are
        children = [c for c in asked if _head(text, c)]
    if children:
        below = own if node.mark.style != "root" and node.level <= Level.ITEM else heading
        if node.mark.style in ("bracket", "org"):
            below = name_in_mark(text, node.mark)
        return [c for child in children for c in _inside(text, child, below, certain=certainly)]
    if node.level <= Level.SECTION:
        named = own if own and not DEFICIENCY.search(text, *own) else heading
        listed = _listed(text, node, named) or _clauses(text, node, named)
        if listed:
            return listed
    if not certain and not _states(text, node):
        return []
    return [_candidate(text, node, own, heading)] if own else []


def _undemanded(text: str, nodes: list[Node]) -> Iterator[Node]:
    """The units but for those of a list that a demand opens: 反馈会要求：1.提高站位；2.…"""
    demanded = False
    for node in nodes:
        if node.mark.ordinal <= 1:
            demanded = _DEMAND.search(text, max(0, node.start - 80), node.start) is not None
        if not demanded:
            yield node


def _states(text: str, node: Node) -> bool:
    own = _head(text, node)
    return bool(own and DEFICIENCY.search(text, own[0], own[1]))


def _head(text: str, node: Node) -> tuple[int, int] | None:
    start = node.mark.end
    passage = next((p for p in node.passages if p.role is Role.PROBLEM), None)
    if passage and passage.start - start < 12:
        start = passage.start
    end = min(sentence_end(text, start), node.end)
    if node.children:
        end = min(end, node.children[0].start)
    for mark in "；：":
        cut = text.find(mark, start, end)
        if cut > start + 3:
            end = cut
    start, end = trimmed(text, start, end)
    if text[start:end].endswith("问题") and end - start > 4:
        start, end = trimmed(text, start, end - (3 if text[end - 3] == "的" else 2))
    return (start, end) if end - start >= 4 else None


def _candidate(
    text: str, node: Node, own: tuple[int, int], heading: tuple[int, int] | None
) -> Candidate:
    return Candidate(node, own[0], own[1], heading, None, None, org_above(text, node))


def _by_aspect(text: str, node: Node) -> list[Candidate]:
    """“在甲方面，A，B；在乙方面，C，D。”: each clause a problem, under its aspect; where points are
    counted (在甲方面，一是A；二是B。), each point."""
    aspects = list(_ASPECT.finditer(text, node.mark.end, node.end))
    pointed = any(_POINT.match(text, *aspect.span("list")) for aspect in aspects)
    split = _points if pointed else _parts
    told = [
        (aspect.span("aspect"), split(text, *_bare(text, *aspect.span("list"))))
        for aspect in aspects
    ]
    wrong = [
        (aspect, parts)
        for aspect, parts in told
        if 2 * sum(bool(DEFICIENCY.search(text, *part)) for part in parts) >= len(parts)
    ]
    if len(wrong) < _FEWEST:
        return []
    return [_candidate(text, node, part, aspect) for aspect, parts in wrong for part in parts]


def _by_paragraph(text: str, node: Node) -> list[Candidate]:
    """“甲方面。一是A；二是B。” in paragraph after paragraph: each point a problem; of a paragraph
    without points each sentence that says what is wrong."""
    found = []
    told = list(_PARAGRAPH.finditer(text, node.mark.end, node.end))
    for paragraph in told:
        points = [m.start() for m in _BEGUN.finditer(text, *paragraph.span("list"))]
        ends = [*points[1:], paragraph.end("list")] if points else []
        parts = [_unnumbered(text, *each) for each in zip(points, ends, strict=True)]
        parts = parts or [m.span() for m in _SENTENCE.finditer(text, *paragraph.span("list"))]
        parts = [trimmed(text, start, _clause_end(text, start, end)) for start, end in parts]
        wrong = [part for part in parts if DEFICIENCY.search(text, *part)]
        if 2 * len(wrong) >= len(parts):
            chosen = parts if points else wrong
            found += [_candidate(text, node, part, paragraph.span("aspect")) for part in chosen]
    return found if len(told) >= _FEWEST and len(found) > len(told) else []


def _mainly(text: str, node: Node) -> list[Candidate]:
    """“发现了问题，主要是：A；B；C。”: each item a problem, where nearly all are worded as one."""
    for told in _MAINLY.finditer(text, node.mark.end, node.end):
        parts = [_unnumbered(text, *p) for p in _split(text, *told.span("list"), "；")]
        wrong = sum(bool(DEFICIENCY.search(text, *part)) for part in parts)
        if 5 * wrong >= 4 * len(parts):
            return [_candidate(text, node, part, None) for part in parts]
    return []


_POINT = re.compile(r"[一二三四五六七八九十]{1,2}是")
_BEGUN = re.compile(rf"(?<=[。；：]){_POINT.pattern}")


def _clause_end(text: str, start: int, end: int) -> int:
    stop = text.find("；", start, end)
    return min(sentence_end(text, start), stop if stop >= 0 else end)


def _unnumbered(text: str, start: int, end: int) -> tuple[int, int]:
    point = _POINT.match(text, start, end)
    return (point.end() if point else start), end


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses; what 、 parts where each such part says that something is wrong."""
    fine = _split(text, start, end, "、")
    wrong = all(DEFICIENCY.search(text, *part) for part in fine)
    if "；" in text[start:end]:
        return _split(text, start, end, "；")
    return fine if wrong and len(fine) > 1 else _split(text, start, end, "，")


def _points(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The counted points, without their numbers; the whole where nothing is counted."""
    if not _POINT.match(text, start, end):
        return [(start, end)]
    return [trimmed(text, *_unnumbered(text, *part)) for part in _split(text, start, end, "；")]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the words that only say that there is a problem: 还存在…的问题."""
    found = _SAID.fullmatch(text, start, end)
    return trimmed(text, *found.span("said")) if found else (start, end)


def _listed(text: str, node: Node, heading: tuple[int, int] | None) -> list[Candidate]:
    """“存在A、B、C等问题” and “有的…，有的…”: each item a problem."""
    found: list[Candidate] = []
    for sentence in _LIST.finditer(text, node.mark.end, node.end):
        if _IN_DETAIL.match(text, sentence.end()):
            continue
        parts = _split(text, *sentence.span("list"))
        if len(parts) > 1 and sum(bool(DEFICIENCY.search(text, a, b)) for a, b in parts) > 1:
            found += [_candidate(text, node, part, heading) for part in parts]
    some = [
        trimmed(text, m.start() + 2 * m.group().startswith("有的"), m.end())
        for m in _SOME.finditer(text, node.mark.end, node.end)
        if DEFICIENCY.search(text, *m.span()) or m.group().startswith("有的")
    ]
    if len(some) > 1:
        found += [_candidate(text, node, span, heading) for span in some]
    return found


def _clauses(text: str, node: Node, heading: tuple[int, int] | None) -> list[Candidate]:
    """A chapter 在…方面。A不到位；B不规范。: what each clause between stops says is wrong."""
    start = sentence_end(text, node.mark.end) + 1
    if not heading or node.end - start < 8:
        return []
    spans = [
        trimmed(text, *m.span()) for m in re.compile(r"[^。；\n]+").finditer(text, start, node.end)
    ]
    return [
        _candidate(text, node, span, heading)
        for span in spans
        if span[1] - span[0] >= 6
        and DEFICIENCY.search(text, *span)
        and not _NO_ZONE.search(text, *span)
    ]


def _split(text: str, start: int, end: int, separator: str | None = None) -> list[tuple[int, int]]:
    """The items between 、 or ， outside of quotes and brackets."""
    depth, at, parts = 0, start, []
    separator = separator or ("、" if "、" in text[start:end] else "，")
    for offset in range(start, end):
        depth += _QUOTE_LEVELS.get(text[offset], 0)
        if text[offset] == separator and depth <= 0:
            parts.append(trimmed(text, at, offset))
            at = offset + 1
    parts.append(trimmed(text, at, end))
    return [part for part in parts if part[1] - part[0] >= 3]
