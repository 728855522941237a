"""Which type of problem a question is about, in the words of reports or in everyday ones."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import chain

import msgspec

from ingest.taxonomy import ProblemType, Taxonomy
from search.votes import Votes

# What speech adds: 专款没有专用 is 专款没专用.
_PARTICLES = re.compile(
    r"的|了|着|过|得|地|都|也|就|还|很|太|一直|老是|总是|(?<=没)有|[，。？！、\s]"
)
# A term says more the longer it is; one that is weak in titles, or that only what reports write for
# the question's words has, says less. Words by themselves say least.
_LENGTH, _WEAK, _OFFICIAL, _WORDS = 2.0, 0.4, 0.6, 0.5
# In the same unit: a term of two characters scores 4, a word of one type in twenty 1.5.
_LEAST = 1.5
_OTHERS, _SHARE = 2, 0.6  # how many beside the likeliest, and what part of its score they need


class Kinds:
    """The types of a taxonomy, by all wordings that name them."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        spoken = _spoken()
        types = [
            msgspec.structs.replace(
                kind, terms=(*kind.terms, *chain(*kind.synonyms), *spoken.get(kind.id, ()))
            )
            for kind in taxonomy.types
        ]
        self._known = Taxonomy(tuple(types))
        self._terse = Taxonomy(tuple(map(_without_particles, types)))
        self._terms: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for kind in types:
            for term in map(terse, kind.weak):
                self._terms[term][kind.id] = _WEAK
            for term in map(terse, (kind.id, *kind.terms)):
                self._terms[term][kind.id] = 1.0
        self._longest = max(map(len, self._terms), default=0)
        self._votes = Votes({kind.id: kind.terms for kind in types})

    def named(self, wording: str) -> str | None:
        """The type that a wording names; None where it names none."""
        return self._known.type_of(wording) or self._terse.type_of(terse(wording))

    def likely(self, words: str, official: Iterable[str] = ()) -> dict[str, float]:
        """The types that a question may be about by all that its words tell, the likeliest first
        and with 1.0, the others with their part of its score; `official` is what reports write for
        the words. Empty where nothing tells."""
        official = tuple(official)
        scores: defaultdict[str, float] = defaultdict(float)
        for weight, text in ((1.0, words), *((_OFFICIAL, each) for each in official)):
            for term in self._terms_in(terse(text)):
                for kind, share in self._terms[term].items():
                    scores[kind] += weight * share * len(term) ** _LENGTH
        for kind, votes in self._votes.of(" ".join((words, *official))).items():
            scores[kind] += _WORDS * votes
        ranked = sorted(scores, key=lambda kind: -scores[kind])[: _OTHERS + 1]
        best = scores[ranked[0]] if ranked else 0.0
        if best < _LEAST:
            return {}
        shares = {kind: scores[kind] / best for kind in ranked}
        return {kind: share for kind, share in shares.items() if share >= _SHARE}

    def _terms_in(self, text: str) -> Iterator[str]:
        """The longest term from each place that reaches beyond those before it."""
        reached = 0
        for start in range(len(text)):
            for end in range(min(len(text), start + self._longest), max(start + 1, reached), -1):
                if text[start:end] in self._terms:
                    yield text[start:end]
                    reached = end
                    break


def terse(wording: str) -> str:
    """The wording without what speech adds."""
    return _PARTICLES.sub("", wording)


def _without_particles(kind: ProblemType) -> ProblemType:
    bare = map(terse, kind.terms)
    return ProblemType(kind.id, terms=tuple(term for term in bare if len(term) > 1))


@cache
def _spoken() -> dict[str, list[str]]:
    text = resources.files("search").joinpath("spoken.toml").read_text("utf-8")
    return tomllib.loads(text)
