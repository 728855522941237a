"""Findings like a known one."""

import pytest

from indexer.engine import Engine
from indexer.errors import LibraryError
from ingest.taxonomy import standard
from search.problem import QueryError
from search.similar import is_id, similar_to_finding, similar_to_text


def test_a_finding_is_never_like_itself(towns: Engine) -> None:
    answer = similar_to_finding(towns, "aaaa-1", standard())
    assert "aaaa-1" not in [hit.card.id for hit in answer.hits]


def test_findings_of_the_same_report_come_last(towns: Engine) -> None:
    answer = similar_to_finding(towns, "aaaa-1", standard())
    assert [hit.card.report for hit in answer.hits] == ["bbbb", "bbbb", "aaaa"]


def test_precedents_that_say_what_was_done_come_first(towns: Engine) -> None:
    answer = similar_to_finding(towns, "aaaa-1", standard())
    assert answer.hits[0].card.sanctions == ("诫勉谈话",)


def test_another_kind_of_problem_is_not_alike(towns: Engine) -> None:
    answer = similar_to_finding(towns, "aaaa-1", standard())
    assert "村务公开不及时" not in [hit.title for hit in answer.hits]


def test_a_description_finds_what_it_describes(towns: Engine) -> None:
    answer = similar_to_text(towns, "我镇村务公开栏半年没有更新", standard())
    assert [hit.title for hit in answer.hits] == ["村务公开不及时"]


@pytest.mark.parametrize("text", ["OR", "接待 OR", '"接待', "年份:去年", "(((", "-接待 ~2"])
def test_a_description_is_no_query(towns: Engine, text: str) -> None:
    assert similar_to_text(towns, f"公务接待 {text}", standard()).total >= 4


def test_a_description_without_words_is_an_error(towns: Engine) -> None:
    with pytest.raises(QueryError, match="没有可检索的字"):
        similar_to_text(towns, "((( -", standard())


def test_the_number_of_a_report_is_no_description(towns: Engine) -> None:
    with pytest.raises(QueryError, match="0d95062e4156-1"):
        similar_to_text(towns, "0d95062e4156", standard())


def test_an_unknown_id_is_an_error(towns: Engine) -> None:
    with pytest.raises(LibraryError, match="cccc-1"):
        similar_to_finding(towns, "cccc-1", standard())


def test_an_id_is_told_from_a_description() -> None:
    assert (is_id("3fa2b81c90de-4"), is_id("2024-01 公务接待")) == (True, False)
