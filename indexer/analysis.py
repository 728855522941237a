"""The one analyzer: text → tokens, for documents and queries alike.

Words rank, grams match. `words` are segmented by jieba's dictionary without its statistical
guessing, so that the same characters are cut alike in a document and in a query. `grams` are
overlapping pairs of atoms and find any run of characters wherever the segmentation cut it;
`atoms` find single ones. A number and a Latin word are one atom each, so that 53 is never found
inside 153. Words inside longer words are left to the grams: thus 处理 finds 待处理, but ranks it
below 处理 as a word of its own.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from operator import add
from typing import NamedTuple

from indexer.numerals import numerals

ANALYZER_VERSION = 1
"""To be raised with every change of the tokens that this module makes."""

BREAK = "|"
"""A token between two texts in one field: no phrase reaches across it."""

DOMAIN_WORDS = (
    "巡察 提级巡察 巡察组 巡察办 回头看 整改 立行立改 以案促改 责任单位 公务接待 公车私用 三公经费 "
    "三重一大 小金库 账外账 坐收坐支 白条 公款吃喝 吃拿卡要 优亲厚友 村级财务 三资管理 四议两公开 "
    "民主生活会 组织生活会 三会一课 主题党日 第一议题 意识形态 党建责任制 一岗双责 两个责任 村两委 "
    "村干部 驻村 低保户 危房改造 惠农补贴 征地 征地补偿 围标 串标 化整为零 津补贴 销号"
).split()

_ATOM = re.compile(r"[a-z]+|\d+(?:\.\d+)?|\S")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(r"\w")


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
        if _WORD.search(piece):
            placed.append(Word(piece, position, end))
        position = end
    return placed


def words(text: str) -> list[str]:
    """The words of a searchable text in order, then its numerals in their one form."""
    tokens = [piece for piece in _segmenter()(text, False) if _WORD.search(piece)]
    for numeral in numerals(text):
        tokens.extend(numeral.forms)
    return tokens


def atoms(text: str) -> list[str]:
    """The characters of a searchable text; a number or a Latin word counts as one."""
    return _ATOM.findall(_THOUSANDS.sub("", text))


def grams(text: str) -> list[str]:
    """Every two neighbouring atoms of a searchable text, joined, in order."""
    single = atoms(text)
    return list(map(add, single, single[1:]))


def labelled(label: str, values: Iterable[str]) -> list[str]:
    """Tokens that find any part of a short value under `label`: its grams, then its atoms."""
    tokens: list[str] = []
    for value in values:
        tokens.extend(f"{label}:{gram}" for gram in (*grams(value), BREAK, *atoms(value), BREAK))
    return tokens


@cache
def analyzer_fingerprint() -> str:
    """Names everything that the tokens depend on; another fingerprint asks for a reindex."""
    from importlib.metadata import version

    parts = (str(ANALYZER_VERSION), version("rjieba"), version("opencc"), *DOMAIN_WORDS)
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


@cache
def _segmenter() -> Callable[[str, bool], list[str]]:
    import rjieba

    for word in DOMAIN_WORDS:
        rjieba.add_word(word, None, None)
    cut: Callable[[str, bool], list[str]] = rjieba.cut
    return cut
