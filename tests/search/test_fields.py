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


def test_a_report_is_named_by_the_beginning_of_its_number(towns: Engine) -> None:
    assert search(towns, "报告:aa").total == 3


@pytest.mark.parametrize(
    "typed", ["2022..2023", "2022-2023", "2022至2023", "2022到2023", "2022—2023"]
)
def test_a_span_of_years_is_written_in_any_usual_way(towns: Engine, typed: str) -> None:
    assert search(towns, f"年份:{typed}").total == 2


def test_a_month_is_no_span_of_years(towns: Engine) -> None:
    assert search(towns, "发布:2024-09").total == 3


@pytest.mark.parametrize("typed", ["2024-13", "2024-09-32", "2024年0月"])
def test_a_day_that_no_calendar_has_is_told(towns: Engine, typed: str) -> None:
    with pytest.raises(QueryError, match="核对月份"):
        search(towns, f"发布:{typed}")


@pytest.mark.parametrize("typed", [":", "🦆", "…"])
def test_a_query_without_any_word_does_not_find_everything(towns: Engine, typed: str) -> None:
    with pytest.raises(QueryError):
        search(towns, typed)


def test_several_organisations_are_asked_for_at_once(towns: Engine) -> None:
    assert search(towns, "单位:大岭镇,梅溪乡").total == 5
