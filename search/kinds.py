"""Which type of problem a question is about, in the words of reports or in everyday ones."""

import re
import tomllib
from collections.abc import Iterable
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
        self._votes = Votes({kind.id: kind.terms for kind in types})

    def named(self, wording: str) -> str | None:
        """The type that a wording names; None where it names none."""
        return self._known.type_of(wording) or self._terse.type_of(_PARTICLES.sub("", wording))

    def meant(self, words: str, official: Iterable[str] = ()) -> str | None:
        """The type that a question names, else what its words speak for; `official` is what
        reports write for them. None where nothing tells."""
        return self.named(words) or self._votes.type_of(" ".join((words, *official)))


def _without_particles(kind: ProblemType) -> ProblemType:
    bare = (_PARTICLES.sub("", term) for term in kind.terms)
    return ProblemType(kind.id, terms=tuple(term for term in bare if len(term) > 1))


@cache
def _spoken() -> dict[str, list[str]]:
    text = resources.files("search").joinpath("spoken.toml").read_text("utf-8")
    return tomllib.loads(text)
