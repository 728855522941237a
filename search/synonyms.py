"""Wordings that mean the same, so that 公款吃喝 finds 违规公务接待."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from itertools import product
from types import MappingProxyType

from indexer.folding import searchable
from ingest.taxonomy import Taxonomy
from search.kinds import Kinds, terse
from search.offices import offices

_GAPPED = 4  # Characters: shorter wordings stand across other words by chance.


class Synonyms:
    """Groups of wordings; each finds every other of its groups."""

    def __init__(
        self,
        groups: Iterable[Iterable[str]] = (),
        kinds: Kinds | None = None,
        everyday: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        """`everyday` leads from wordings that nobody writes to the one that reports use."""
        self._kinds = kinds
        self._others: dict[str, list[str]] = {}
        self._official: dict[str, list[str]] = {}
        for group in groups:
            wordings = [searchable(wording) for wording in group]
            for wording in wordings:
                known = self._others.setdefault(wording, [])
                known.extend(o for o in wordings if o != wording and o not in known)
        for officials, several in everyday.items():
            for official, wording in product(officials.split(), map(searchable, several)):
                known = self._official.setdefault(wording, [])
                if official not in (wording, *known, *self._others.get(wording, ())):
                    known.append(official)
        self._terse = {terse(wording): said for wording, said in self._official.items()}
        self._longest = max(map(len, (*self._others, *self._official)), default=0)

    @classmethod
    def of_taxonomy(cls, taxonomy: Taxonomy) -> "Synonyms":
        """Those of a taxonomy, and those that hold whatever a problem is about."""
        return cls((*taxonomy.synonyms(), *_general(), *offices()), Kinds(taxonomy), _everyday())

    def of(self, wording: str) -> tuple[str, ...]:
        """The other wordings for a searchable text; empty where none is known."""
        return tuple(self._others.get(wording, ()))

    def official(self, wording: str) -> tuple[str, ...]:
        """What reports write for an everyday wording, beside what `of` gives."""
        return tuple(self._official.get(wording, ()))

    def close(self, wording: str, edits: int) -> tuple[str, ...]:
        """Known wordings at most `edits` typing errors (Levenshtein) away from this one."""
        from rapidfuzz.distance import Levenshtein

        known = (*self._others, *self._official)
        distances = ((o, Levenshtein.distance(o, wording, score_cutoff=edits)) for o in known)
        return tuple(other for other, distance in distances if 0 < distance <= edits)

    def gapped(self, words: str) -> tuple[str, ...]:
        """What reports write for everyday wordings that stand in a question with words between that
        say nothing, or cut across its words: 建好了没人管 is 建好没人管."""
        text = terse(words)
        found: dict[str, None] = {}
        start = 0
        while start < len(text):
            for end in range(min(len(text), start + self._longest), start + _GAPPED - 1, -1):
                if text[start:end] in self._terse:
                    found.update(dict.fromkeys(self._terse[text[start:end]]))
                    start = end - 1
                    break
            start += 1
        return tuple(found)

    def type_of(self, wording: str) -> str | None:
        """The type of problem that a wording names, for where nothing in a library is worded so."""
        return self._kinds.named(wording) if self._kinds else None

    def likely_types(self, words: str, official: Iterable[str]) -> dict[str, float]:
        """The types of problem that a question may be about, as far as its words and what reports
        write for them tell, the likeliest first, with its likelihood in parts of the first's."""
        return self._kinds.likely(words, official) if self._kinds else {}

    def longest_at(self, text: str, start: int, ends: set[int]) -> int | None:
        """Where the longest known wording that begins at `start` ends, among `ends`; else None."""
        for end in range(min(len(text), start + self._longest), start, -1):
            wording = text[start:end]
            if end in ends and (wording in self._others or wording in self._official):
                return end
        return None


@cache
def _everyday() -> dict[str, list[str]]:
    text = resources.files("search").joinpath("everyday.toml").read_text("utf-8")
    fields: dict[str, dict[str, str]] = tomllib.loads(text)
    leads: dict[str, list[str]] = {}
    for lines in fields.values():
        for official, wordings in lines.items():
            leads.setdefault(official, []).extend(wordings.split())
    return leads


@cache
def _general() -> tuple[tuple[str, ...], ...]:
    text = resources.files("search").joinpath("wordings.toml").read_text("utf-8")
    groups: list[list[str]] = tomllib.loads(text)["groups"]
    return tuple(map(tuple, groups))
