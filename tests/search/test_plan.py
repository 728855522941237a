"""What is asked where nothing has all of a query."""

from indexer.engine import Engine
from search.precedents import search
from search.synonyms import Synonyms
from tests.indexer.engine_contract import titles


def test_a_term_that_no_report_uses_is_sought_by_its_type(
    towns: Engine, synonyms: Synonyms
) -> None:
    answer = search(towns, "公款吃喝", synonyms=synonyms)
    assert answer.by_type == (("公款吃喝", "公务接待"),)
    assert answer.total == 4


def test_a_term_sought_by_its_type_still_counts_as_unmatched(
    towns: Engine, synonyms: Synonyms
) -> None:
    answer = search(towns, "公款吃喝 审批", synonyms=synonyms)
    assert (answer.partial, answer.unmatched) == (True, ("公款吃喝",))
    assert titles(answer) == ["公务接待审批不严"]


def test_without_synonyms_a_term_is_not_sought_by_its_type(towns: Engine) -> None:
    assert search(towns, "公款吃喝").total == 0
