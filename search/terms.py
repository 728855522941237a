"""Free words of a query → terms, each with the node that finds it and the pattern that marks it."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from indexer.analysis import atoms, grams, pairs, segmented
from indexer.engine import AllOf, AnyOf, Boosted, Node, Phrase, Prefix, Term
from indexer.engine import TextField as Text
from indexer.folding import searchable
from indexer.numerals import Numeral, numerals
from ingest.model import Record
from search.function_words import function_words
from search.highlight import Pattern, literal
from search.offices import other_names
from search.synonyms import Synonyms

# Found inside a longer word, a term counts for less than as a word of its own (1.0); a title for
# more than the text; a name that the finding stands under (its organisation, say) for little.
_TITLE, _INSIDE_TITLE, _INSIDE, _CONTEXT, _SYNONYM, _JOINT = 2.3, 1.3, 1.0, 0.1, 0.5, 0.5

_DOCUMENT_NUMBER = re.compile(r"(?:[^\W\da-z_]{1,10}\(\d{4}\)|\(\d{4}\))第?\d+号|第?\d+号")
_SENTENCE = 3  # words: fewer are a name
_NAME = 4  # characters: fewer are a word
# Digits that end with one of these are a number, whatever word goes on behind it: 万卷, but 年度.
_WHOLE = frozenset("0123456789%十百千万亿元")
_OF_A_DATE = ("月", "日")
_MIXED = re.compile(r"\d+\.\d+[a-z]+")
_COUNTERS = "个名人项次件起条笔户家元期轮届类批处"


class QueryTerm(Record, frozen=True):
    """One thing asked for. `text` as the query has it; only `required` ones must match.

    `node` finds it in titles and texts; `context`, if any, among the names that findings stand
    under.
    """

    text: str
    node: Node
    patterns: tuple[Pattern, ...]
    required: bool = True
    context: Node | None = None

    def anywhere(self) -> Node:
        """What finds the term in title, text or context."""
        return either((self.node, Boosted(self.context, _CONTEXT))) if self.context else self.node


class _Piece(NamedTuple):
    text: str
    kind: str  # word, number, literal
    numeral: Numeral | None = None


def query_terms(texts: Iterable[str], synonyms: Synonyms) -> list[QueryTerm]:
    """The terms in free words; function words are left out unless there is nothing else."""
    runs = [_pieces(searchable(text), synonyms) for text in texts]
    pieces = [piece for run in runs for piece in run]
    lists = function_words()
    content = [piece for piece in pieces if piece.text not in lists.function] or pieces
    asks = any(piece.text in lists.question for piece in pieces)
    # A short clause belongs to the sentence beside it: 借给个人，多年不还.
    sentence = any(len(run) >= _SENTENCE for run in runs)
    optional = {piece.text for piece in pieces} & lists.vague if sentence else set()
    if asks and len(content) > 1:
        optional |= lists.asked
    terms: dict[str, QueryTerm] = {}
    for piece in content:
        terms.setdefault(piece.text, _term(piece, synonyms, piece.text not in optional))
    return list(terms.values())


def parts(text: str, synonyms: Synonyms) -> list[Node]:
    """What finds the single words of a run that is sought as one, as far as they tell something;
    empty where it is itself a word."""
    from ingest.statement import DEFICIENCY

    run = searchable(text)
    if len(run) < _NAME:
        return []
    lists = function_words()
    found = [word.text for word in segmented(run) if word.text not in lists.vague]
    telling = [word for word in found if len(word) > 1 and not DEFICIENCY.fullmatch(word)]
    return [_term(_Piece(word, "word"), synonyms, True).node for word in telling if word != run]


@lru_cache(maxsize=20_000)  # of synonyms, which come again and again
def phrase(text: str) -> Node | None:
    """Findings that hold exactly this run of characters; None where nothing in it can be found."""
    single = atoms(searchable(text))
    if not single:
        return None
    if len(single) == 1:
        return Term(Text.CHARS, single[0])
    run = tuple(pairs(single))
    title = Boosted(Phrase(Text.TITLE_GRAMS, run), _TITLE)
    return AllOf((Phrase(Text.GRAMS, run),), better=(title,))


def near(words: list[str], slop: int) -> Node | None:
    """Findings where neighbouring words of the list stand at most `slop` characters apart, in
    either order; None where a word is too short (a pair of characters carries the place)."""
    runs = [tuple(grams(searchable(word))) for word in words]
    if not all(runs):
        return None
    parts: list[Node] = [Phrase(Text.GRAMS, run) for run in runs if len(run) > 1]
    for left, right in pairwise(runs):
        parts.append(AnyOf((_within(left, right, slop), _within(right, left, slop))))
    return AllOf(tuple(parts))


def prefixed(text: str) -> QueryTerm:
    """Words that begin with `text`; inside longer words the same run of characters."""
    start = searchable(text)
    parts: list[Node] = [Prefix(Text.BODY, start), Boosted(Prefix(Text.TITLE, start), _TITLE)]
    if not re.fullmatch(r"[a-z0-9.%]+", start):
        parts.append(Boosted(phrase(start) or AnyOf(()), _INSIDE))
    return QueryTerm(text + "*", AnyOf(tuple(parts)), (literal(start, open_end=True),))


def either(nodes: Iterable[Node]) -> Node:
    """What matches any of the nodes, its ranking put outside: it is looked up for what is found,
    and not for all that any of them matches.

    Only for nodes whose ranking occurs nowhere but where they match, as those of terms do.
    """
    parts, better = _apart(nodes)
    return AllOf((AnyOf(tuple(parts)),), better=tuple(better))


def rankings(nodes: Iterable[Node]) -> list[Node]:
    """Such nodes as what only ranks: each clause by itself, which adds up to the same score."""
    parts, better = _apart(nodes)
    return [*parts, *better]


def matched(node: Node) -> list[Node]:
    """The nodes of which any makes such a node match, without what only ranks."""
    return _apart((node,))[0]


def _apart(nodes: Iterable[Node]) -> tuple[list[Node], list[Node]]:
    parts: list[Node] = []
    better: list[Node] = []
    for node in nodes:
        _part(node, 1, parts, better)
    return parts, better


def _part(node: Node, factor: float, parts: list[Node], better: list[Node]) -> None:
    match node:
        case Boosted(inner, by) if by:
            _part(inner, factor * by, parts, better)
        case AnyOf(inner, 1):
            for each in inner:
                _part(each, factor, parts, better)
        case AllOf((part,), ranking):
            _part(part, factor, parts, better)
            better.extend(_times(each, factor) for each in ranking)
        case AllOf(must, ranking):
            parts.append(_times(AllOf(must), factor))
            better.extend(_times(each, factor) for each in ranking)
        case _:
            parts.append(_times(node, factor))


def _times(node: Node, factor: float) -> Node:
    if isinstance(node, Boosted):
        return Boosted(node.part, node.factor * factor)
    return node if factor == 1 else Boosted(node, factor)


def _within(left: tuple[str, ...], right: tuple[str, ...], slop: int) -> Node:
    # The pairs that face each other: the last of the left word and the first of the right one are
    # two places apart when the words touch, which is one move.
    return Phrase(Text.GRAMS, (left[-1], right[0]), slop + 1)


def _pieces(text: str, synonyms: Synonyms) -> list[_Piece]:
    pieces: list[_Piece] = []
    position = 0
    for found in _DOCUMENT_NUMBER.finditer(text):
        pieces.extend(_segments(text[position : found.start()], synonyms))
        pieces.append(_Piece(found.group(), "literal"))
        position = found.end()
    pieces.extend(_segments(text[position:], synonyms))
    return pieces


def _segments(text: str, synonyms: Synonyms) -> list[_Piece]:
    words = segmented(text)
    ends = {word.end for word in words}
    numbers = {n.start: n for n in numerals(text)}
    known = _known(text, synonyms, {word.start for word in words}, ends)
    pieces: list[_Piece] = []
    position = 0
    for word in words:
        if word.end <= position:
            continue
        start = max(word.start, position)
        if (piece := _numeral(text, numbers.get(start), ends)) is not None:
            pieces.append(piece)
            position = start + len(piece.text)
            if position >= word.end:
                continue
            start = position
        if start in known:
            pieces.append(_Piece(text[start : known[start]], "literal"))
            position = known[start]
            continue
        pieces.append(_Piece(text[start : word.end], "word"))
        position = word.end
    return _joined(pieces)


def _numeral(text: str, number: Numeral | None, ends: set[int]) -> _Piece | None:
    """The piece that a number begins; None where it is but part of a word (十九大)."""
    if number is None:
        return None
    start, end = number.start, number.end
    behind = text[end : end + 1]
    if behind in _OF_A_DATE:
        # 9月 is written in 9月11日, which is another number.
        return _Piece(text[start : end + 1], "literal", number)
    if mixed := _MIXED.match(text, start):
        return _Piece(mixed[0], "literal")
    digits = text[start].isdigit() and text[end - 1] in _WHOLE and not _is_latin(behind)
    if digits or end in ends or behind in _COUNTERS:
        return _Piece(text[start:end], "number", number)
    return None


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _known(text: str, synonyms: Synonyms, starts: set[int], ends: set[int]) -> dict[int, int]:
    found = {start: synonyms.longest_at(text, start, ends) for start in starts}
    return {start: end for start, end in found.items() if end is not None}


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Neighbouring single characters are a word that the dictionary lacks: most often a name."""
    joined: list[_Piece] = []
    for alone, run in groupby(pieces, _stands_alone):
        group = list(run)
        if alone and len(group) > 1:
            joined.append(_Piece("".join(piece.text for piece in group), "literal"))
        else:
            joined.extend(group)
    return joined


def _stands_alone(piece: _Piece) -> bool:
    return (
        piece.kind == "word"
        and len(piece.text) == 1
        and piece.text not in function_words().function
        and piece.text not in function_words().vague
    )


def _term(piece: _Piece, synonyms: Synonyms, required: bool) -> QueryTerm:
    number = piece.numeral if piece.kind == "number" else None
    node, context = _number(piece.text, number) if number else _run(piece)
    patterns = [Pattern(numeral=number.forms[0])] if number else []
    patterns.append(literal(piece.text))
    others = (
        *synonyms.of(piece.text),
        *synonyms.official(piece.text),
        *_in_digits(piece),
        *document_numbers(piece.text),
    )
    found = [other for other in map(phrase, others) if other is not None]
    if found:
        node = either((node, *(Boosted(other, _SYNONYM) for other in found)))
        patterns.extend(literal(other, synonym=True) for other in others)
    return QueryTerm(piece.text, node, tuple(patterns), required, context)


def document_numbers(text: str) -> tuple[str, ...]:
    """A document number otherwise written: some put a 第 into it, which GB/T 9704 does not."""
    found = re.fullmatch(r"(.*\(\d{4}\))(第?)(\d+号)", text)
    return (found[1] + ("" if found[2] else "第") + found[3],) if found else ()


def _in_digits(piece: _Piece) -> tuple[str, ...]:
    """A month or a day as most reports write it: 十月 is 10月."""
    if piece.kind == "number" or piece.numeral is None:
        return ()
    written = piece.numeral.forms[0].removeprefix("=") + piece.text[-1]
    return (written,) if written != piece.text else ()


def _number(text: str, numeral: Numeral) -> tuple[Node, Node]:
    """What finds a number in any writing, and digits inside a sum or a date, too: 7.85 is in
    7.85万元, where it is another number."""
    form = numeral.forms[0]
    found: Node = Term(Text.BODY, form)
    single = atoms(text)
    if len(single) == 1:
        found = AnyOf((found, Boosted(Term(Text.CHARS, single[0]), 0)))
    node = AllOf((found,), better=(Boosted(Term(Text.TITLE, form), _TITLE),))
    return node, Term(Text.CONTEXT, form)


def _run(piece: _Piece) -> tuple[Node, Node]:
    """What finds a word or a run of characters, in title and text and in the context.

    The grams alone say what matches, for they find every word, too; words then only rank. To ask
    for one or the other would cost Tantivy three times as much.
    """
    single = atoms(piece.text)
    run = tuple(pairs(single)) or (single[0],)
    anywhere = Phrase(Text.GRAMS, run) if len(single) > 1 else Term(Text.CHARS, single[0])
    title = (Phrase(Text.TITLE_GRAMS, run),) if len(single) > 1 else ()
    context = _names(piece.text, run)
    if piece.kind == "literal":
        better: tuple[Node, ...] = tuple(Boosted(part, _TITLE) for part in title)
        return AllOf((anywhere,), better=better), context
    # BM25 adds up the grams of a phrase: by its share it weighs like one word again.
    share = 1 / len(run)
    better = (
        Boosted(Term(Text.TITLE, piece.text), _TITLE),
        Term(Text.BODY, piece.text),
        *(Boosted(part, _INSIDE_TITLE * share) for part in title),
    )
    return AllOf((Boosted(anywhere, _INSIDE * share),), better=better), context


def _names(text: str, run: tuple[str, ...]) -> Node:
    """What finds a run in the context, an office by any of its names."""
    others = (tuple(grams(name)) for name in other_names(text))
    found = tuple(Phrase(Text.CONTEXT, each) for each in (run, *others))
    return AnyOf(found) if len(found) > 1 else found[0]


def together(text: str) -> list[Node]:
    """What ranks findings higher where the words of a run stand together as in the query: the
    grams that join two words, and the whole run in a title."""
    run = searchable(text)
    ends = [word.end for word in segmented(run)][:-1]
    joints = [atoms(run[:end])[-1:] + atoms(run[end:])[:1] for end in ends]
    nodes: list[Node] = [
        Boosted(Term(Text.GRAMS, "".join(joint)), _JOINT) for joint in joints if len(joint) == 2
    ]
    whole = tuple(grams(run))
    if len(whole) > 1:
        nodes.append(Phrase(Text.TITLE_GRAMS, whole))
    return nodes
