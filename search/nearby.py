"""What is worth showing where few findings have all that was asked for."""

import sys
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources

from indexer.engine import AllOf, AnyOf, Boosted, KeywordField, Node, Phrase, Term
from indexer.engine import TextField as Text
from indexer.folding import searchable
from search.query import Question

# A finding of the same object is nearer than one of the same type, and what the title says counts.
_OBJECT, _TYPE, _REST = 1.5, 1.0, 0.3
# Above so many findings, a term only ranks what rarer ones find.
_REACH = 10_000


Frequency = Callable[[Term], int]


def nearby(
    question: Question,
    limits: tuple[Node, ...],
    kind: str | None,
    frequency: Frequency,
    *,
    other_words: bool = True,
) -> Node | None:
    """What finds findings with any of the required terms, or of the type `kind`, or, with
    `other_words`, whose titles name in other words the object that the question does; best those
    with most of that.

    What must hold (fields, phrases, NOT) still does. None where there is nothing to look for.
    """
    loose: list[Node] = [
        Boosted(Phrase(Text.TITLE_GRAMS, run), _OBJECT)
        for run in _wordings(question.words if other_words else "")
    ]
    if kind:
        loose.append(Boosted(Term(KeywordField.TYPE, kind), _TYPE))
    rest = [Boosted(term.node, _REST) for term in question.terms if not term.required]
    frequent: list[Node] = []
    reach = 0
    # The rarest say most; a union of frequent ones takes Tantivy tens of times as long.
    for node in sorted(
        (term.node for term in question.required), key=lambda n: _frequency(n, frequency)
    ):
        reach += _frequency(node, frequency)
        (frequent if reach > _REACH and loose else loose).append(node)
    if not loose:
        return None
    must = (*question.strict, *limits, AnyOf(tuple(loose)))
    return AllOf(must, better=(*question.better, *frequent, *rest))


def _frequency(node: Node, frequency: Frequency) -> int:
    """At most how many documents a node matches."""
    match node:
        case Term():
            return frequency(node)
        case Phrase(field, tokens):
            return min(frequency(Term(field, token)) for token in tokens)
        case Boosted(part):
            return _frequency(part, frequency)
        case AllOf(parts):
            return min(_frequency(part, frequency) for part in parts)
        case AnyOf(parts):
            return sum(_frequency(part, frequency) for part in parts)
        case _:
            return sys.maxsize


def _wordings(text: str) -> list[tuple[str, ...]]:
    """The grams of every wording of the object that the text names."""
    from indexer.analysis import grams
    from indexer.linking.wording import wording

    concept = wording(text).concept
    runs = (tuple(grams(searchable(each))) for each in _lexicon().get(concept or "", ()))
    return [run for run in runs if run]


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    text = resources.files("indexer.linking").joinpath("concepts.toml").read_text("utf-8")
    concepts: dict[str, list[str]] = tomllib.loads(text)["concepts"]
    return {
        concept: tuple(each for each in dict.fromkeys((concept, *wordings)) if "…" not in each)
        for concept, wordings in concepts.items()
    }
