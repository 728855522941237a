"""What a query asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.problem import QueryError
from search.query import ask
from search.synonyms import Synonyms


def required(query: str) -> list[str]:
    """The terms that must match."""
    return [term.text for term in ask(query).required]


def test_question_words_are_left_out() -> None:
    assert required("村干部挪用征地款，别处怎么处理的") == ["村干部", "挪用", "征地", "款"]


def test_what_is_asked_about_the_problem_only_ranks() -> None:
    terms = ask("公务接待超标怎么处理").terms
    assert [term.text for term in terms if not term.required] == ["处理"]


def test_the_same_word_is_required_where_nothing_is_asked() -> None:
    assert "处理" in required("处理不及时")


def test_query_of_function_words_alone_still_asks_for_them() -> None:
    assert required("怎么办") == ["怎么办"]


def test_unknown_name_is_one_term() -> None:
    assert required("张叁丰") == ["张叁丰"]


def test_names_in_two_words_stay_two() -> None:
    assert required("甲 丙") == ["甲", "丙"]


def test_word_asked_twice_counts_once() -> None:
    assert required("财务 财务") == ["财务"]


@pytest.mark.parametrize("number", ["3万元", "平纪〔2021〕53号", "2024年3月14日", "53号"])
def test_number_is_one_term(number: str) -> None:
    assert len(required(number)) == 1


def test_party_congress_is_a_word_and_no_number() -> None:
    assert required("二十大") == ["二十大"]


def test_synonym_of_several_words_is_one_term() -> None:
    question = ask("违规公务接待", Synonyms([["违规公务接待", "公款吃喝"]]))
    assert [term.text for term in question.required] == ["违规公务接待"]


def test_blank_query_asks_for_everything() -> None:
    assert ask("  ").terms == ()


@pytest.mark.parametrize(
    "query",
    [
        "状态:很好",
        "年份:去年",
        "年份:2024..2020",
        "金额:很多",
        "发布:昨天",
        "年份:..",
        "甲乙~",
        '"甲 乙丙"~3',
        '"《》"',
        "金额:>",
        "种类:小说",
    ],
)
def test_value_that_makes_no_sense_is_an_error(query: str) -> None:
    with pytest.raises(QueryError):
        ask(query)


def test_error_names_the_values_that_are_possible() -> None:
    with pytest.raises(QueryError, match="长期坚持") as caught:
        ask("公务 状态:很好")
    assert caught.value.offset == 6


PIECES = """甲 财务 公开 “ ” " ( ) 或 非 - * ~ : 单位: 年份: 金额: 状态: > < .. 2024 3万元 〔2021〕
53号 ， a ~2 的 怎么 ー 𠀀 ½ ０ % 亿亿 ² ① ㈠"""


def place_of_mistake(query: str) -> int:
    """Where the query is wrong; 0 where it is not."""
    try:
        ask(query)
    except QueryError as error:
        return error.offset
    return 0


@given(st.lists(st.sampled_from([*PIECES.split(), " ", "\u3000"]), max_size=14))
def test_any_mixture_is_a_question_or_a_placed_mistake(parts: list[str]) -> None:
    query = "".join(parts)
    assert 0 <= place_of_mistake(query) <= len(query)


@given(st.text(max_size=60))
def test_any_text_is_a_question_or_a_placed_mistake(query: str) -> None:
    assert 0 <= place_of_mistake(query) <= len(query)
