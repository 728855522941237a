"""The lexicon of concepts: which wordings name what a problem is about."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec

from indexer.folding import searchable
from indexer.linking.likeness import Likeness
from ingest.statement import DEFICIENCY

_LAST_PART = 0.5
# What names a fine concept says more than what names a wide field, and that more than what names
# a general concept, by so many characters.
_FINE, _WIDE, _GENERAL = 2.0, 0.0, -1.0
_GAP = "…"
# Beyond so many characters between two words, each takes so much of what they say.
_NEAR, _GAP_COST = 2, 0.1
TELLING = 3
"""In a later clause a word of two characters is as likely chance as a second object."""


class _File(msgspec.Struct, frozen=True):
    classes: dict[str, tuple[str, ...]]
    general: tuple[str, ...]
    umbrella: tuple[str, ...]
    concepts: dict[str, tuple[str, ...]]
    fields: dict[str, tuple[str, ...]]
    weak: dict[str, tuple[str, ...]]
    types: dict[str, str]
    kin: dict[str, str]
    aspects: dict[str, tuple[str, ...]]


class Wordings:
    """Wordings and the concepts that they name; “…” in one stands for any words between."""

    def __init__(
        self,
        wordings: Mapping[str, Sequence[str]],
        bonus: dict[str, float] | None = None,
    ) -> None:
        self._bonus = bonus or {}
        self._plain: dict[str, str] = {}
        # By their first character and their head: what may follow, and what both name.
        self._gaps: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for concept, several in wordings.items():
            for wording in map(searchable, (*several, concept)):
                head, gap, tail = wording.partition(_GAP)
                if gap:
                    heads = self._gaps.setdefault(head[0], {})
                    heads.setdefault(head, []).append((tail, concept))
                else:
                    self._plain.setdefault(wording, concept)
        # By their first character, as many times faster than one regular expression of them all.
        self._starts: dict[str, list[str]] = {}
        for wording in sorted(self._plain, key=len, reverse=True):
            self._starts.setdefault(wording[0], []).append(wording)

    def named(self, clause: str, shortest: int = 1) -> list[str]:
        """The concepts that a clause names by `shortest` characters altogether, the best first:
        that of the longest wording; of equal ones the last, as a Chinese compound is named by its
        last part. A wording inside another names nothing of its own."""
        found = list(dict.fromkeys(self._found(clause)))
        told = defaultdict[str, float](float)
        for _, _, length, concept in found:
            told[concept] += length
        ranked = sorted(
            (
                -(length + self._bonus.get(concept, _FINE) + _LAST_PART * end / len(clause)),
                start,
                end,
                concept,
            )
            for start, end, length, concept in found
            if told[concept] >= shortest
        )
        names: dict[str, tuple[int, int]] = {}
        for _, start, end, concept in ranked:
            if not any(start < other and first < end for first, other in names.values()):
                names.setdefault(concept, (start, end))
        return list(names)

    def _found(self, clause: str) -> Iterator[tuple[int, int, float, str]]:
        """Where the longest wording from each place on stands, how long it is, what it names; of
        one with a gap, the wider the gap, the less it says."""
        for start, character in enumerate(clause):
            for wording in self._starts.get(character, ()):
                if clause.startswith(wording, start):
                    yield start, start + len(wording), len(wording), self._plain[wording]
                    break
        for character in dict.fromkeys(clause):
            for head, several in self._gaps.get(character, {}).items():
                start = clause.find(head)
                if start < 0:
                    continue
                for tail, concept in several:
                    end = clause.find(tail, start + len(head))
                    if end >= 0:
                        gap = end - start - len(head)
                        length = len(head) + len(tail) - _GAP_COST * max(0, gap - _NEAR)
                        yield start, end + len(tail), length, concept


class Lexicon(NamedTuple):
    """concepts.toml: `objects` and `manners` name concepts, `fields`, `umbrella` and `general` are
    concepts that yield to others; `types` are concepts by the type that tells them."""

    fields: frozenset[str]
    umbrella: frozenset[str]
    general: frozenset[str]
    objects: Wordings
    manners: Wordings
    likeness: Likeness
    types: dict[str, str]
    kin: dict[str, str]
    aspects: tuple[tuple[str, re.Pattern[str]], ...]


def _spelled(file: _File) -> _File:
    """The file with wordings in place of the classes of words in its wordings."""

    def spelled(wordings: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(each for wording in several for each in _products(wording, file.classes))
            for name, several in wordings.items()
        }

    return msgspec.structs.replace(
        file,
        concepts=spelled(file.concepts),
        fields=spelled(file.fields),
        weak=spelled(file.weak),
    )


def _products(wording: str, classes: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The wordings that `<class>…word` stands for."""
    head, opening, rest = wording.partition("<")
    if not opening:
        yield wording
        return
    name, _, tail = rest.partition(">")
    for word in classes[name]:
        yield from _products(head + word + tail, classes)


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the program."""
    text = resources.files("indexer.linking").joinpath("concepts.toml").read_text("utf-8")
    written = msgspec.convert(tomllib.loads(text), _File)
    file = _spelled(written)
    aspects = tuple((name, re.compile("|".join(ws))) for name, ws in file.aspects.items())
    fields = frozenset(file.fields)
    return Lexicon(
        fields,
        frozenset(file.umbrella),
        frozenset(file.general),
        Wordings(
            file.concepts | file.fields,
            dict.fromkeys(file.general, _GENERAL) | dict.fromkeys(file.fields, _WIDE),
        ),
        Wordings(file.weak),
        _likeness(written.concepts),
        file.types,
        file.kin,
        aspects,
    )


def _likeness(concepts: dict[str, tuple[str, ...]]) -> Likeness:
    # Words beside a gap stand beside many objects, and what goes wrong with one does with others.
    return Likeness(
        {
            concept: [
                wording
                for wording in map(searchable, (*several, concept))
                if _GAP not in wording and not DEFICIENCY.match(wording)
            ]
            for concept, several in concepts.items()
        }
    )
