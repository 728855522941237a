"""A query, its filters and its synonyms → what an engine is asked, and what it is asked instead
where nothing has all of it."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from indexer.engine import AllOf, Boosted, IndexReader, KeywordField, Node, Term
from indexer.reach import reach
from ingest.model import Record
from search.fields import FIELDS, in_field
from search.meaning import Meaning, meaning
from search.nearby import nearby
from search.problem import QueryError, require_legible
from search.query import Question, ask
from search.synonyms import Synonyms

_BY_KIND = 0.5  # of the score that a word would give
_SAME_KIND = 0.5
_SURELY = 1_000  # Where all its parts are so frequent, a name is taken to occur.


class Filter(Record, frozen=True):
    """`value` asked for in a field, by any name that the query language knows it by."""

    field: str
    value: str


class Plan(Record, frozen=True, kw_only=True):
    """`node` is asked. Where it is a `partial` one, no finding has all terms, and `unmatched` are
    those that no finding has; for some of them findings of a type are taken, which `by_type` has
    as (term, type)."""

    question: Question
    limits: tuple[Node, ...]
    node: Node
    meaning: Meaning = Meaning()
    partial: bool = False
    unmatched: tuple[str, ...] = ()
    by_type: tuple[tuple[str, str], ...] = ()

    def relaxed(self, reader: IndexReader, synonyms: Synonyms | None = None) -> "Plan":
        """The plan for what comes nearest, where no finding has all terms; not a `partial` one
        where there is nothing to look for."""
        if not self.question.required:
            return self
        required = self.question.required
        unmatched: tuple[str, ...] = ()
        # Most often a filter alone is in the way: one count tells that no term is missing.
        confined = self.limits or self.question.strict
        if not (confined and reader.count(AllOf(tuple(term.node for term in required)))):
            unmatched = tuple(term.text for term in required if not reader.count(term.node))
        kinds = _kinds(reader, unmatched, synonyms or Synonyms())
        core = self._core(_by_kind(self.question, kinds), set(unmatched) - set(kinds))
        node = self._near(core, reader)
        if node is None:
            return msgspec.structs.replace(self, unmatched=unmatched)
        return msgspec.structs.replace(
            self, node=node, partial=True, unmatched=unmatched, by_type=tuple(kinds.items())
        )

    def unanswered(self, nearest: "Plan") -> "Plan":
        """This plan again, where even the `nearest` finds nothing."""
        return msgspec.structs.replace(self, unmatched=nearest.unmatched)

    def nearby(self, reader: IndexReader) -> Node | None:
        """What finds findings that come near to the question; None where `node` does already."""
        if self.partial or not self.question.required:
            return None
        return self._near(self._core(self.question, ()), reader)

    def _core(self, question: Question, absent: Collection[str]) -> Question:
        """The question for what the problem is about. What is wrong with it only ranks, for 不及时
        stands in every third title; but not where a field has confined the question to few."""
        from ingest.statement import DEFICIENCY

        there = [term.text for term in question.terms if term.text not in absent]
        required = {term.text for term in question.required} & set(there)
        core = {text for text in required if not DEFICIENCY.fullmatch(text)}
        if question.strict or self.limits:
            core = required
        wanted = core or required or set(there)
        terms = tuple(
            msgspec.structs.replace(term, required=term.text in wanted) for term in question.terms
        )
        return msgspec.structs.replace(question, terms=terms)

    def _near(self, question: Question, reader: IndexReader) -> Node | None:
        return nearby(question, self.limits, self.meaning, reader.frequency)


def plan(
    reader: IndexReader, text: str, filters: Sequence[Filter] = (), synonyms: Synonyms | None = None
) -> Plan:
    """What to ask for `text` among the findings that pass the filters; blank asks for all.

    Raises `QueryError` for a text or a filter that makes no sense.
    """
    limits = tuple(_filter(each) for each in filters)
    question = ask(text, synonyms).known(lambda node: _occurs(reader, node))
    meant = meaning(question, synonyms)
    same = (Boosted(Term(KeywordField.TYPE, k), _SAME_KIND * p) for k, p in meant.kinds.items())
    question = msgspec.structs.replace(question, better=(*question.better, *same))
    return Plan(
        question=question,
        limits=limits,
        meaning=meant,
        node=AllOf((question.node(), *limits)),
    )


def _occurs(reader: IndexReader, node: Node) -> bool:
    # To count takes long only for what is frequent, and a wrong yes costs nothing but time.
    most = reach(node, reader.frequency)
    return most > _SURELY or (most > 0 and reader.count(node) > 0)


def _kinds(reader: IndexReader, terms: Sequence[str], synonyms: Synonyms) -> dict[str, str]:
    known = ((term, synonyms.type_of(term)) for term in terms)
    return {
        term: kind for term, kind in known if kind and reader.count(Term(KeywordField.TYPE, kind))
    }


def _by_kind(question: Question, kinds: Mapping[str, str]) -> Question:
    terms = tuple(
        msgspec.structs.replace(
            term, node=Boosted(Term(KeywordField.TYPE, kinds[term.text]), _BY_KIND), context=None
        )
        if term.required and term.text in kinds
        else term
        for term in question.terms
    )
    return msgspec.structs.replace(question, terms=terms)


def _filter(wanted: Filter) -> Node:
    field = FIELDS.get(wanted.field.lower())
    if field is None:
        raise QueryError(f"没有名为“{wanted.field}”的字段", 0)
    require_legible(wanted.value)
    return in_field(field, wanted.value)
