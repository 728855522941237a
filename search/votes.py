"""Which type of problem a question is about, where it names none: its words vote for the types in
whose wordings they occur."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log

from indexer.analysis import segmented
from indexer.folding import searchable

_LEAST = 3.0  # natural logarithms: about one word that a single type in twenty has
_AHEAD = 1.25  # times the next type's votes


class Votes:
    """`wordings` of each type, in the words of reports and in everyday ones."""

    def __init__(self, wordings: Mapping[str, Iterable[str]]) -> None:
        self._texts = {kind: "|".join(map(searchable, each)) for kind, each in wordings.items()}
        self._weights = lru_cache(maxsize=10_000)(self._weigh)

    def type_of(self, question: str) -> str | None:
        """The type that most speaks for, None where no type is well ahead.

        A word weighs by its rarity among the types (inverse document frequency), and more where a
        type has it in several wordings.
        """
        votes: defaultdict[str, float] = defaultdict(float)
        for word in {word.text for word in segmented(searchable(question))}:
            for kind, weight in self._weights(word):
                votes[kind] += weight
        ranked = sorted(votes, key=lambda kind: -votes[kind])[:2]
        if not ranked or votes[ranked[0]] < _LEAST:
            return None
        if len(ranked) > 1 and votes[ranked[0]] < _AHEAD * votes[ranked[1]]:
            return None
        return ranked[0]

    def _weigh(self, word: str) -> list[tuple[str, float]]:
        if len(word) < 2:
            return []
        counts = [(kind, text.count(word)) for kind, text in self._texts.items()]
        having = [(kind, count) for kind, count in counts if count]
        rarity = log(len(self._texts) / len(having)) if having else 0.0
        return [(kind, rarity * (1 + log(count))) for kind, count in having]
