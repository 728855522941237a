"""What a problem is about: types, their wordings, and a title as object + deficiency."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec

from ingest.folding import fold
from ingest.statement import DEFICIENCY

# How much the place in the title counts, in characters of a term's length.
_LAST_PART = 3.0
_QUOTES = re.compile(r"[“”‘’\"'《》（）]")
_CLAUSE = re.compile(r"[，,；。]")
_STOP = re.compile("[，；。]")
_DEGREES = (
    *("存在", "还", "仍", "比较", "较为", "较", "有所", "有的", "个别", "部分", "一些", "方面"),
    *("工作", "情况", "现象", "等", "的", "有", "抓得", "抓而", "做得", "程度", "仍然", "依然"),
    *("上", "中", "，", "、", "“", "”"),
)
_DEGREE = re.compile(f"(?:{'|'.join(_DEGREES)})+$")


class ProblemType(msgspec.Struct, frozen=True):
    """One type; `synonyms` are groups of wordings that say the same."""

    id: str
    terms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()


class _File(msgspec.Struct, frozen=True):
    type: tuple[ProblemType, ...] = ()


class Parts(NamedTuple):
    """A title as its object and what is wrong with it; either may be missing."""

    object: str | None
    deficiency: str | None


class Taxonomy:
    """The types in force, and the rule that finds a finding's."""

    def __init__(self, types: tuple[ProblemType, ...]) -> None:
        self.types = types
        self._terms = _Terms({term: kind.id for kind in types for term in (*kind.terms, kind.id)})
        self._weak = _Terms({term: kind.id for kind in types for term in kind.weak})

    def type_of(self, title: str, heading: str | None = None) -> str | None:
        """The type that the (folded) title names best, else what the heading names.

        Longer terms say more; of equal ones the last counts. A title's first clause states the
        problem, what follows illustrates it, so a later clause counts only where none before names
        a type. None where nothing is known.
        """
        bare = _QUOTES.sub("", title)
        return self.named(bare) or self._weak.last(bare) or self._terms.best(heading or "")

    def named(self, title: str) -> str | None:
        """The type that a (folded) title without quotation marks names by a term that tells it by
        itself; None where it names none."""
        for clause in _CLAUSE.split(title):
            found = self._terms.best(clause)
            if found:
                return found
        return None

    def synonyms(self) -> list[tuple[str, ...]]:
        """All groups of wordings that say the same."""
        return [group for kind in self.types for group in kind.synonyms]


class _Terms:
    """Terms and the types that they name."""

    def __init__(self, types: dict[str, str]) -> None:
        self._types = types
        # By their first two characters, which few places of a title have; a term of one character
        # may stand anywhere.
        self._otherwise = (1,) if any(len(term) == 1 for term in types) else ()
        lengths: defaultdict[str, set[int]] = defaultdict(lambda: {*self._otherwise})
        for term in types:
            lengths[term[:2]].add(len(term))
        self._lengths = {
            begun: tuple(sorted(known, reverse=True)) for begun, known in lengths.items()
        }

    def best(self, words: str) -> str | None:
        """The type of the longest term; of terms alike in length, of the one nearer to the end.

        A Chinese compound is named by its last part: 药品采购 is about 采购, not about 药品.
        """
        scores: dict[str, float] = {}
        for term, end in self._found(words):
            kind = self._types[term]
            place = _LAST_PART * end / len(words)
            scores[kind] = max(scores.get(kind, 0), len(term) + place)
        return max(scores, key=lambda kind: scores[kind]) if scores else None

    def last(self, words: str) -> str | None:
        """The type of the term that ends last; of those, of the longest."""
        found = max(self._found(words), key=lambda each: (each[1], len(each[0])), default=None)
        return self._types[found[0]] if found else None

    def _found(self, words: str) -> Iterator[tuple[str, int]]:
        """The longest term that begins at each place, and its end: terms may overlap."""
        for start in range(len(words)):
            for length in self._lengths.get(words[start : start + 2], self._otherwise):
                if (term := words[start : start + length]) in self._types:
                    yield term, start + len(term)
                    break


@cache
def standard() -> Taxonomy:
    """The taxonomy that comes with the program."""
    return Taxonomy(_read(resources.files("ingest").joinpath("taxonomy.toml").read_text("utf-8")))


@cache
def extended(text: str) -> Taxonomy:
    """The standard taxonomy with the types of a user's file: new ones, and terms for known ones.

    Raises `msgspec.ValidationError` or `tomllib.TOMLDecodeError` where the file is wrong.
    """
    own = _read(text)
    if not own:
        return standard()
    merged = {kind.id: kind for kind in standard().types}
    for kind in own:
        known = merged.get(kind.id)
        merged[kind.id] = (
            kind
            if known is None
            else ProblemType(
                kind.id,
                known.terms + kind.terms,
                known.weak + kind.weak,
                known.synonyms + kind.synonyms,
            )
        )
    return Taxonomy(tuple(merged.values()))


def parts(title: str) -> Parts:
    """A title as object + deficiency: 公务接待不够规范 → 公务接待, 不够规范."""
    folded = fold(title)
    clause = _STOP.split(folded, maxsplit=1)[0]
    found = DEFICIENCY.search(clause)
    if not found:
        return Parts(title or None, None)
    if found.start() == 0:  # 违规发放补助: the deficiency leads
        rest = clause[found.end() :]
        return Parts(
            title[found.end() : len(clause)] or None, title[: found.end()] if rest else title
        )
    head = clause[: found.start()]
    if head.endswith(_DEGREES):
        head = _DEGREE.sub("", head)
    return Parts(title[: len(head)].strip("“”") or None, title[found.start() : len(clause)])


def _read(text: str) -> tuple[ProblemType, ...]:
    return msgspec.convert(tomllib.loads(text), _File).type
