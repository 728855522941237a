"""Fields of the query language, over an index."""

import pytest

from indexer.engine import Engine
from search.precedents import search
from search.problem import QueryError
from tests.indexer.indexed import titles


@pytest.mark.parametrize("typed", ["gwjd", "gongwujiedai", "GWJD", '"gong wu jie dai"', "jiedai"])
def test_pinyin_finds_titles_by_initials_or_in_full(towns: Engine, typed: str) -> None:
    assert search(towns, f"拼音:{typed}").total == 4


def test_pinyin_is_never_mixed_in_unasked(towns: Engine) -> None:
    assert search(towns, "gwjd").total == 0


@pytest.mark.parametrize("typed", ["公务", "gw1", "g*"])
def test_pinyin_is_letters(towns: Engine, typed: str) -> None:
    with pytest.raises(QueryError):
        search(towns, f"拼音:{typed}")


def test_measures_are_told_from_the_rest_of_the_text(towns: Engine) -> None:
    assert titles(search(towns, "措施:清退")) == ["公务接待超标准"]


def test_a_word_that_only_the_problem_has_is_in_no_measure(towns: Engine) -> None:
    assert search(towns, "措施:超标准").total == 0
