"""Layout noise removed, every remaining character still traceable to where it stood.

Normalising only leaves characters out (page numbers, running heads, scrape marks, watermarks,
line breaks in the middle of a paragraph, spaces inside words); it never changes one. So the
result reads like the report, and a list of pieces is enough to go back to the original offsets.
"""

import re
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from ingest.boxed import boxed_tables
from ingest.columns import AlignedTable, Cell, aligned_tables, begins_anew
from ingest.enumerators import own_enumerators
from ingest.folding import fold
from ingest.markers import opens_unit
from ingest.owners import owner_lines
from ingest.pieces import Normalised, Pieces
from ingest.spaced import spaced_tables
from ingest.spaced_labels import spaced_labels
from ingest.stacks import stacks
from ingest.wrap import Wrap, columns, wrap_of

_CJK = "\u3400-\u9fff\uf900-\ufaff"
# What web scrapes and copied text carry: machine marks, adverts between odd symbols, emphasis.
_NOISE = re.compile(
    r"##\w{2,30}##"
    r"|[%％]?【[^】\n]{0,60}[*~&@#^][^】\n]{0,60}】"
    r"|\*\*|\*$|__(?=\S)|[\u200b-\u200f\u2060\ufeff\u00ad]"
    r"|^[ \u3000]*#{1,6}(?=\s)",
    re.M,
)
_NOISY = re.compile("[#*_【\u200b-\u200f\u2060\ufeff\u00ad]")  # spares most of the matching
_BESIDE = rf"[{_CJK}，。；：、“”（）《》]"
# Between Chinese characters, and where typography parts them from numbers: 2024 年 3 月.
# It begins with the space, so that a search skips to the next one.
_INNER_SPACE = re.compile(
    rf"[ \u3000](?:(?<={_BESIDE}.)[ \u3000]?(?={_BESIDE}|[\d０-９])"
    rf"|(?<=[\d０-９%％].)[ \u3000]?(?={_BESIDE}))"
)
# A number in front of its line may be the line's mark, unless a unit of time or money follows.
_MARK = re.compile(r"[\d０-９.．、\s]+(?![年月日号个项条名人次万亿元\d])")
# 1.关于… behind a space is a line of its own; 2024 in 于 2024 年 is none.
_LINE_START = rf"[{_CJK}(（“【[■◆●▲★◇□○•▶➢☆-]|\d{{1,3}}[.．、](?!\d)|[①-⑳]"
_BETWEEN_SPACES = re.compile(
    rf"\S+(?:[ \u3000]+(?!{_LINE_START})\S+|(?<![{_CJK}。；！？：”）】])[ ]\S+)*"
)
# A line may end inside the label: the next one has its colon.
_SPACED = re.compile(r"\s*(?:\S ){6}")
_LABEL_AHEAD = re.compile(
    r"(?:责任|整改|完成|牵头|办结|联系|电子|邮政|电话)[^\s：:]{0,6}(?:[：:]|$)|[责整完牵办]$"
)
_WORD = re.compile(rf"[{_CJK}\w“‘《（【\s]")
_OWN_LABEL = re.compile(r"(?:[\u4e00-\u9fff]{1,8}|[A-Za-z][A-Za-z ]{1,14}\d{0,2})(?:[:：]|——)")
_DAY = re.compile(r"\s*(?:\d\d|二)[^，。；]{2,12}日\s*")  # of a signature
_VALUE_END = re.compile(r"(?:整改|完成|问题|责任|牵头)[^：:，。]{0,4}[：:]\s*[^。；;，,：:]{1,12}$")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-－—–―~·]+\s*[0-9０-９]{1,4}\s*[-－—–―~·]+"
    r"|第\s*[0-9０-９一二三四五六七八九十百]{1,4}\s*页(?:\s*[，,/]?\s*共\s*\S{1,4}\s*页)?"
    r"|[Pp]age\s*\d+(?:\s*of\s*\d+)?|\d{1,3}\s*/\s*\d{1,3})\s*"
)
_BARE_NUMBER = re.compile(r"\s*[0-9０-９]{1,3}\s*")
_BLANKS = " \u3000\xa0\v"
_RAW_LINE = re.compile(r"[^\n\r\f\u2028]+")
_SENTENCE_END = "。！？!?；;：:”】）)》…√✓☑○×"
_JOINING_END = "，、,“（(《的和与及对将把被在向由为并未不敢从以按于是"
_JOINING_START = "，。、；：！？”）)》】"
_JOINING_WORD = "的和与及或等了着而也且于"
_TITLE_END = ("情况", "通报", "报告", "公告", "公示", "汇报", "公开", "公布", "说明")
_PAUSE = re.compile("[，。；：,;:]")
_LONGEST_TAIL = 12  # characters of a title's last line
# A head may also stand once in the text, as its title, for so many pages that repeat it.
_STRAYS = 3
_HEADING_END = (*_TITLE_END, "问题", "方面", "工作", "安排", "打算")


class _Line(NamedTuple):
    start: int
    end: int


def normalise(raw: str) -> Normalised:
    """Paragraphs of `raw`, one a line, without the noise of pages, scrapes and line wraps; of
    tables drawn with spaces, cell behind cell."""
    lines = _lines(raw)
    lines = _without_page_furniture(raw, lines)
    folded_raw = fold(raw)
    tables, in_table = _tables(raw, folded_raw, lines)
    texts = [raw[start:end] for start, end in lines]
    wrap = wrap_of([words for at, words in enumerate(texts) if at not in in_table])
    enumerated = own_enumerators(folded_raw)
    owned = owner_lines(folded_raw)
    labelled = spaced_labels(folded_raw)
    pieces = Pieces(raw, folded_raw)
    paragraph = last = above = ""
    begun = False  # whether the paragraph begins with blanks
    in_cell = _in_stacks(texts)
    for at, (line, words) in enumerate(zip(lines, texts, strict=True)):
        if at in in_table:
            if at in tables:
                _take_table(pieces, raw, tables[at])
            paragraph, last, above = "\t", "\t", ""
            continue
        first = line.end - len(words.lstrip())
        own = enumerated.get(first)
        behind = labelled.get(first, own.end if own else line.start)
        kept = _kept(raw, line, behind)
        if not kept:
            continue
        content = "".join([raw[start:end] for start, end in kept])
        opens = (
            kept[0].start in owned
            or kept[0].start in labelled
            or (
                kept[0].start in enumerated and not last.endswith("第")  # 第/一，
            )
        )
        full = bool(above) and wrap.fills(above, words)
        hangs = begun and wrap.hangs(words)
        if paragraph and (
            opens
            or last == "\t"
            or (at in in_cell and not (full and wrap.exact and last[-1] not in _SENTENCE_END))
            or _ends_title(paragraph, content, full, pieces.length == len(paragraph))
            or not _continues(paragraph, last, content, full, wrap, hangs=hangs)
        ):
            pieces.part("\n", kept[0].start)
            paragraph = ""
        if not paragraph:
            begun = wrap.begins(words)
        paragraph, last = paragraph + content, content
        above = words
        for piece in kept:
            pieces.take(*piece)
    return pieces.whole()


def _tables(raw: str, folded: str, lines: list[_Line]) -> tuple[dict[int, AlignedTable], set[int]]:
    """The tables drawn with spaces or strokes, by their first lines; and all of their lines."""
    tables: dict[int, AlignedTable] = {}
    taken: set[int] = set()
    for find in (aligned_tables, spaced_tables, boxed_tables):
        for table in find(raw, folded, lines):
            own = set(range(table.first, table.last))
            if not own & taken:
                tables[table.first] = table
                taken |= own
    return tables, taken


def _take_table(pieces: Pieces, raw: str, table: AlignedTable) -> None:
    """The rows, each a line, with tabs between their cells."""
    for row in (table.names, *table.rows):
        at = next(cell[0][0] for cell in row if cell)
        if pieces.length:
            pieces.part("\n", at)
        for i, cell in enumerate(row):
            at = cell[0][0] if cell else at
            if i:
                pieces.part("\t", at)
            _take_cell(pieces, raw, cell)


def _take_cell(pieces: Pieces, raw: str, cell: Cell) -> None:
    """The words of a cell, its line breaks left out but those that end a paragraph."""
    last = ""
    before = 0
    for start, end in cell:
        kept = _kept(raw, _Line(start, end), start)
        if not kept:
            continue
        words = raw[start:end]
        if last and "\n" not in raw[before:start]:
            pieces.part(" ", start)
        elif last and begins_anew(last, words):
            pieces.part("\v", start)
        for piece in kept:
            pieces.take(*piece)
        last, before = words, end


def _in_stacks(lines: list[str]) -> set[int]:
    """The lines that are cells of their own (`ingest.stacks`), but for the last row's."""
    return {
        at
        for table in stacks(lines)
        for at in range(table.header, table.end or table.rows[-1] + table.columns)
    }


def _lines(raw: str) -> list[_Line]:
    lines = [
        _Line(m.start(), m.start() + len(words))
        for m in _RAW_LINE.finditer(raw)
        if (words := m.group().rstrip())
    ]
    if len(lines) <= 3 and len(raw) > 300:
        # All line breaks are lost: the spaces between Chinese words are what is left of them.
        return [
            _Line(m.start(), m.end())
            for line in lines
            for m in _BETWEEN_SPACES.finditer(raw, line.start, line.end)
        ]
    return lines


def _without_page_furniture(raw: str, lines: list[_Line]) -> list[_Line]:
    """Lines without page numbers and without the heads and feet that every page repeats.

    A bare number is a page number only next to a form feed; a line is a running head only where it
    stands first or last on three pages or more (two where page numbers part them), digits apart.
    """
    kept = [line for line in lines if not _PAGE_NUMBER.fullmatch(raw, line.start, line.end)]
    if "\f" not in raw and len(lines) - len(kept) < 2:
        return kept
    breaks = [m.start() for m in re.finditer("\f", raw)]
    breaks += [line.end for line in lines if _PAGE_NUMBER.fullmatch(raw, line.start, line.end)]
    breaks.sort()
    pages: dict[int, list[_Line]] = {}
    for line in kept:
        pages.setdefault(bisect_right(breaks, line.start), []).append(line)
    everywhere = Counter(_key(raw, line) for line in kept)
    edges: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    feet: Counter[str] = Counter()
    for page in pages.values():
        above, below = ({_key(raw, line) for line in edge} for edge in (page[:2], page[-2:]))
        edges.update(above | below)
        heads.update(above)
        feet.update(below)
    drop: set[_Line] = set()
    first = kept[0] if kept else None  # what heads the first page may be the title
    for page in pages.values():
        for line in (*page[:2], *page[-2:]):
            if line == first and "\f" not in raw:
                continue
            key = _key(raw, line)
            # What stands in the middle of pages as often is no head: 整改进度：已完成。
            standing = everywhere[key] - edges[key] <= edges[key] // _STRAYS
            repeated = max(heads[key], feet[key]) >= max(3 if "\f" in raw else 2, len(pages) // 2)
            told = opens_unit(raw[slice(*line)], wrapped=True)  # 完成情况：已完成。
            if (repeated and standing and not told) or _BARE_NUMBER.fullmatch(
                raw, line.start, line.end
            ):
                drop.add(line)
    return [line for line in kept if line not in drop]


def _key(raw: str, line: _Line) -> str:
    return re.sub(r"[\s\d０-９]+", "", raw[line.start : line.end])


def _kept(raw: str, line: _Line, behind: int) -> list[_Line]:
    """The pieces of a line that are not noise, leading and trailing space left out.

    Spaces up to `behind` stay: they are part of the line's mark (案例一 三公经费超支).
    """
    start, end = line
    text = raw[start:end]
    cuts = [m.span() for m in _NOISE.finditer(text)] if _NOISY.search(text) else []
    if " " in text or "\u3000" in text:
        if text.count(" ") * 5 >= len(text) * 2 and _SPACED.match(text):
            # OCR: a space behind every character
            cuts += [m.span() for m in re.finditer(" +", text)]
        else:
            mark = _MARK.match(text)
            behind = max(behind - start, mark.end() if mark else 0)
            cuts += [
                m.span()
                for m in _INNER_SPACE.finditer(text)
                if m.end() > behind and not _LABEL_AHEAD.match(text, m.end())
            ]
        cuts.sort()
    if not cuts:
        words = text.lstrip(_BLANKS)
        return [_Line(end - len(words), end)] if words else []
    pieces: list[_Line] = []
    position = start
    for cut_start, cut_end in cuts:
        if start + cut_start > position:
            pieces.append(_Line(position, start + cut_start))
        position = max(position, start + cut_end)
    if position < end:
        pieces.append(_Line(position, end))
    while pieces and not (stripped := raw[pieces[0].start : pieces[0].end].lstrip(_BLANKS)):
        pieces.pop(0)
    if pieces:
        pieces[0] = _Line(pieces[0].end - len(stripped), pieces[0].end)
    return pieces


def _ends_title(paragraph: str, below: str, full: bool, first: bool) -> bool:
    """Whether `paragraph`, the text's `first` or not, is a title that does not go on `below`."""
    ends = paragraph.endswith(_TITLE_END)
    if not (ends or (first and full)) or _PAUSE.search(paragraph):
        return False
    if not ends:
        return _PAUSE.search(below) is not None or below[0].isdigit()
    if not first and "关于" not in paragraph:
        return False
    tail = len(below) <= _LONGEST_TAIL and not _PAUSE.search(below) and not below[0].isdigit()
    return not (full and tail)


def _narrower(paragraph: str, width: int) -> bool:
    return len(paragraph) < width and columns(paragraph) < width  # a column or two a character


def _continues(
    paragraph: str, last: str, line: str, full: bool, wrap: Wrap, *, hangs: bool
) -> bool:
    """Whether `line` goes on with `paragraph`; `full` where its `last` line fills the page, `hangs`
    where the paragraph begins with blanks, and the line does not."""
    if "\t" in line or "\t" in last or line[0] in "|｜":
        return False
    if line[0] in _JOINING_START:
        return True
    if line[0] in _JOINING_WORD and (full or not paragraph.endswith(_HEADING_END)):
        return True  # but not 关于…的问题 / 与乡镇签订…
    if not full and (last[-1] in _SENTENCE_END or _VALUE_END.search(last)):
        return False
    if full and last[-1] in _JOINING_END:
        return True
    if full and wrap.exact and wrap.indented:  # or else it would be indented, too
        return True
    if opens_unit(line, wrapped=full and wrap.exact):
        return False
    if hangs and not _DAY.fullmatch(line):
        return True
    if not wrap.width and _OWN_LABEL.match(line):
        return False
    if last[-1] in _JOINING_END:
        return True
    if wrap.exact:
        return full
    if full:
        return not (paragraph.endswith(_HEADING_END) and _narrower(paragraph, wrap.width - 2))
    if "。" in paragraph or len(paragraph) >= 60:
        return True
    return (
        len(paragraph) >= 20
        and bool({"，", "、"} & set(paragraph))
        and not opens_unit(paragraph)
        and _WORD.match(paragraph) is not None
    )
