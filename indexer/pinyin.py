"""Pinyin of titles, so that 拼音:gwjd finds 公务接待: kept apart from all other tokens, because
characters of one sound (部、布、不) must never be confused where pinyin was not asked for."""

from functools import cache, lru_cache

from indexer.analysis import BREAK, cut

_LONGEST_SYLLABLE = 6  # zhuang
_READINGS = 16  # of one query: xian is xian and xi'an


def sounds(text: str) -> list[str]:
    """The initials of a searchable text's characters in order, then their whole syllables."""
    syllables = [each for word in cut(text) for each in _syllables(word)]
    return [*(each[0] for each in syllables), BREAK, *syllables]


def readings(typed: str) -> list[tuple[str, ...]]:
    """What typed letters may stand for: initials, and every cut into whole syllables (the fewest
    first, at most 16 in all). Blanks and apostrophes part syllables. Empty without letters."""
    pieces = typed.lower().replace("'", " ").replace("’", " ").split()
    letters = "".join(pieces)
    if not letters.isascii() or not letters.isalpha():
        return []
    found: list[tuple[str, ...]] = [()]
    for piece in pieces:
        cuts = _cuts(piece)
        found = [(*before, *cut) for before in found for cut in cuts][:_READINGS]
    return list(dict.fromkeys([tuple(letters), *found]))[:_READINGS]


def _cuts(letters: str) -> list[tuple[str, ...]]:
    """The cuts of `letters` into syllables, by the number of syllables."""
    cuts: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(letters) + 1):
        here = [
            (*before, letters[start:end])
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if letters[start:end] in _known()
            for before in cuts[start]
        ]
        cuts.append(sorted(here, key=len)[:_READINGS])
    return cuts[-1]


@lru_cache(maxsize=65_536)  # a library's titles are made of a few thousand words
def _syllables(word: str) -> tuple[str, ...]:
    if word.isascii():
        return tuple(filter(str.isalpha, word))
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word, errors="ignore", v_to_u=False))


@cache
def _known() -> frozenset[str]:
    from pypinyin import Style
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.style import convert

    marked = {each for sounds in PINYIN_DICT.values() for each in sounds.split(",")}
    plain = {convert(each, Style.NORMAL, strict=True) for each in marked}
    return frozenset(each for each in plain if each.isascii() and set(each) & set("aeiouv"))
