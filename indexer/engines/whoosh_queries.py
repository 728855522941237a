"""Query nodes → scored documents of a Whoosh index.

Whoosh's own query classes sum the terms of a phrase instead of scoring its occurrences, and know no
`at_least`; so its posting lists are read here, and every node becomes a table of scores. Scores
are BM25 as in Lucene and Tantivy: Robertson and Zaragoza, The Probabilistic Relevance Framework
(2009), with k1 1.2, b 0.75 and idf ln(1 + (N - n + 0.5) / (n + 0.5)).
"""

from collections.abc import Collection, Iterable
from math import log
from typing import TYPE_CHECKING

from indexer.engine import (
    AllOf,
    AnyOf,
    Boosted,
    Everything,
    Fuzzy,
    KeywordField,
    Node,
    Phrase,
    Prefix,
    Range,
    Term,
    TextField,
    Without,
)

if TYPE_CHECKING:
    from whoosh.searching import Searcher

Scores = dict[int, float]
"""Document number → score of every document that matches."""

_K1, _B = 1.2, 0.75


class Evaluation:
    """Evaluates queries over one commit of an index."""

    def __init__(self, searcher: "Searcher") -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._documents = self._reader.doc_count_all()
        self._averages: dict[str, float] = {}

    def scores(self, node: Node) -> Scores:
        """Every document that matches `node`, with its score."""
        match node:
            case Term(field, token):
                return self._term(field, token)
            case Phrase(field, (token,)):
                return self._term(field, token)
            case Phrase(field, tokens, slop):
                return self._phrase(field, tokens, slop)
            case Prefix(field, start):
                return self._flat(field, self._reader.expand_prefix(field.value, start), 1.0)
            case Fuzzy(field, token, distance):
                within = self._reader.terms_within(field.value, token, distance)
                return self._flat(field, within, 1.0)
            case Range():
                return self._range(node)
            case AllOf(parts, better):
                return self._all_of(parts, better)
            case AnyOf(parts, at_least):
                return self._any_of(parts, at_least)
            case Without(part):
                without = self.scores(part)
                return {id: 0.0 for id in self._findings() if id not in without}
            case Boosted(part, factor):
                return {id: score * factor for id, score in self.scores(part).items()}
            case Everything():
                return self._findings()

    def marked(self, mark: str) -> list[int]:
        """Documents of one sort: `finding`, or the `state` of the index."""
        return self._ids("mark", mark)

    def _findings(self) -> Scores:
        return dict.fromkeys(self.marked("finding"), 0.0)

    def _ids(self, field: str, token: str | bytes) -> list[int]:
        if not self._reader.doc_frequency(field, token):
            return []
        return list(self._reader.postings(field, token).all_ids())

    def _flat(
        self, field: TextField | KeywordField, tokens: Iterable[str | bytes], score: float
    ) -> Scores:
        found: Scores = {}
        for token in list(tokens):
            found.update(dict.fromkeys(self._ids(field.value, token), score))
        return found

    def _term(self, field: TextField | KeywordField, token: str) -> Scores:
        if isinstance(field, KeywordField):
            ids = self._ids(field.value, token)
            return dict.fromkeys(ids, self._idf(field.value, token)) if ids else {}
        if not self._reader.doc_frequency(field.value, token):
            return {}
        matcher, frequencies = self._reader.postings(field.value, token), {}
        while matcher.is_active():
            frequencies[matcher.id()] = float(matcher.weight())
            matcher.next()
        return self._bm25(field, (token,), frequencies)

    def _phrase(self, field: TextField, tokens: tuple[str, ...], slop: int) -> Scores:
        name = field.value
        if not tokens or not all(self._reader.doc_frequency(name, token) for token in tokens):
            return {}
        common = sorted(set(tokens), key=lambda token: self._reader.doc_frequency(name, token))
        places: dict[str, dict[int, list[int]]] = {}
        among: Collection[int] | None = None
        for token in common:
            places[token] = self._places(name, token, among)
            among = places[token].keys()
        frequencies: Scores = {}
        for id in among or ():
            runs = _runs([places[token][id] for token in tokens], slop)
            if runs:
                frequencies[id] = float(runs)
        return self._bm25(field, tokens, frequencies)

    def _places(
        self, field: str, token: str, among: Collection[int] | None
    ) -> dict[int, list[int]]:
        matcher = self._reader.postings(field, token)
        found: dict[int, list[int]] = {}
        if among is None:
            while matcher.is_active():
                found[matcher.id()] = matcher.value_as("positions")
                matcher.next()
            return found
        for id in sorted(among):
            if matcher.is_active() and matcher.id() < id:
                matcher.skip_to(id)
            if not matcher.is_active():
                break
            if matcher.id() == id:
                found[id] = matcher.value_as("positions")
        return found

    def _bm25(self, field: TextField, tokens: Iterable[str], frequencies: Scores) -> Scores:
        name = field.value
        if name not in self._averages:
            self._averages[name] = self._reader.field_length(name) / self._documents or 1.0
        average, length = self._averages[name], self._reader.doc_field_length
        idf = sum(self._idf(name, token) for token in tokens)
        return {
            id: idf
            * frequency
            * (_K1 + 1)
            / (frequency + _K1 * (1 - _B + _B * length(id, name) / average))
            for id, frequency in frequencies.items()
        }

    def _idf(self, field: str, token: str) -> float:
        n = self._reader.doc_frequency(field, token)
        return log(1 + (self._documents - n + 0.5) / (n + 0.5))

    def _range(self, node: Range) -> Scores:
        from whoosh.query.ranges import NumericRange

        asked = NumericRange(node.field.value, node.low, node.high)
        return dict.fromkeys(asked.docs(self._searcher), 0.0)

    def _all_of(self, parts: tuple[Node, ...], better: tuple[Node, ...]) -> Scores:
        wanted = [self.scores(part) for part in parts if not isinstance(part, Without)]
        wanted.sort(key=len)
        first, *others = wanted or [self._findings()]
        found = {
            id: score + sum(other[id] for other in others)
            for id, score in first.items()
            if all(id in other for other in others)
        }
        for part in parts:
            if isinstance(part, Without) and found:
                unwanted = self.scores(part.part)
                found = {id: score for id, score in found.items() if id not in unwanted}
        for part in better if found else ():
            for id, score in self.scores(part).items():
                if id in found:
                    found[id] += score
        return found

    def _any_of(self, parts: tuple[Node, ...], at_least: int) -> Scores:
        found: Scores = {}
        times: dict[int, int] = {}
        for part in parts:
            for id, score in self.scores(part).items():
                found[id] = found.get(id, 0.0) + score
                times[id] = times.get(id, 0) + 1
        if at_least > 1:
            return {id: score for id, score in found.items() if times[id] >= at_least}
        return found


def _runs(places: list[list[int]], slop: int) -> int:
    """How often the tokens follow each other with at most `slop` positions between them in all."""
    count = 0
    later = [set(positions) for positions in places[1:]]
    for start in places[0]:
        ends = {start}
        for n, positions in enumerate(later, 1):
            reach = {end + step for end in ends for step in range(1, slop + 2)}
            ends = {end for end in reach & positions if end - start <= n + slop}
        count += bool(ends)
    return count
