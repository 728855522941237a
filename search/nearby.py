"""What is worth showing where few findings have all that was asked for."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import chain, islice

from indexer.analysis import atoms, grams
from indexer.engine import AllOf, Boosted, KeywordField, Node, Phrase, Term
from indexer.engine import TextField as Text
from indexer.folding import searchable
from indexer.reach import Frequency, reach
from search.function_words import function_words
from search.query import Question
from search.terms import either, rankings

# A finding of the same object is nearer than one of the same type, and what the title says counts.
_OBJECT, _TYPE, _REST = 2.0, 1.0, 0.3
_CHARACTER, _CHARACTERS = 0.4, 16
# Above so many findings, a term only ranks what rarer ones find.
_REACH = 10_000


def nearby(
    question: Question,
    limits: tuple[Node, ...],
    kind: str | None,
    frequency: Frequency,
    *,
    official: Sequence[str] = (),
    other_words: bool = True,
) -> Node | None:
    """What finds findings with any of the required terms, or of the type `kind`, or, with
    `other_words`, whose titles name in other words the object that the question does, or that its
    `official` words do; best those with most of that.

    What must hold (fields, phrases, NOT) still does. None where there is nothing to look for.
    """
    wordings = _wordings(question.words if other_words else "") or _wordings(" ".join(official))
    loose: list[Node] = [
        Boosted(Phrase(Text.TITLE_GRAMS, run), _OBJECT / len(run)) for run in wordings
    ]
    if kind:
        loose.append(Boosted(Term(KeywordField.TYPE, kind), _TYPE))
    rest = [Boosted(term.node, _REST) for term in question.terms if not term.required]
    frequent: list[Node] = []
    found = 0
    # The rarest say most; a union of frequent ones takes Tantivy tens of times as long.
    for node in sorted(
        (term.node for term in question.required), key=lambda n: reach(n, frequency)
    ):
        found += reach(node, frequency)
        (frequent if found > _REACH and loose else loose).append(node)
    if not loose:
        return None
    must = (*question.strict, *limits, either(loose))
    better = (*question.better, *rankings((*frequent, *rest)))
    return AllOf(must, better=(*better, *_characters(question)) if other_words else better)


def _characters(question: Question) -> list[Node]:
    """What ranks titles higher that share characters with the question: 抢尖子生 and 掐尖招生 have
    no word in common, nor have 福利彩票 and 福彩."""
    lists = function_words()
    said = (term.text for term in question.terms if term.text not in lists.vague)
    spoken = dict.fromkeys(chain.from_iterable(map(atoms, said)))
    telling = (each for each in spoken if each not in lists.function)
    return [
        Boosted(Term(Text.LABELS, f"title:{each}"), _CHARACTER)
        for each in islice(telling, _CHARACTERS)
    ]


def _wordings(text: str) -> list[tuple[str, ...]]:
    """The grams of every wording of the object that the text names."""
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
