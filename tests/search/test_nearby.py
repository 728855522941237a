"""What is shown where few findings have all that was asked for."""

from indexer.engine import Engine
from search.precedents import search
from search.synonyms import Synonyms


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
