"""Which forms of titles may be of one kind: blocking by the character pairs of their objects.

Findings whose objects and telling deficiencies are equal are one form, so a title that five
thousand reports share is compared once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from indexer.analysis import grams
from indexer.linking.problem import Problem

COMMONEST = 400
NEAREST = 24


class Form(NamedTuple):
    """An object and the telling deficiencies, without regard to who and when."""

    object: str
    aspects: tuple[str, ...]


def form_of(problem: Problem) -> Form:
    """The form of a problem that the lexicon knows no concept for."""
    return Form(problem.object, problem.aspects)


class Postings:
    """Forms by the character pairs of their objects."""

    def __init__(self) -> None:
        self._holders: defaultdict[str, list[int]] = defaultdict(list)

    def nearest(self, form: Form) -> list[int]:
        """The forms added so far that share most with this one, the nearest first.

        A pair of characters that more than 400 forms have says too little to propose one of them,
        unless the form has no rarer pair.
        """
        lists = sorted((self._holders.get(token, []) for token in tokens(form)), key=len)
        rare = [holders for holders in lists if len(holders) <= COMMONEST] or lists[:1]
        counts: Counter[int] = Counter()
        for holders in rare:
            counts.update(holders)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [number for number, _ in ranked[:NEAREST]]

    def add(self, number: int, form: Form) -> None:
        """Makes the form findable by its number."""
        for token in tokens(form):
            self._holders[token].append(number)


def tokens(form: Form) -> set[str]:
    """What a form is found by: the character pairs of its object, or the object where too short."""
    return set(grams(form.object)) or {form.object}


def first_of_each(forms: Iterable[tuple[int, Form]]) -> dict[Form, list[int]]:
    """Rows by form, forms in the order of their first row."""
    members: dict[Form, list[int]] = {}
    for row, form in forms:
        members.setdefault(form, []).append(row)
    return members
