"""Automatic numbering of a Word document: the labels that its text does not contain.

The rules are those of ECMA-376-1, 17.9 (numbering) and 17.7.4 (styles); where several lists share
an abstract numbering definition they count on together, as Word does.
"""

import re
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from ingest.readers.numerals import numeral

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_CLOSED = "、，。．：）】〕》」』"


@dataclass(frozen=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True)
class _List:
    """One w:num: the levels in force, and the starts that it overrides on first use."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass
class _Style:
    num_id: str | None = None
    level: int | None = None
    based_on: str | None = None


@dataclass
class _Counters:
    values: dict[int, int] = field(default_factory=dict)
    seen_lists: set[str] = field(default_factory=set)


class Numbering:
    """Counts the numbered paragraphs of one document, which must be asked for in their order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._styles, self._default_style = _read_styles(styles)
        self._lists = _read_lists(numbering, self._styles)
        self._counters: dict[str, _Counters] = {}

    def label(self, paragraph: _Element) -> str:
        """The label of this w:p, such as “（一）” or “1. ”; empty where it is not numbered."""
        num_id, level = self._place(paragraph)
        numbered = self._lists.get(num_id or "0")
        if numbered is None or num_id is None or level not in numbered.levels:
            return ""
        values = self._count(num_id, numbered, level)
        return _written(numbered.levels, level, values)

    def _place(self, paragraph: _Element) -> tuple[str | None, int]:
        """The list and the level of a paragraph, its own or by its style."""
        properties = paragraph.find(qn("w:pPr"))
        direct = properties.find(qn("w:numPr")) if properties is not None else None
        num_id, level = _num_pr(direct)
        if num_id is not None:
            return num_id, level or 0
        style_id = _child_val(properties, "w:pStyle") or self._default_style
        num_id, style_level = self._style_place(style_id)
        return num_id, style_level if level is None else level

    def _style_place(self, style_id: str | None) -> tuple[str | None, int]:
        seen: set[str] = set()
        chain_level: int | None = None
        original = style_id
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            chain_level = style.level if chain_level is None else chain_level
            if style.num_id is not None:
                linked = self._linked_level(style.num_id, (original, style_id))
                return style.num_id, linked if linked is not None else chain_level or 0
            style_id = style.based_on
        return None, 0

    def _linked_level(self, num_id: str, style_ids: tuple[str | None, ...]) -> int | None:
        numbered = self._lists.get(num_id)
        levels = numbered.levels if numbered else {}
        return next(
            (
                i
                for wanted in style_ids
                for i, lvl in levels.items()
                if wanted and lvl.style == wanted
            ),
            None,
        )

    def _count(self, num_id: str, numbered: _List, level: int) -> dict[int, int]:
        counters = self._counters.setdefault(numbered.abstract, _Counters())
        values = counters.values
        if num_id not in counters.seen_lists:
            counters.seen_lists.add(num_id)
            for overridden in numbered.starts:
                values.pop(overridden, None)
        if level in values:
            values[level] += 1
        else:
            values[level] = numbered.starts.get(level, numbered.levels[level].start)
        for deeper in [i for i in values if i > level]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            # w:lvlRestart names the level, counted from 1, whose use restarts this one; 0: none.
            if restart is None or level < restart:
                del values[deeper]
        shown = {i: lvl.start for i, lvl in numbered.levels.items()} | numbered.starts
        return shown | values


def _written(levels: dict[int, _Level], level: int, values: dict[int, int]) -> str:
    own = levels[level]
    if own.number_format == "bullet":
        # A bullet of a symbol font is a private character that means nothing without its font.
        return "" if any("\ue000" <= c <= "\uf8ff" for c in own.text) else own.text

    def number(match: re.Match[str]) -> str:
        i = int(match[1]) - 1
        if i not in levels:
            return ""
        return numeral(values[i], "decimal" if own.legal else levels[i].number_format)

    label = _PLACEHOLDER.sub(number, own.text)
    return label if not label or own.suffix == "nothing" or label[-1] in _CLOSED else label + " "


def _read_styles(styles: _Element | None) -> tuple[dict[str, _Style], str | None]:
    found: dict[str, _Style] = {}
    default: str | None = None
    for style in () if styles is None else styles.iterchildren(qn("w:style")):
        style_id = style.get(qn("w:styleId"))
        if style.get(qn("w:type"), "paragraph") == "character" or not style_id:
            continue
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
            default = style_id
        properties = style.find(qn("w:pPr"))
        num_id, level = _num_pr(properties.find(qn("w:numPr")) if properties is not None else None)
        found[style_id] = _Style(num_id, level, _child_val(style, "w:basedOn"))
    return found, default


def _read_lists(numbering: _Element | None, styles: dict[str, _Style]) -> dict[str, _List]:
    if numbering is None:
        return {}
    abstracts = {
        e.get(qn("w:abstractNumId")): e for e in numbering.iterchildren(qn("w:abstractNum"))
    }
    nums = {e.get(qn("w:numId")): e for e in numbering.iterchildren(qn("w:num"))}
    lists: dict[str, _List] = {}
    for num_id, num in nums.items():
        abstract_id = _child_val(num, "w:abstractNumId")
        abstract = abstracts.get(abstract_id)
        # A w:numStyleLink points to a style, whose list holds the levels (17.9.21).
        link = _child_val(abstract, "w:numStyleLink")
        if link in styles and (linked := nums.get(styles[link].num_id)) is not None:
            abstract_id = _child_val(linked, "w:abstractNumId")
            abstract = abstracts.get(abstract_id)
        if num_id is None or abstract is None or abstract_id is None or num_id == "0":
            continue
        levels = _levels(abstract)
        starts: dict[int, int] = {}
        for override in num.iterchildren(qn("w:lvlOverride")):
            levels |= _levels(override)
            start = _number(_child_val(override, "w:startOverride"))
            if start is not None:
                starts[_number(override.get(qn("w:ilvl"))) or 0] = start
        lists[num_id] = _List(abstract_id, levels, starts)
    return lists


def _levels(parent: _Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for lvl in parent.iterchildren(qn("w:lvl")):
        index = _number(lvl.get(qn("w:ilvl"))) or 0
        start = _number(_child_val(lvl, "w:start"))
        # Word keeps a format of later editions in mc:AlternateContent, so look at any depth.
        number_format = lvl.find(f".//{qn('w:numFmt')}")
        levels[index] = _Level(
            start=0 if start is None else start,
            number_format=number_format.get(qn("w:val"), "decimal")
            if number_format is not None
            else "decimal",
            text=_child_val(lvl, "w:lvlText") or "",
            suffix=_child_val(lvl, "w:suff") or "tab",
            restart=_number(_child_val(lvl, "w:lvlRestart")),
            legal=lvl.find(qn("w:isLgl")) is not None,
            style=_child_val(lvl, "w:pStyle"),
        )
    return levels


def _num_pr(num_pr: _Element | None) -> tuple[str | None, int | None]:
    if num_pr is None:
        return None, None
    return _child_val(num_pr, "w:numId"), _number(_child_val(num_pr, "w:ilvl"))


def _child_val(parent: _Element | None, tag: str) -> str | None:
    child = parent.find(qn(tag)) if parent is not None else None
    return child.get(qn("w:val")) if child is not None else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None
