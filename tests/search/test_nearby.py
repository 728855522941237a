"""What is shown where few findings have all that was asked for."""

from pathlib import Path

from indexer.engine import Engine
from indexer.engines.tantivy import TantivyEngine
from search.precedents import search
from search.synonyms import Synonyms
from tests.indexer.indexed import add_titles


def _nearby(engine: Engine, query: str, synonyms: Synonyms, limit: int = 10) -> list[str]:
    answer = search(engine, query, synonyms=synonyms, limit=limit)
    return [hit.title for hit in answer.nearby]


def test_other_wordings_of_the_same_object_fill_the_first_page(
    towns: Engine, synonyms: Synonyms
) -> None:
    assert "公务接待超预算" in _nearby(towns, "接待审批", synonyms)


def test_another_kind_of_problem_is_not_near(towns: Engine, synonyms: Synonyms) -> None:
    assert "村务公开不及时" not in _nearby(towns, "接待审批", synonyms)


def test_what_answers_is_not_near_as_well(towns: Engine, synonyms: Synonyms) -> None:
    assert "公务接待审批不严" not in _nearby(towns, "接待审批", synonyms)


def test_what_is_near_is_not_counted(towns: Engine, synonyms: Synonyms) -> None:
    assert search(towns, "接待审批", synonyms=synonyms).total == 1


def test_a_full_page_has_nothing_near(towns: Engine, synonyms: Synonyms) -> None:
    assert _nearby(towns, "接待审批", synonyms, limit=1) == []


def test_filters_hold_for_what_is_near(towns: Engine, synonyms: Synonyms) -> None:
    assert "公务接待超预算" not in _nearby(towns, "单位:大岭镇 接待审批", synonyms)


def test_phrases_hold_for_what_is_near(towns: Engine, synonyms: Synonyms) -> None:
    assert _nearby(towns, '"审批不严" 接待', synonyms) == []


def test_a_deficiency_is_found_in_other_words(towns: Engine, synonyms: Synonyms) -> None:
    answer = search(towns, "村务公开滞后", synonyms=synonyms)
    assert [hit.title for hit in answer.hits] == ["村务公开不及时"]


def test_the_words_of_a_name_that_nothing_has_are_near(towns: Engine, synonyms: Synonyms) -> None:
    # The whole is known as one wording, which no finding has.
    answer = search(towns, "超标准公务接待", synonyms=synonyms)
    assert {"公务接待超标准", "公务接待超预算"} <= {
        hit.title for hit in answer.hits + answer.nearby
    }


def test_a_finding_with_two_of_three_things_precedes_one_with_the_rarer_one(
    tmp_path: Path, synonyms: Synonyms
) -> None:
    engine = TantivyEngine(tmp_path / "index")
    add_titles(engine, "山塘管理粗放", "租金收缴滞后，山塘无人巡护", "租金标准陈旧")
    assert _found(engine, "山塘租金飞艇", synonyms)[0] == "租金收缴滞后，山塘无人巡护"


def test_a_miswritten_account_is_found(tmp_path: Path, synonyms: Synonyms) -> None:
    engine = TantivyEngine(tmp_path / "index")
    add_titles(engine, "收入未及时入账", "会议多")
    assert _found(engine, "收入入帐", synonyms) == ["收入未及时入账"]


def _found(engine: Engine, query: str, synonyms: Synonyms) -> list[str]:
    answer = search(engine, query, synonyms=synonyms)
    return [hit.title for hit in (*answer.hits, *answer.nearby)]
