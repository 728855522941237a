"""Heads that bear no mark: problems and headings told only by where they stand, again and again.

A line that stands alone before the label which opens each record states its problem; a short line
before the first item of several lists is their heading; a sentence alone in its paragraph, prose
below it, states a problem. One such line is a turn of phrase; several are the document's way.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from ingest.markers import Label, Level, Mark
from ingest.roles import Role
from ingest.statement import DEFICIENCY, tells
from ingest.status_words import GROUP, STATUS_WORDS

_OFTEN = 3
_TWICE = 2
_LONGEST_HEADING, _LONGEST_HEAD = 30, 60
_SHORTEST, _LONGEST_STATEMENT = 6, 50
_SHORTEST_HEADING = 4
_LONGEST_STATUS = 40
_STOPS = "。：；，、？！"
_SENTENCE_STOPS = frozenset("。：；？！")
_ENDS = _SENTENCE_STOPS - {"："}
_PAUSE = re.compile("[，；]")
_ANSWERING = frozenset({Role.PROBLEM, Role.MEASURE, Role.RESULT})
_WORD = re.compile("[\u4e00-\u9fff“‘《]")
_AROUND_STATUS = "【】（）。→>- "
_ORG = re.compile(r"(?:中共)?[\u4e00-\u9fff]{2,24}(?:党委|党组|党总支|党支部|党工委|委员会)")
_TOP = 2  # lines that hold the title


class _Line(NamedTuple):
    """One line of the text: where its words stand, and the mark or label at its head."""

    start: int
    words: str
    head: Mark | Label | None
    is_value: bool  # of the label that has the line above to itself

    @property
    def is_plain(self) -> bool:
        """Whether it is running text: no mark, no label or its value, no row, no lone status."""
        if self.head is not None or self.is_value or "\t" in self.words:
            return False
        if len(self.words) > _LONGEST_STATUS:
            return True
        bare = _PAUSE.split(self.words.strip(_AROUND_STATUS), maxsplit=1)[0]
        return not STATUS_WORDS.fullmatch(bare)


def with_unmarked(text: str, tokens: list[Mark | Label]) -> list[Mark | Label]:
    """The tokens of folded `text`, and a mark of no width at the head of every unmarked unit."""
    if "\n" not in text:
        return tokens
    lines = _lines(text, tokens)
    heads = _record_heads(text, lines) or _bare_statements(lines)
    starts = {head.start for head in heads}
    heads += [head for head in _headings(lines, starts) if head.start not in starts]
    heads += _groups(lines, starts)
    return sorted([*tokens, *heads], key=lambda token: token.start) if heads else tokens


def _lines(text: str, tokens: list[Mark | Label]) -> list[_Line]:
    heads = {token.start: token for token in reversed(tokens) if token.opens_line}
    opened = sorted(heads)
    lines: list[_Line] = []
    at = following = 0
    for line in text.split("\n"):
        end = at + len(line)
        head = None
        while following < len(opened) and opened[following] <= end:
            if head is None and opened[following] >= at:
                head = heads[opened[following]]
            following += 1
        words = line.strip()
        if words:
            is_value = bool(lines) and _is_bare_label(lines[-1])
            lines.append(_Line(at + line.index(words[0]), words, head, is_value))
        at = end + 1
    return lines


def _mark(line: _Line, level: Level, style: str) -> Mark:
    return Mark(line.start, line.start, level, style, 0, True)


def _record_heads(text: str, lines: list[_Line]) -> list[Mark | Label]:
    """The lines before the label that opens every record: 食堂管理混乱 / 整改措施：…"""
    under: defaultdict[str, list[_Line]] = defaultdict(list)
    labels: Counter[str] = Counter()
    for above, line in pairwise(lines):
        if isinstance(line.head, Label) and line.head.role in _ANSWERING:
            phrase = text[line.head.start : line.head.end]
            labels[phrase] += 1
            if (
                above.is_plain
                and len(above.words) <= _LONGEST_HEAD
                and above.words[-1] not in "：；"
            ):
                under[phrase].append(above)
    for phrase, heads in under.items():
        wrong = sum(bool(DEFICIENCY.search(head.words)) for head in heads)
        if len(heads) >= _TWICE and 2 * len(heads) > labels[phrase] and 2 * wrong >= len(heads):
            return [_mark(head, Level.STATEMENT, "bare statement") for head in heads]
    return []


def _bare_statements(lines: list[_Line]) -> list[Mark | Label]:
    """Sentences that state a problem, each alone in its paragraph, prose below it."""
    stopped: list[_Line] = []
    unstopped: list[_Line] = []
    over_steps: list[_Line] = []  # whatever most of them say: 党建与教学“两张皮” / 一是…
    for line, below in pairwise(lines[_TOP:]):
        if _begins_steps(below) and _is_heading(line):
            over_steps.append(line)
        elif _is_statement(line) and _is_prose(line, below):
            (stopped if line.words[-1] == "。" else unstopped).append(line)
    if 2 * sum(bool(DEFICIENCY.search(line.words)) for line in over_steps) >= len(over_steps):
        unstopped += over_steps
    return [
        _mark(line, Level.STATEMENT, "bare statement")
        for alike in (stopped, unstopped)
        if len(alike) >= _OFTEN
        for line in alike
    ]


def _is_statement(line: _Line) -> bool:
    if len(line.words) > _LONGEST_STATEMENT + 1:
        return False
    words = line.words.removesuffix("。")
    return (
        len(words) >= _SHORTEST
        and _SENTENCE_STOPS.isdisjoint(words)
        and line.is_plain
        and DEFICIENCY.search(words) is not None
        and not tells(words)
    )


def _is_prose(line: _Line, below: _Line) -> bool:
    size, other = len(line.words), len(below.words)
    longer = other > 2 * size or (other > size and not _is_statement(below))
    return longer and (below.is_plain or _begins_steps(below))


def _groups(lines: list[_Line], statements: set[int]) -> list[Mark | Label]:
    """Lines that say of the problems below them how far they are: 以下6个问题已完成整改："""
    groups: list[Mark | Label] = []
    for line, below in pairwise(lines):
        if line.head is not None or not GROUP.fullmatch(line.words):
            continue
        level = below.head.level if isinstance(below.head, Mark) else Level.STATEMENT
        if below.start in statements or level > Level.CHAPTER:
            groups.append(_mark(line, Level(min(level - 1, Level.SECTION)), "group"))
    return groups


def _begins_steps(line: _Line) -> bool:
    return (
        isinstance(line.head, Mark) and line.head.level >= Level.CIRCLE and line.head.ordinal == 1
    )


def _is_heading(line: _Line) -> bool:
    """Whether a short line is without any stop but a comma, as headings are."""
    short = _SHORTEST_HEADING <= len(line.words) <= _LONGEST_HEADING
    return short and _SENTENCE_STOPS.isdisjoint(line.words) and line.is_plain


def _is_bare_label(line: _Line) -> bool:
    """Whether a line is a label alone, so that the next one holds its value."""
    return isinstance(line.head, Label) and line.start + len(line.words) <= line.head.end


def _headings(lines: list[_Line], statements: set[int]) -> list[Mark | Label]:
    """Short lines, each before the next item of the document's list."""
    under: defaultdict[tuple[str, Level], list[_Line]] = defaultdict(list)
    for above, line in pairwise(lines[_TOP:]):
        if not _TWICE <= len(above.words) <= _LONGEST_HEADING or above.words[-1] in _STOPS:
            continue
        if not _WORD.match(above.words) or not _ENDS.isdisjoint(above.words):
            continue
        if above.start in statements or not above.is_plain:
            continue
        if line.start in statements:
            under["bare statement", Level.STATEMENT].append(above)
        elif isinstance(line.head, Mark) and line.head.level < Level.ORDINAL:
            under[line.head.style, line.head.level].append(above)
        elif _ORG.fullmatch(above.words) and line.is_plain and len(line.words) > _SHORTEST:
            under["", Level.ITEM].append(above)
    return [
        _mark(
            heading,
            Level.SECTION if level > Level.SECTION else Level(max(0, level - 1)),
            "bare heading",
        )
        for (_, level), headings in under.items()
        if len(headings) >= _TWICE
        for heading in headings
    ]
