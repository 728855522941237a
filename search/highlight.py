"""Where a query's terms stand in a text: exact on the original characters, each place once."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.analysis import segmented
from indexer.folding import stream
from indexer.numerals import numerals
from ingest.model import Record

_SNIPPET = 120  # characters
_SENTENCE_ENDS = "。；！？\n"


class Pattern(Record, frozen=True):
    """What to mark: a `regex` over the searchable text, a `numeral` in any writing, or words at
    most `edits` edits from `word`."""

    regex: str | None = None
    numeral: str | None = None
    word: str | None = None
    edits: int = 0
    synonym: bool = False


class Mark(NamedTuple):
    """A match at `[start, end)` of the text; `synonym` where only another wording was found."""

    start: int
    end: int
    synonym: bool = False


class Snippet(Record, frozen=True, kw_only=True):
    """A piece of a text that begins at `start` in it; `marks` count from the piece's beginning."""

    text: str
    start: int
    marks: tuple[Mark, ...]


def literal(text: str, *, open_end: bool = False, synonym: bool = False) -> Pattern:
    """The pattern of a run of characters; numbers and Latin words at its ends are whole ones."""
    before = _guard(text[:1], r"(?<![a-z])", r"(?<![\d.])")
    after = "" if open_end else _guard(text[-1:], r"(?![a-z])", r"(?!\d|\.\d)")
    return Pattern(regex=before + re.escape(text) + after, synonym=synonym)


class Matches:
    """Where patterns stand in one text."""

    def __init__(self, text: str, patterns: Sequence[Pattern]) -> None:
        self._text = text
        searched = stream(text)
        self._found = sorted(
            (Mark(*searched.original(start, end), pattern.synonym), n)
            for n, pattern in enumerate(patterns)
            for start, end in _matches(searched.text, pattern)
            if start < end
        )
        self.patterns = frozenset(patterns[n] for _, n in self._found)
        """Those of the patterns that match somewhere."""

    def marks(self) -> tuple[Mark, ...]:
        """The matches in order; those that overlap or touch are one."""
        return _merged([mark for mark, _ in self._found])

    def snippet(self, length: int = _SNIPPET) -> Snippet:
        """The piece of about `length` characters that shows most of what was asked for."""
        text = self._text
        start = _sentence_start(text, _best_start(self._found, length), length // 4)
        end = min(len(text), start + length)
        merged = self.marks()
        for mark in merged:
            if mark.start < end < mark.end:
                end = mark.end
        shown = tuple(
            Mark(mark.start - start, mark.end - start, mark.synonym)
            for mark in merged
            if start <= mark.start and mark.end <= end
        )
        return Snippet(text=text[start:end], start=start, marks=shown)


def _guard(edge: str, letter: str, digit: str) -> str:
    if edge.isascii() and edge.isalpha():
        return letter
    return digit if edge.isdigit() else ""


def _matches(text: str, pattern: Pattern) -> Iterable[tuple[int, int]]:
    if pattern.regex is not None:
        return (found.span() for found in re.finditer(pattern.regex, text))
    if pattern.numeral is not None:
        return ((n.start, n.end) for n in numerals(text) if pattern.numeral in n.forms)
    from rapidfuzz.distance import Levenshtein

    wanted, limit = pattern.word or "", pattern.edits
    return (
        (word.start, word.end)
        for word in segmented(text)
        if Levenshtein.distance(word.text, wanted, score_cutoff=limit) <= limit
    )


def _merged(found: Sequence[Mark]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for mark in found:
        last = merged[-1] if merged else None
        if last and (mark.start < last.end or (mark.start == last.end and _same_kind(mark, last))):
            merged[-1] = Mark(last.start, max(last.end, mark.end), mark.synonym and last.synonym)
        else:
            merged.append(mark)
    return tuple(merged)


def _same_kind(one: Mark, other: Mark) -> bool:
    return one.synonym == other.synonym


def _best_start(found: Sequence[tuple[Mark, int]], length: int) -> int:
    """The first mark of the window that holds the most different patterns, then most marks."""
    best, best_value, last = 0, (0, 0), 0
    inside: dict[int, int] = {}
    for first in range(len(found)):
        while last < len(found) and found[last][0].end <= found[first][0].start + length:
            inside[found[last][1]] = inside.get(found[last][1], 0) + 1
            last += 1
        value = (len(inside), sum(inside.values()))
        if value > best_value:
            best, best_value = found[first][0].start, value
        if first < last:
            key = found[first][1]
            inside[key] -= 1
            if not inside[key]:
                del inside[key]
        else:
            last = first + 1
    return best


def _sentence_start(text: str, position: int, reach: int) -> int:
    earliest = max(0, position - reach)
    ends = [text.rfind(end, earliest, position) for end in _SENTENCE_ENDS]
    return max(ends) + 1 if max(ends) >= 0 else earliest
