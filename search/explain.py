"""Why a finding ranks where it does: what of the query hit it where, with what share of the score.

The shares are no estimate: the engine itself is asked for the score of every part of the query
alone. Scores of parts add up to the score of the whole, for BM25 sums over terms.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from indexer.engine import (
    AllOf,
    AnyOf,
    Boosted,
    Fuzzy,
    IndexReader,
    KeywordField,
    Node,
    Phrase,
    Prefix,
    Range,
    Term,
    TextField,
)
from ingest.model import Record

_PLACES = {
    TextField.TITLE: "标题里的词",
    TextField.TITLE_GRAMS: "标题里的字串",
    TextField.BODY: "正文里的词",
    TextField.GRAMS: "标题或正文里的字串",
    TextField.CHARS: "标题或正文里的字",
    TextField.CONTEXT: "单位、地区、方面、年份",
    TextField.LABELS: "字段",
    KeywordField.TYPE: "问题类型",
}

_TITLE = "title:"
# An engine orders by date what only filters, and so it would a type, which ranks beside words.
_NOWHERE = Term(TextField.TITLE, "|")


class Reason(Record, frozen=True, kw_only=True):
    """`text` was found in `place` and gave `score`, a `share` (0 to 1) of the whole."""

    text: str
    place: str
    score: float
    share: float


class _Leaf(NamedTuple):
    text: str
    place: str
    node: Node


def reasons(reader: IndexReader, node: Node, ids: Collection[str]) -> dict[str, tuple[Reason, ...]]:
    """For each finding of `ids`, what hit it, the greatest share first; nothing for a finding that
    no part ranks."""
    among = Boosted(AnyOf(tuple(Term(KeywordField.ID, id) for id in ids)), 0)
    parts: dict[str, defaultdict[tuple[str, str], float]] = {id: defaultdict(float) for id in ids}
    for leaf in _leaves(node, 1.0):
        found = reader.search(AllOf((leaf.node, among), better=(_NOWHERE,)), limit=len(ids))
        for hit in found.page:
            parts[hit.id][leaf.text, leaf.place] += hit.score
    return {id: _shares(scores) for id, scores in parts.items()}


def _shares(scores: dict[tuple[str, str], float]) -> tuple[Reason, ...]:
    total = sum(scores.values())
    return tuple(
        Reason(text=text, place=place, score=score, share=score / total)
        for (text, place), score in sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if score > 0
    )


def _leaves(node: Node, factor: float) -> Iterator[_Leaf]:
    match node:
        case Boosted(part, by):
            if by > 0:
                yield from _leaves(part, factor * by)
        case AllOf(parts, better):
            for part in (*parts, *better):
                yield from _leaves(part, factor)
        case AnyOf(parts):
            for part in parts:
                yield from _leaves(part, factor)
        case Term(TextField.LABELS, token) if token.startswith(_TITLE):
            yield _Leaf(token.removeprefix(_TITLE), "标题里的字", Boosted(node, factor))
        case Term(field, token) | Fuzzy(field, token):
            yield _Leaf(token.lstrip("="), _PLACES.get(field, field.value), Boosted(node, factor))
        case Prefix(field, start):
            yield _Leaf(f"{start}*", _PLACES.get(field, field.value), Boosted(node, factor))
        case Phrase(field, tokens):
            yield _Leaf(_run(tokens), _PLACES[field], Boosted(node, factor))
        case Range() | _:
            return


def _run(grams: tuple[str, ...]) -> str:
    """The characters that overlapping grams stand for."""
    text = ""
    for gram in grams:
        same = next(n for n in range(len(gram), -1, -1) if text.endswith(gram[:n]))
        text += gram[same:]
    return text
