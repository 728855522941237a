"""How many documents a query can match at most."""

import sys

from indexer.engine import AllOf, AnyOf, Boosted, Everything, Phrase, Term, TextField
from indexer.reach import reach

COUNTS = {"接待": 30, "公务": 50, "务接": 20, "飞艇": 0}


def _frequency(term: Term) -> int:
    return COUNTS[term.token]


def _word(token: str) -> Term:
    return Term(TextField.GRAMS, token)


def test_a_phrase_reaches_no_further_than_its_rarest_part() -> None:
    assert reach(Phrase(TextField.GRAMS, ("公务", "务接", "接待")), _frequency) == 20


def test_what_must_match_all_reaches_no_further_than_the_rarest() -> None:
    assert reach(AllOf((_word("公务"), Boosted(_word("接待"), 0.5))), _frequency) == 30


def test_alternatives_add_up() -> None:
    assert reach(AnyOf((_word("公务"), _word("接待"))), _frequency) == 80


def test_after_a_part_that_is_nowhere_no_other_is_counted() -> None:
    assert reach(Phrase(TextField.GRAMS, ("飞艇", "unknown")), _frequency) == 0


def test_where_nothing_tells_anything_may_match() -> None:
    assert reach(Everything(), _frequency) == sys.maxsize
