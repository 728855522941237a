"""Which types of problem the words of a question speak for: those in whose wordings they occur."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log

from indexer.analysis import segmented
from indexer.folding import searchable


class Votes:
    """`wordings` of each type, in the words of reports and in everyday ones."""

    def __init__(self, wordings: Mapping[str, Iterable[str]]) -> None:
        self._texts = {kind: "|".join(map(searchable, each)) for kind, each in wordings.items()}
        self._weights = lru_cache(maxsize=10_000)(self._weigh)

    def of(self, question: str) -> dict[str, float]:
        """The votes for each type that has any, in natural logarithms.

        A word weighs by its rarity among the types (inverse document frequency), and more where a
        type has it in several wordings.
        """
        votes: defaultdict[str, float] = defaultdict(float)
        for word in {word.text: None for word in segmented(searchable(question))}:
            for kind, weight in self._weights(word):
                votes[kind] += weight
        return votes

    def _weigh(self, word: str) -> list[tuple[str, float]]:
        if len(word) < 2:
            return []
        counts = [(kind, text.count(word)) for kind, text in self._texts.items()]
        having = [(kind, count) for kind, count in counts if count]
        rarity = log(len(self._texts) / len(having)) if having else 0.0
        return [(kind, rarity * (1 + log(count))) for kind, count in having]
