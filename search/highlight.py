"""Where a query's terms stand in a text: exact on the original characters, each place once."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.analysis import segmented
from indexer.folding import Searched, searchable
from indexer.numerals import numerals
from ingest.model import Record

_SNIPPET = 120  # characters
_SENTENCE_ENDS = "。；！？\n"
_Found = tuple[int, int, bool, int]  # start, end, whether of a synonym, place of the pattern


class Pattern(Record, frozen=True, cache_hash=True):
    """What to mark: a `run` of characters or a `regex` in the searchable text, a `numeral` in any
    writing, or words at most `edits` edits from `word`."""

    run: str | None = None
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
    if not before and not after:
        return Pattern(run=text, synonym=synonym)
    return Pattern(regex=before + re.escape(text) + after, synonym=synonym)


def found_in(text: str, patterns: Iterable[Pattern]) -> frozenset[Pattern]:
    """Those of the patterns that match somewhere in the text."""
    searched = searchable(text)
    return frozenset([pattern for pattern in patterns if any(_matches(searched, pattern))])


class Matches:
    """Where patterns stand in one text."""

    def __init__(self, text: str, patterns: Sequence[Pattern]) -> None:
        self._text = text
        searched = Searched(text)
        found: list[_Found] = []
        for n, pattern in enumerate(patterns):
            for start, end in _matches(searched.text, pattern):
                found.append((start, end, pattern.synonym, n))
        if len(searched.text) < len(text):
            original = searched.original
            found = [(*original(start, end), synonym, n) for start, end, synonym, n in found]
        found.sort()
        self._found = found
        self._marks = _merged(found)
        self.patterns = frozenset([patterns[n] for _, _, _, n in found])
        """Those of the patterns that match somewhere."""

    def marks(self) -> tuple[Mark, ...]:
        """The matches in order; those that overlap or touch are one."""
        return self._marks

    def snippet(self, length: int = _SNIPPET) -> Snippet:
        """The piece of about `length` characters that shows most of what was asked for."""
        text = self._text
        start = _sentence_start(text, _best_start(self._found, length), length // 4)
        end = min(len(text), start + length)
        for first, last, _ in self._marks:
            if first < end < last:
                end = last
        shown = tuple(
            [
                Mark(first - start, last - start, synonym)
                for first, last, synonym in self._marks
                if start <= first and last <= end
            ]
        )
        return Snippet(text=text[start:end], start=start, marks=shown)


def _guard(edge: str, letter: str, digit: str) -> str:
    if edge.isascii() and edge.isalpha():
        return letter
    return digit if edge.isdigit() else ""


def _matches(text: str, pattern: Pattern) -> Iterable[tuple[int, int]]:
    if pattern.run is not None:
        return _runs(text, pattern.run)
    if pattern.regex is not None:
        return [found.span() for found in _compiled(pattern.regex).finditer(text)]
    if pattern.numeral is not None:
        return ((n.start, n.end) for n in numerals(text) if pattern.numeral in n.forms)
    from rapidfuzz.distance import Levenshtein

    wanted, limit = pattern.word or "", pattern.edits
    return (
        (word.start, word.end)
        for word in segmented(text)
        if Levenshtein.distance(word.text, wanted, score_cutoff=limit) <= limit
    )


def _runs(text: str, run: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    start = text.find(run) if run else -1
    while start >= 0:
        end = start + len(run)
        places.append((start, end))
        start = text.find(run, end)
    return places


@lru_cache(maxsize=4_096)
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


def _merged(found: Sequence[_Found]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    first, last, of_synonym = -1, -1, False
    for start, end, synonym, _ in found:
        if start < last or (start == last and synonym == of_synonym):
            last, of_synonym = max(last, end), of_synonym and synonym
            continue
        if last > 0:
            merged.append(Mark(first, last, of_synonym))
        first, last, of_synonym = start, end, synonym
    if last > 0:
        merged.append(Mark(first, last, of_synonym))
    return tuple(merged)


def _best_start(found: Sequence[_Found], length: int) -> int:
    """The first mark of the window that holds the most different patterns, then most marks."""
    best, most_kinds, most_marks, after = 0, 0, 0, 0
    inside: dict[int, int] = {}
    for first, (start, _, _, kind) in enumerate(found):
        while after < len(found) and found[after][1] <= start + length:
            added = found[after][3]
            inside[added] = inside.get(added, 0) + 1
            after += 1
        kinds, marks = len(inside), after - first
        if kinds > most_kinds or (kinds == most_kinds and marks > most_marks):
            best, most_kinds, most_marks = start, kinds, marks
        if after == len(found):
            break  # A later window holds a part of this one.
        if first == after:
            after += 1
        elif inside[kind] > 1:
            inside[kind] -= 1
        else:
            del inside[kind]
    return best


def _sentence_start(text: str, position: int, reach: int) -> int:
    earliest = max(0, position - reach)
    last = max([text.rfind(end, earliest, position) for end in _SENTENCE_ENDS])
    return last + 1 if last >= 0 else earliest
