"""What a question means beyond its words: the types of problem that it may be about, and what
reports write for its everyday words."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from ingest.model import Record
from search.query import Question
from search.synonyms import Synonyms

# What stands about the name of a sanction.
_DEALING = re.compile("给予|予以|受到|被|处[分理罚]|[追问]责|责任人|相关人员")


class Meaning(Record, frozen=True, kw_only=True):
    """`about` are the free words without sanctions. `kinds` has the likeliest type first, with 1.0,
    others with their part of its likelihood. `official` is what reports write for terms, `gapped`
    for wordings that terms cut apart. Without `synonyms`, a question means its words."""

    about: str = ""
    kinds: Mapping[str, float] = MappingProxyType({})
    official: tuple[str, ...] = ()
    gapped: tuple[str, ...] = ()
    synonyms: Synonyms | None = None


def meaning(question: Question, synonyms: Synonyms | None) -> Meaning:
    """What the question means, as far as the synonyms know."""
    if synonyms is None or not question.words:
        return Meaning(about=question.words, synonyms=synonyms)
    about = _beside_sanctions(question.words)
    found = (each for term in question.terms for each in synonyms.official(term.text))
    official = dict.fromkeys(found)
    if about != question.words:
        official = dict.fromkeys(each for each in official if _beside_sanctions(each))
    gapped = tuple(each for each in synonyms.gapped(about) if each not in official)
    return Meaning(
        about=about,
        kinds=synonyms.likely_types(about, (*official, *gapped)) if about else {},
        official=tuple(official),
        gapped=gapped,
        synonyms=synonyms,
    )


def _beside_sanctions(words: str) -> str:
    # How people were dealt with says nothing of the problem: 给予党内警告处分 is asked of any.
    from ingest.extract.references import sanctions

    spans = [span for _, _, span in sanctions(words, 0, len(words))]
    for start, end in reversed(spans):
        words = f"{words[:start]} {words[end:]}"
    return _DEALING.sub("", words).strip() if spans else words
