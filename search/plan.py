"""A query, its filters and its synonyms → what an engine is asked, and what it is asked instead
where nothing has all of it."""

from collections.abc import Sequence

import msgspec

from indexer.engine import AllOf, IndexReader, Node
from ingest.model import Record
from search.fields import FIELDS, in_field
from search.problem import QueryError
from search.query import Question, ask
from search.synonyms import Synonyms


class Filter(Record, frozen=True):
    """`value` asked for in a field, by any name that the query language knows it by."""

    field: str
    value: str


class Plan(Record, frozen=True, kw_only=True):
    """`node` is asked. Where it is a `partial` one, no finding has all terms, and `unmatched` are
    those that no finding has."""

    question: Question
    limits: tuple[Node, ...]
    node: Node
    partial: bool = False
    unmatched: tuple[str, ...] = ()

    def relaxed(self, reader: IndexReader) -> "Plan":
        """The plan for as many of the terms as any finding has, where none has them all."""
        terms = self.question.required
        if not terms:
            return self
        unmatched = tuple(term.text for term in terms if not reader.count(term.node))
        # Fewer terms never match fewer findings: the most that any finding has is found by halving.
        low, high = 0, len(terms) - len(unmatched)
        while low < high:
            middle = (low + high + 1) // 2
            if reader.count(AllOf((self.question.node(middle), *self.limits))):
                low = middle
            else:
                high = middle - 1
        if not low:
            return msgspec.structs.replace(self, unmatched=unmatched)
        node = AllOf((self.question.node(low), *self.limits))
        return msgspec.structs.replace(self, node=node, partial=True, unmatched=unmatched)


def plan(
    reader: IndexReader, text: str, filters: Sequence[Filter] = (), synonyms: Synonyms | None = None
) -> Plan:
    """What to ask for `text` among the findings that pass the filters; blank asks for all.

    Raises `QueryError` for a text or a filter that makes no sense.
    """
    limits = tuple(_filter(each) for each in filters)
    question = ask(text, synonyms).known(lambda node: reader.count(node) > 0)
    return Plan(question=question, limits=limits, node=AllOf((question.node(), *limits)))


def _filter(wanted: Filter) -> Node:
    field = FIELDS.get(wanted.field.lower())
    if field is None:
        raise QueryError(f"没有名为“{wanted.field}”的字段", 0)
    return in_field(field, wanted.value)
