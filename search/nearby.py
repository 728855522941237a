"""What is worth showing where few findings have all that was asked for."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import chain, islice
from operator import itemgetter

from indexer.analysis import atoms, grams
from indexer.engine import AllOf, AnyOf, Boosted, KeywordField, Node, Phrase, Term
from indexer.engine import TextField as Text
from indexer.folding import searchable
from indexer.reach import Frequency, reach
from search.function_words import function_words
from search.meaning import Meaning
from search.query import Question
from search.terms import either, matched, parts, phrase, rankings

# A finding of the same object is nearer than one of the same type, and what the title says counts.
_OBJECT, _TYPE, _REST = 2.0, 1.3, 0.3
# What reports write for everyday words counts as a synonym does, a word of a longer name for less.
_OFFICIAL, _PART = 0.4, 0.3
_TOGETHER = 1.2
_CHARACTER, _CHARACTERS = 0.3, 16
# Above so many findings, a term only ranks what rarer ones find.
_REACH = 10_000


def nearby(
    question: Question, limits: tuple[Node, ...], meaning: Meaning, frequency: Frequency
) -> Node | None:
    """What finds findings with any of the required terms, or, as far as the question means more
    than its words, of the types that it may be about, or whose titles name its object in other
    words, or with what reports write for its everyday words; best those with most of that.

    What must hold (fields, phrases, NOT) still does. None where there is nothing to look for.
    """
    loose = _likely(meaning)
    rest = [Boosted(term.node, _REST) for term in question.terms if not term.required]
    frequent: list[Node] = []
    found = 0
    reached = [(reach(term.node, frequency), term.node) for term in question.required]
    # The rarest say most; a union of frequent ones takes Tantivy tens of times as long.
    reached.sort(key=itemgetter(0))
    besides = ((reach(node, frequency), node) for node in _besides(question, meaning))
    for most, node in chain(reached, besides):
        found += most
        (frequent if found > _REACH and loose else loose).append(node)
    if not loose:
        return None
    must = (*question.strict, *limits, either(loose))
    better = [*question.better, *rankings((*frequent, *rest))]
    if len(reached) > 2:
        better.extend(_together([node for most, node in reached if most]))
    if meaning.synonyms:
        better.extend(_characters(question))
    return AllOf(must, better=tuple(better))


def _likely(meaning: Meaning) -> list[Node]:
    """What finds the object that the question names, by any of its wordings, and the likeliest
    type."""
    wordings = _wordings(meaning.about if meaning.synonyms else "")
    wordings = wordings or _wordings(" ".join(meaning.official))
    object_ = (Boosted(Phrase(Text.TITLE_GRAMS, run), _OBJECT / len(run)) for run in wordings)
    kinds = (Boosted(Term(KeywordField.TYPE, kind), _TYPE) for kind in islice(meaning.kinds, 1))
    return [*object_, *kinds]


def _besides(question: Question, meaning: Meaning) -> Iterator[Node]:
    """What finds other types, everyday wordings with words between, and words of a name that is
    sought as a whole: 违规发放津补贴 is 津补贴, too."""
    if meaning.synonyms is None:
        return
    for kind, share in islice(meaning.kinds.items(), 1, None):
        yield Boosted(Term(KeywordField.TYPE, kind), _TYPE * share)
    for node in map(phrase, meaning.gapped):
        if node:
            yield Boosted(node, _OFFICIAL)
    for term in question.required:
        for part in parts(term.text, meaning.synonyms):
            yield Boosted(part, _PART)


def _together(rarest: Sequence[Node]) -> list[Node]:
    """What ranks findings higher that have the two rarest things asked for: together they say
    more than one of them said twice. Where no more is asked for, those are found anyway."""
    pair = tuple(AnyOf(tuple(matched(node))) for node in rarest[:2])
    return [Boosted(AllOf(pair), _TOGETHER)] if len(pair) == 2 else []


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


def _wordings(text: str) -> tuple[tuple[str, ...], ...]:
    """The grams of every wording of the object that the text names."""
    from indexer.linking.wording import wording

    concept = wording(text).concept if text else None
    return _runs(concept) if concept else ()


@cache
def _runs(concept: str) -> tuple[tuple[str, ...], ...]:
    runs = (tuple(grams(searchable(each))) for each in _lexicon().get(concept, ()))
    return tuple(run for run in runs if run)


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    text = resources.files("indexer.linking").joinpath("concepts.toml").read_text("utf-8")
    concepts: dict[str, list[str]] = tomllib.loads(text)["concepts"]
    return {
        concept: tuple(each for each in dict.fromkeys((concept, *wordings)) if "…" not in each)
        for concept, wordings in concepts.items()
    }
