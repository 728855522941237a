"""A finding's title as linking compares it: object, concept and aspects."""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import msgspec

from indexer.analysis import words
from indexer.folding import searchable
from ingest.taxonomy import parts

_SCOPE = re.compile(
    r"^(?:近年来|部分村\(社区\)|镇村两级|少数支部|部分(?:单位|支部|干部|村|党员)?|个别(?:站所|支部|单位|村|党员|干部)?|"
    r"下属单位|所属单位|有的(?:单位|支部|村)?|一些|机关|存在|对|在|抓|落实)+(?=..)"
)
# What a deficiency measures belongs to it: 推广力度不足 is 推广不足.
_MEASURED = re.compile(r"(?<=..)(?:力度|程度|水平|质效|方面|情况|工作)+$")
_LEADING = frozenset(("违规", "虚报", "挪用", "截留", "套取", "侵占", "挤占", "拖欠"))
_LAST_PART = 0.5
# What is only listed as an example is not what the finding is about.
_LISTED = re.compile(r"(?:涉及|包括)[^,，。;；]*?等")
_GAP = "…"


class Wording(NamedTuple):
    """`object` without scope and deficiency; `words` the object's words, blank between; `concept`
    None where the lexicon knows none; `field` the wider field where it knows only that; `aspects`
    the telling deficiencies."""

    object: str
    words: str
    concept: str | None
    field: str | None
    aspects: tuple[str, ...]


class _File(msgspec.Struct, frozen=True):
    concepts: dict[str, tuple[str, ...]]
    fields: dict[str, tuple[str, ...]]
    aspects: dict[str, tuple[str, ...]]


class _Lexicon(NamedTuple):
    fields: frozenset[str]
    pattern: re.Pattern[str]
    concepts: dict[str, str]
    gaps: tuple[tuple[re.Pattern[str], int, str], ...]
    aspects: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _lexicon() -> _Lexicon:
    text = resources.files("indexer.linking").joinpath("concepts.toml").read_text("utf-8")
    file = msgspec.convert(tomllib.loads(text), _File)
    plain: dict[str, str] = {}
    gaps = []
    for concept, wordings in (file.concepts | file.fields).items():
        for wording in map(searchable, (*wordings, concept)):
            if _GAP in wording:
                pattern = ".*?".join(map(re.escape, wording.split(_GAP)))
                gaps.append((re.compile(pattern), len(wording) - 1, concept))
            else:
                plain.setdefault(wording, concept)
    ordered = sorted(plain, key=len, reverse=True)
    aspects = tuple((name, re.compile("|".join(ws))) for name, ws in file.aspects.items())
    return _Lexicon(
        frozenset(file.fields),
        re.compile(f"(?=({'|'.join(ordered)}))"),
        plain,
        tuple(gaps),
        aspects,
    )


@lru_cache(maxsize=200_000)
def wording(title: str) -> Wording:
    """What the title says, for comparison."""
    text = _LISTED.sub("", searchable(title))
    lexicon = _lexicon()
    object_ = _object(text)
    aspects = tuple(name for name, pattern in lexicon.aspects if pattern.search(text))
    concept = _concept(text)
    wide = concept in lexicon.fields
    return Wording(
        object_,
        " ".join(words(object_)),
        None if wide else concept,
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


def _concept(text: str) -> str | None:
    """The concept whose wording is longest; of equal ones the last, as a Chinese compound is named
    by its last part. The first clause counts before what follows a comma."""
    lexicon = _lexicon()
    for clause in (re.split(r"[,，;；。]", text, maxsplit=1)[0], text):
        best: tuple[float, str] | None = None
        matches = [
            (m.end(1), len(m.group(1)), lexicon.concepts[m.group(1)])
            for m in lexicon.pattern.finditer(clause)
        ]
        for pattern, length, concept in lexicon.gaps:
            found = pattern.search(clause)
            if found:
                matches.append((found.end(), length, concept))
        for end, length, concept in matches:
            if best is None or (length + _LAST_PART * end / len(clause)) > best[0]:
                best = (length + _LAST_PART * end / len(clause), concept)
        if best:
            return best[1]
    return None
