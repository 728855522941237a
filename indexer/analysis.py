"""The one analyzer: text → tokens, for documents and queries alike.

Words rank, grams match. `words` are segmented by jieba's dictionary without its statistical
guessing, so that the same characters are cut alike in a document and in a query. `grams` are
overlapping pairs of atoms and find any run of characters wherever the segmentation cut it;
`atoms` find single ones. A number and a Latin word are one atom each, so that 53 is never found
inside 153. Words inside longer words are left to the grams: thus 处理 finds 待处理, but ranks it
below 处理 as a word of its own.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources
from operator import add
from typing import NamedTuple

from indexer.numerals import numerals

ANALYZER_VERSION = 5
"""To be raised with every change of the tokens that this module makes."""

BREAK = "|"
"""A token between two texts in one field: no phrase reaches across it."""

# What is no single character: a class in front lets the search run past all that are.
_LONG_ATOM = re.compile(r"([a-z\d\s](?:(?<=[a-z])[a-z]*|(?<=\d)\d*(?:\.\d+)?|\s*))")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class Word(NamedTuple):
    """A word of a text at `[start, end)`."""

    text: str
    start: int
    end: int


def segmented(text: str) -> list[Word]:
    """The words of a searchable text with their places; punctuation is left out."""
    placed: list[Word] = []
    position = 0
    for piece in _segmenter()(text, False):
        end = position + len(piece)
        if piece[0].isalnum():
            placed.append(Word(piece, position, end))
        position = end
    return placed


def cut(text: str) -> list[str]:
    """The words of a searchable text in order."""
    return [piece for piece in _segmenter()(text, False) if piece[0].isalnum()]


def words(text: str) -> list[str]:
    """The words of a searchable text in order, then its numerals in their one form."""
    return cut(text) + forms(text)


def forms(text: str) -> list[str]:
    """The numerals of a searchable text, each in all of its forms."""
    return [form for numeral in numerals(text) for form in numeral.forms]


def atoms(text: str) -> list[str]:
    """The characters of a searchable text; a number or a Latin word counts as one."""
    if "," in text:
        text = _THOUSANDS.sub("", text)
    # Split where something else than single characters stands, for that is rare.
    singles, *others = _LONG_ATOM.split(text)
    found = list(singles)
    for long, singles in zip(others[::2], others[1::2], strict=True):
        if not long.isspace():
            found.append(long)
        found.extend(singles)
    return found


def grams(text: str) -> list[str]:
    """Every two neighbouring atoms of a searchable text, joined, in order."""
    return pairs(atoms(text))


def pairs(single: list[str]) -> list[str]:
    """The grams of a text whose atoms are known."""
    return list(map(add, single, single[1:]))


@lru_cache(maxsize=8_192)  # organisations, headings and types come again and again
def labelled(label: str, value: str) -> str:
    """Tokens that find any part of a short searchable value under `label`, or under none: its
    grams, then its atoms."""
    single = atoms(value)
    tokens = (*pairs(single), BREAK, *single, BREAK)
    return " ".join(f"{label}:{token}" for token in tokens) if label else " ".join(tokens)


@cache
def analyzer_fingerprint() -> str:
    """Names everything that the tokens depend on; another fingerprint asks for a reindex."""
    from importlib.metadata import version

    parts = (
        str(ANALYZER_VERSION),
        version("rjieba"),
        version("opencc"),
        version("pypinyin"),
        *_domain_words(),
    )
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


@cache
def _domain_words() -> list[str]:
    """Words of inspection reports that jieba's general dictionary lacks or cuts apart."""
    return resources.files("indexer").joinpath("words.txt").read_text("utf-8").split()


@cache
def _segmenter() -> Callable[[str, bool], list[str]]:
    import rjieba

    for word in _domain_words():
        rjieba.add_word(word, None, None)
    segment: Callable[[str, bool], list[str]] = rjieba.cut
    return segment
