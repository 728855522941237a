"""A query's tree → what the engine is asked, what must be marked, and what may be left out."""

from collections.abc import Callable, Sequence

import msgspec

from indexer.analysis import atoms, segmented
from indexer.engine import AllOf, AnyOf, Boosted, Everything, Node, Without
from indexer.folding import searchable
from ingest.model import Record
from search.fields import in_field
from search.fuzzy import fuzzy
from search.grammar import All, Any, InField, Not, Quote, Tree, Word, parse
from search.highlight import Pattern, literal
from search.problem import QueryError
from search.synonyms import Synonyms
from search.terms import QueryTerm, near, phrase, prefixed, query_terms, rankings, together

_OPTIONAL = 0.3
_SHORTEST_FUZZY, _LONGEST_FUZZY = 3, 20
_LONGEST_RUN = 20  # characters: a whole sentence is never found word for word


class Question(Record, frozen=True, kw_only=True):
    """A query understood. `strict` always holds; of the `terms`, the required ones are wanted all,
    may be left out where nothing has them all; `better` only ranks. `words` are the free words as
    they stand in the query."""

    strict: tuple[Node, ...]
    terms: tuple[QueryTerm, ...]
    better: tuple[Node, ...]
    patterns: tuple[Pattern, ...]
    words: str = ""

    @property
    def required(self) -> tuple[QueryTerm, ...]:
        """The terms that a full match has."""
        return tuple(term for term in self.terms if term.required)

    def known(self, occurs: Callable[[Node], bool]) -> "Question":
        """The question with each term sought in the context of findings where it occurs there.

        Most words name no organisation or region, and asking for one thing is far cheaper than for
        either of two.
        """
        terms = tuple(
            msgspec.structs.replace(term, node=term.anywhere(), context=None)
            if term.context and occurs(term.context)
            else term
            for term in self.terms
        )
        return msgspec.structs.replace(self, terms=terms)

    def node(self, at_least: int | None = None) -> Node:
        """What the engine is asked; with `at_least`, any that many of the required terms do."""
        wanted = tuple(term.node for term in self.required)
        optional = (Boosted(term.node, _OPTIONAL) for term in self.terms if not term.required)
        better = (*self.better, *rankings(optional))
        if at_least is None:
            return AllOf((*self.strict, *wanted) or (Everything(),), better=better)
        return AllOf((*self.strict, AnyOf(wanted, at_least)), better=better)


def ask(query: str, synonyms: Synonyms | None = None) -> Question:
    """The question in `query`; every finding where it is blank.

    Raises `QueryError` with the place of what cannot be understood.
    """
    if not query.strip():
        return Question(strict=(), terms=(), better=(), patterns=())
    builder = _Builder(synonyms or Synonyms())
    tree = parse(query)
    builder.take(tree.parts if isinstance(tree, All) else (tree,))
    return builder.question()


class _Builder:
    def __init__(self, synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._strict: list[Node] = []
        self._terms: dict[str, QueryTerm] = {}
        self._better: list[Node] = []
        self._patterns: list[Pattern] = []
        self._words: list[str] = []

    def take(self, parts: Sequence[Tree]) -> None:
        """Adds what must hold: free words can be left out later, all else cannot."""
        free = [part for part in parts if isinstance(part, Word) and _is_free(part)]
        if free:
            self._take_free(free)
        self._strict.extend(
            self._node(part, marked=True)
            for part in parts
            if not (isinstance(part, Word) and _is_free(part))
        )

    def _take_free(self, free: Sequence[Word]) -> None:
        terms = query_terms((word.text for word in free), self._synonyms)
        if not terms and not any(atoms(searchable(word.text)) for word in free):
            raise QueryError(f"“{free[0].text}”里没有可检索的字", free[0].start)
        for term in terms:
            self._terms.setdefault(term.text, term)
            self._patterns.extend(term.patterns)
        for word in free:
            self._words.append(searchable(word.text))
            if len(word.text) <= _LONGEST_RUN:
                self._better.extend(together(word.text))

    def question(self) -> Question:
        terms = tuple(self._terms.values())
        if not terms and not self._strict:
            raise QueryError("检索式里没有可检索的词", 0)
        if terms and not any(term.required for term in terms):
            terms = tuple(msgspec.structs.replace(term, required=True) for term in terms)
        return Question(
            strict=tuple(self._strict),
            terms=terms,
            better=tuple(self._better),
            patterns=tuple(dict.fromkeys(self._patterns)),
            words=" ".join(self._words),
        )

    def _node(self, tree: Tree, *, marked: bool) -> Node:
        match tree:
            case Word():
                return self._word(tree, marked)
            case Quote():
                return self._quote(tree, marked)
            case InField(field, value, start):
                if field in ("title", "number") and marked:
                    self._patterns.append(literal(searchable(value)))
                return in_field(field, value, start)
            case Not(part):
                return Without(self._node(part, marked=False))
            case All(parts):
                return AllOf(tuple(self._node(part, marked=marked) for part in parts))
            case Any(parts):
                return AnyOf(tuple(self._node(part, marked=marked) for part in parts))

    def _word(self, word: Word, marked: bool) -> Node:
        if word.prefix or word.edits:
            terms = [self._inexact(word)]
        elif not marked:
            # What NOT leaves out is exactly what the phrase would find.
            return self._quote(Quote(word.text, word.start), marked)
        else:
            terms = query_terms((word.text,), self._synonyms)
        if not terms:
            raise QueryError(f"“{word.text}”里没有可检索的字", word.start)
        for term in terms if marked else ():
            self._patterns.extend(term.patterns)
        return AllOf(tuple(term.anywhere() for term in terms if term.required or len(terms) == 1))

    def _inexact(self, word: Word) -> QueryTerm:
        text = searchable(word.text)
        if not atoms(text):
            raise QueryError(f"“{word.text}”里没有可检索的字", word.start)
        if word.prefix:
            return prefixed(word.text)
        if not _SHORTEST_FUZZY <= len(text) <= _LONGEST_FUZZY:
            sizes = f"{_SHORTEST_FUZZY} 到 {_LONGEST_FUZZY} 个字"
            raise QueryError(f"模糊检索（~）的词要有 {sizes}", word.start)
        return fuzzy(word.text, word.edits, self._synonyms)

    def _quote(self, quote: Quote, marked: bool) -> Node:
        if quote.slop is not None:
            return self._near(quote, marked)
        node = phrase(quote.text)
        if node is None:
            raise QueryError("引号里没有可检索的字", quote.start)
        if marked:
            self._patterns.append(literal(searchable(quote.text)))
        return node

    def _near(self, quote: Quote, marked: bool) -> Node:
        words = [searchable(word) for word in quote.text.split()]
        if len(words) < 2:
            words = [word.text for word in segmented(searchable(quote.text))]
        node = near(words, quote.slop or 0) if len(words) > 1 else None
        if node is None:
            raise QueryError("相邻检索要两个以上的词，每个词至少两个字", quote.start)
        if marked:
            self._patterns.extend(map(literal, words))
        return node


def _is_free(word: Word) -> bool:
    return not word.prefix and not word.edits
