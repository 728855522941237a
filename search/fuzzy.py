"""Words with typing errors → a term."""

import re
from collections.abc import Iterator

from indexer.analysis import atoms, grams
from indexer.engine import AllOf, AnyOf, Boosted, Fuzzy, Node, Phrase
from indexer.engine import TextField as Text
from indexer.folding import searchable
from search.highlight import Pattern, literal
from search.synonyms import Synonyms
from search.terms import QueryTerm, near, phrase

_KNOWN = 2.0  # Written right, or as a wording that is known, it is meant for sure.


def fuzzy(text: str, edits: int, synonyms: Synonyms) -> QueryTerm:
    """Words at most `edits` typing errors away from `text`, wherever they are cut; known wordings
    and titles tell a slip beside a single character, which no pair of characters does."""
    word = searchable(text)
    known = (word, *synonyms.close(word, edits))
    parts: list[Node] = [Fuzzy(Text.BODY, word, edits), Fuzzy(Text.TITLE, word, edits)]
    parts.extend(Boosted(node, _KNOWN) for node in map(phrase, known) if node)
    patterns = list(map(literal, known))
    for left, right in _halves(word):
        parts.extend(_slipped(left, right, edits))
        patterns.append(Pattern(regex=f"{re.escape(left)}.{{0,{edits}}}{re.escape(right)}"))
    patterns.append(Pattern(word=word, edits=edits))
    return QueryTerm(text + "~", AnyOf(tuple(parts)), tuple(patterns))


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """What stands before and after a slip: a wrong character or one too many, or one left out."""
    for i in range(len(word)):
        left, right = word[:i], word[i + 1 :]
        # Two characters side by side are too little to go by.
        if len(word) > 3 or (left and right):
            yield left, right
        if left:
            yield left, word[i:]


def _slipped(left: str, right: str, edits: int) -> Iterator[Node]:
    if len(left) == 1 or len(right) == 1:
        beside = (f"title:{atoms(left)[-1]}", f"title:{atoms(right)[0]}") if left and right else ()
        rest = tuple(grams(max(left, right, key=len)))
        parts = ((Text.LABELS, beside, 1), (Text.TITLE_GRAMS, rest, 0))
        yield AllOf(tuple(Phrase(*each) for each in parts if each[1]))
    elif left and right:
        if (around := near([left, right], edits)) is not None:
            yield around
    elif (part := phrase(left or right)) is not None:
        yield part
