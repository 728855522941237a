"""A finding's title as linking compares it: object, concept and aspects."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import msgspec

from indexer.analysis import words
from indexer.folding import searchable
from indexer.linking.likeness import Likeness
from ingest.taxonomy import parts

_SCOPE = re.compile(
    r"^(?:近年来|部分村\(社区\)|镇村两级|少数支部|部分(?:单位|支部|干部|村|党员)?|个别(?:站所|支部|单位|村|党员|干部)?|"
    r"下属单位|所属单位|有的(?:单位|支部|村)?|一些|机关|存在|对|在|抓|落实)+(?=..)"
)
# 少数支部会议决策 is not about the meetings of branches.
_SOME = re.compile(
    r"^(?:近年来|镇村两级|(?:部分|个别|少数)(?:村\(社区\)|单位|支部|干部|村|社区|党员|站所)?)+(?=..)"
)
# What a deficiency measures belongs to it: 推广力度不足 is 推广不足.
_MEASURED = re.compile(r"(?<=..)(?:力度|程度|水平|质效|方面|情况|工作)+$")
_LEADING = frozenset(("违规", "虚报", "挪用", "截留", "套取", "侵占", "挤占", "拖欠"))
_LAST_PART = 0.5
# What names a fine concept says more than what names a wide field, and that more than what names
# a general concept, by so many characters.
_FINE, _WIDE, _GENERAL = 2.0, 0.0, -1.0
# What is only listed as an example is not what the finding is about.
_LISTED = re.compile(r"(?:涉及|包括)[^,，。;；]*?等")
# In a later clause a word of two characters is as likely chance as a second object.
_TELLING = 3
_GAP = "…"


class Wording(NamedTuple):
    """`object` without scope and deficiency; `words` the object's words, blank between; `concept`
    None where the lexicon knows none; `second` another that the title names beside it, or its kin;
    `field` the wider field where it knows only that; `aspects` the telling deficiencies."""

    object: str
    words: str
    concept: str | None
    second: str | None
    field: str | None
    aspects: tuple[str, ...]


class _File(msgspec.Struct, frozen=True):
    general: tuple[str, ...]
    umbrella: tuple[str, ...]
    concepts: dict[str, tuple[str, ...]]
    fields: dict[str, tuple[str, ...]]
    weak: dict[str, tuple[str, ...]]
    kin: dict[str, str]
    aspects: dict[str, tuple[str, ...]]


class _Wordings:
    """Wordings and the concepts that they name; “…” in one stands for any words between."""

    def __init__(
        self, wordings: dict[str, tuple[str, ...]], bonus: dict[str, float] | None = None
    ) -> None:
        self._bonus = bonus or {}
        self._plain: dict[str, str] = {}
        self._gaps: dict[str, list[tuple[str, str, str]]] = {}
        for concept, several in wordings.items():
            for wording in map(searchable, (*several, concept)):
                head, gap, tail = wording.partition(_GAP)
                if gap:
                    self._gaps.setdefault(head[0], []).append((head, tail, concept))
                else:
                    self._plain.setdefault(wording, concept)
        # By their first character, as many times faster than one regular expression of them all.
        self._starts: dict[str, list[str]] = {}
        for wording in sorted(self._plain, key=len, reverse=True):
            self._starts.setdefault(wording[0], []).append(wording)

    def named(self, clause: str, shortest: int = 1) -> list[str]:
        """The concepts that a clause names, the best first: that of the longest wording; of equal
        ones the last, as a Chinese compound is named by its last part. A wording inside another
        names nothing of its own."""
        ranked = sorted(
            (
                -(length + self._bonus.get(concept, _FINE) + _LAST_PART * end / len(clause)),
                start,
                end,
                concept,
            )
            for start, end, length, concept in self._found(clause)
            if length >= shortest
        )
        names: dict[str, tuple[int, int]] = {}
        for _, start, end, concept in ranked:
            if not any(start < other and first < end for first, other in names.values()):
                names.setdefault(concept, (start, end))
        return list(names)

    def _found(self, clause: str) -> Iterator[tuple[int, int, int, str]]:
        """Where the longest wording from each place on stands, how long it is, what it names."""
        for start, character in enumerate(clause):
            for wording in self._starts.get(character, ()):
                if clause.startswith(wording, start):
                    yield start, start + len(wording), len(wording), self._plain[wording]
                    break
        for character in dict.fromkeys(clause):
            for head, tail, concept in self._gaps.get(character, ()):
                start = clause.find(head)
                end = clause.find(tail, start + len(head)) if start >= 0 else -1
                if end >= 0:
                    yield start, end + len(tail), len(head) + len(tail), concept


class _Lexicon(NamedTuple):
    fields: frozenset[str]
    umbrella: frozenset[str]
    objects: _Wordings
    manners: _Wordings
    likeness: Likeness
    kin: dict[str, str]
    aspects: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _lexicon() -> _Lexicon:
    text = resources.files("indexer.linking").joinpath("concepts.toml").read_text("utf-8")
    file = msgspec.convert(tomllib.loads(text), _File)
    aspects = tuple((name, re.compile("|".join(ws))) for name, ws in file.aspects.items())
    fields = frozenset(file.fields)
    return _Lexicon(
        fields,
        frozenset(file.umbrella),
        _Wordings(
            file.concepts | file.fields,
            dict.fromkeys(file.general, _GENERAL) | dict.fromkeys(file.fields, _WIDE),
        ),
        _Wordings(file.weak),
        _likeness(file.concepts),
        file.kin,
        aspects,
    )


def _likeness(concepts: dict[str, tuple[str, ...]]) -> Likeness:
    return Likeness(
        {
            concept: [
                piece for each in map(searchable, (*several, concept)) for piece in each.split(_GAP)
            ]
            for concept, several in concepts.items()
        }
    )


@lru_cache(maxsize=200_000)
def wording(title: str) -> Wording:
    """What the title says, for comparison."""
    text = _LISTED.sub("", searchable(title))
    lexicon = _lexicon()
    object_ = _object(text)
    aspects = tuple(name for name, pattern in lexicon.aspects if pattern.search(text))
    concept, second = _concepts(text, object_)
    wide = concept in lexicon.fields
    return Wording(
        object_,
        " ".join(words(object_)),
        None if wide else concept,
        second,
        concept if wide else None,
        aspects,
    )


def _object(text: str) -> str:
    clause = re.split(r"[,，;；。]", text, maxsplit=1)[0]
    found, deficiency = parts(clause)
    if deficiency and len(deficiency) <= 2 and clause.startswith(deficiency):
        # 低保动态管理不到位, 老旧小区改造不规范: what looks like a deficiency begins the object.
        rest = parts(clause[2:]).object
        found = found if deficiency in _LEADING else clause[:2] + rest if rest else clause
    found = found or clause
    bare = _SCOPE.sub("", found) or found
    return _MEASURED.sub("", bare)


def _concepts(text: str, object_: str) -> tuple[str | None, str | None]:
    """What the title names first, and the concept that it names beside, or that is next of kin.

    The first clause counts before what follows a comma; what is said too widely there yields to
    what follows it. Where no object is named, the object counts as what it is most like, and only
    then does how it went wrong tell the kind.
    """
    lexicon = _lexicon()
    bare = _SOME.sub("", text)
    first = re.split(r"[,，;；。]", bare, maxsplit=1)[0]
    named = lexicon.objects.named
    found = named(first)
    if first != bare:
        found += named(bare)
    if not found:
        near = lexicon.likeness.nearest(object_)
        named = lexicon.manners.named
        found = [near] if near else named(first)
    if not found:
        return None, None
    fine = [name for name in found if name not in lexicon.fields | lexicon.umbrella]
    best = fine[0] if fine and found[0] in lexicon.umbrella else found[0]
    beside = [*named(first), *named(bare, _TELLING)]
    others = (name for name in beside if name != best and name not in lexicon.fields)
    return best, next(others, lexicon.kin.get(best))
