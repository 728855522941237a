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
_OBJECT, _TYPE, _DEFICIENCY = 1.5, 0.7, 0.3


Frequency = Callable[[Term], int]


def nearby(
    question: Question, limits: tuple[Node, ...], kind: str | None, frequency: Frequency
) -> Node | None:
    """What finds findings whose titles name the object that the question does in other words, or
    that are of its type, or have the rarer half of its terms; those that have all of them, too.

    What must hold (fields, phrases, NOT) still does. None for a question that has nothing to leave
    out.
    """
    from ingest.statement import DEFICIENCY

    terms = question.required
    if not terms:
        return None
    core = [term.node for term in terms if not DEFICIENCY.fullmatch(term.text)]
    rest = [Boosted(t.node, _DEFICIENCY) for t in terms if DEFICIENCY.fullmatch(t.text)]
    loose: list[Node] = [
        Boosted(Phrase(Text.TITLE_GRAMS, run), _OBJECT)
        for run in _wordings("".join(term.text for term in terms))
    ]
    if kind:
        loose.append(Boosted(Term(KeywordField.TYPE, kind), _TYPE))
    if core and len(terms) > 1:
        # The rarer half says most. To ask for any half is a union of all, which takes Tantivy
        # ten times as long at a hundred thousand findings.
        rarest = sorted(core, key=lambda node: _frequency(node, frequency))
        loose.append(AllOf(tuple(rarest[: (len(core) + 1) // 2])))
    if not loose:
        return None
    must = (*question.strict, *limits, AnyOf(tuple(loose)))
    return AllOf(must, better=(*question.better, *core, *rest))


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
