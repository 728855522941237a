"""Wordings that mean the same, so that 公款吃喝 finds 违规公务接待."""

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from itertools import chain

import msgspec

from indexer.folding import searchable
from ingest.taxonomy import Taxonomy


class Synonyms:
    """Groups of wordings; each finds every other of its groups. `type_of` says which type of
    problem a wording names, for where nothing in a library is worded so."""

    def __init__(
        self,
        groups: Iterable[Iterable[str]] = (),
        type_of: Callable[[str], str | None] = lambda wording: None,
    ) -> None:
        self.type_of = type_of
        self._others: dict[str, list[str]] = {}
        for group in groups:
            wordings = [searchable(wording) for wording in group]
            for wording in wordings:
                known = self._others.setdefault(wording, [])
                known.extend(o for o in wordings if o != wording and o not in known)
        self._longest = max(map(len, self._others), default=0)

    @classmethod
    def of_taxonomy(cls, taxonomy: Taxonomy) -> "Synonyms":
        """Those of a taxonomy, and those that hold whatever a problem is about."""
        return cls((*taxonomy.synonyms(), *_general()), _type_of(taxonomy))

    def of(self, wording: str) -> tuple[str, ...]:
        """The other wordings for a searchable text; empty where none is known."""
        return tuple(self._others.get(wording, ()))

    def longest_at(self, text: str, start: int, ends: set[int]) -> int | None:
        """Where the longest known wording that begins at `start` ends, among `ends`; else None."""
        for end in range(min(len(text), start + self._longest), start, -1):
            if end in ends and text[start:end] in self._others:
                return end
        return None


def _type_of(taxonomy: Taxonomy) -> Callable[[str], str | None]:
    """What says which type a question names, in the words of reports or in everyday ones."""
    spoken = _spoken()
    return Taxonomy(
        tuple(
            msgspec.structs.replace(
                kind, terms=(*kind.terms, *chain(*kind.synonyms), *spoken.get(kind.id, ()))
            )
            for kind in taxonomy.types
        )
    ).type_of


@cache
def _spoken() -> dict[str, list[str]]:
    text = resources.files("search").joinpath("spoken.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _general() -> tuple[tuple[str, ...], ...]:
    text = resources.files("search").joinpath("wordings.toml").read_text("utf-8")
    groups: list[list[str]] = tomllib.loads(text)["groups"]
    return tuple(map(tuple, groups))
