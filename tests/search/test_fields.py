"""Fields of the query language, over an index."""

from pathlib import Path

import pytest

from indexer.engine import Engine
from indexer.engines.tantivy import TantivyEngine
from search.precedents import Filter, search
from search.problem import QueryError
from tests.indexer.indexed import add, finding, report, titles


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


@pytest.mark.parametrize("typed", ["2024-13", "2024-09-32", "2024年0月", "2023-02-29"])
def test_a_day_that_no_calendar_has_is_told(towns: Engine, typed: str) -> None:
    with pytest.raises(QueryError, match="核对月份"):
        search(towns, f"发布:{typed}")


@pytest.mark.parametrize("typed", [":", "🦆", "…"])
def test_a_query_without_any_word_does_not_find_everything(towns: Engine, typed: str) -> None:
    with pytest.raises(QueryError):
        search(towns, typed)


@pytest.mark.parametrize("parting", [",", "、"])
def test_several_organisations_are_asked_for_at_once(towns: Engine, parting: str) -> None:
    assert search(towns, f"单位:大岭镇{parting}梅溪乡").total == 5


@pytest.mark.parametrize("parting", [",", "，", "、"])
def test_a_filter_takes_several_organisations(towns: Engine, parting: str) -> None:
    assert search(towns, "", [Filter("org", f"大岭镇{parting}梅溪乡")]).total == 5


def test_several_years_are_asked_for_at_once(towns: Engine) -> None:
    assert search(towns, "年份:2021、2022").total == 2


def test_a_value_out_of_several_is_placed(towns: Engine) -> None:
    with pytest.raises(QueryError) as caught:
        search(towns, "状态:完成、很好")
    assert caught.value.offset == 6


@pytest.mark.parametrize("typed", ["单位:,", "状态:,"])
def test_a_list_of_nothing_does_not_find_nothing_silently(towns: Engine, typed: str) -> None:
    with pytest.raises(QueryError, match="没有可检索的字"):
        search(towns, typed)


@pytest.mark.parametrize(
    ("typed", "offset"), [("单位:大岭*", 5), ("标题:公务~", 5), ("措施:清退~2", 5)]
)
def test_a_sign_that_a_field_does_not_know_is_told(towns: Engine, typed: str, offset: int) -> None:
    with pytest.raises(QueryError, match="写一部分就能找到") as caught:
        search(towns, typed)
    assert caught.value.offset == offset


@pytest.mark.parametrize("typed", ["第二轮", "第2轮", "2", "二"])
def test_a_round_is_found_by_its_number_in_any_form(tmp_path: Path, typed: str) -> None:
    engine = TantivyEngine(tmp_path / "index")
    rounds = {"aaaa": "十二届县委第二轮", "bbbb": "十届县委第三轮"}
    add(engine, {id: report([finding("甲")], round=each) for id, each in rounds.items()})
    assert search(engine, f"轮次:{typed}").hits[0].card.round == "十二届县委第二轮"
