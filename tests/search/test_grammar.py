"""The query language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.grammar import All, Any, InField, Not, Quote, Word, parse
from search.problem import QueryError


def place_of_mistake(query: str) -> int:
    """Where the query is wrong; 0 where it is not."""
    try:
        parse(query)
    except QueryError as error:
        return error.offset
    return 0


def test_words_side_by_side_must_all_match() -> None:
    assert parse("财务 公开") == All((Word("财务", 0), Word("公开", 3)))


def test_or_binds_weaker_than_side_by_side() -> None:
    assert parse("甲 乙 或 丙") == Any((All((Word("甲", 0), Word("乙", 2))), Word("丙", 6)))


def test_brackets_bind_strongest() -> None:
    assert parse("甲 (乙 OR 丙)") == All((Word("甲", 0), Any((Word("乙", 3), Word("丙", 8)))))


@pytest.mark.parametrize("operator", ["NOT ", "-", "非 ", "－"])
def test_not_in_all_its_forms(operator: str) -> None:
    assert parse(f"甲 {operator}乙") == All((Word("甲", 0), Not(Word("乙", 2 + len(operator)))))


@pytest.mark.parametrize("word", ["非法集资", "或有负债", "2024-03-14", "ORACLE"])
def test_word_that_begins_like_an_operator_is_a_word(word: str) -> None:
    assert parse(word) == Word(word, 0)


@pytest.mark.parametrize("quoted", ['"财务公开"', "“财务公开”", "「财务公开」"])
def test_quotation_marks_of_all_kinds(quoted: str) -> None:
    assert parse(quoted) == Quote("财务公开", 0)


def test_distance_after_a_phrase() -> None:
    assert parse('"财务 公开"~5') == Quote("财务 公开", 0, 5)


def test_prefix_and_typing_errors() -> None:
    assert parse("村* 公务接侍~2") == All(
        (Word("村", 0, prefix=True), Word("公务接侍", 3, edits=2))
    )


@pytest.mark.parametrize("query", ["单位:大岭镇", "单位：大岭镇", "org:大岭镇", "ORG:“大岭镇”"])
def test_fields_by_chinese_and_english_name(query: str) -> None:
    found = parse(query)
    assert isinstance(found, InField)
    assert (found.field, found.value) == ("org", "大岭镇")


def test_document_number_is_one_word() -> None:
    assert parse("平纪(2021)53号") == Word("平纪(2021)53号", 0)


def test_field_takes_a_document_number_whole() -> None:
    assert parse("文号:平纪（2021）53号") == InField("number", "平纪（2021）53号", 3)


@pytest.mark.parametrize(
    ("query", "offset"),
    [
        ("", 0),
        ("(甲", 0),
        ("甲)", 1),
        ("甲 ()", 2),
        ("甲 或", 3),
        ("或 甲", 0),
        ("甲 “乙", 2),
        ("甲 *", 2),
        ("单位:", 3),
        ("单 位:甲 部门:乙", 2),
        ("NOT", 3),
        ('"甲 乙"~', 5),
        ('"甲 乙"~100', 5),
        ("甲*乙", 1),
        ("甲乙丙~3", 4),
        ("甲 - 乙", 2),
        ("单位:甲镇，乙镇", 5),
        ("状态:完成，正在整改", 5),
    ],
)
def test_mistake_is_placed(query: str, offset: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.offset == offset


@pytest.mark.parametrize("query", ["(" * 3000, "-" * 4000 + "甲", "非 " * 2000 + "甲", "甲" * 9999])
def test_absurd_query_is_refused_or_understood(query: str) -> None:
    assert 0 <= place_of_mistake(query) <= len(query)


@given(st.text(alphabet='甲乙 "“”()（）:：*~-|或非ORNT单位年份0123..<>\n，。'))
def test_any_text_is_a_query_or_a_placed_mistake(query: str) -> None:
    assert 0 <= place_of_mistake(query) <= len(query)


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("接待OR用餐", Any((Word("接待", 0), Word("用餐", 4)))),
        ("接待AND公函", All((Word("接待", 0), Word("公函", 5)))),
        ("接待NOT学校", All((Word("接待", 0), Not(Word("学校", 5))))),
        ("接待OR单位:大岭镇", Any((Word("接待", 0), InField("org", "大岭镇", 7)))),
    ],
)
def test_operators_in_capitals_need_no_blanks_between_chinese_characters(
    glued: str, parted: All | Any
) -> None:
    assert parse(glued) == parted


@pytest.mark.parametrize(
    ("small", "capital"),
    [("甲 or 乙", "甲 OR 乙"), ("甲 and 乙", "甲 AND 乙"), ("甲 not 乙", "甲 NOT 乙")],
)
def test_operators_in_small_letters_mean_the_same(small: str, capital: str) -> None:
    assert parse(small) == parse(capital)


def test_values_side_by_side_are_one_list() -> None:
    assert parse("单位:甲镇、乙镇 丙") == All((InField("org", "甲镇、乙镇", 3), Word("丙", 9)))


@pytest.mark.parametrize("query", ["单位:甲镇， 乙", "单位:甲镇，状态:完成", "标题:甲，乙"])
def test_a_comma_that_can_mean_one_thing_only_parts(query: str) -> None:
    assert isinstance(parse(query), All)


def test_a_bracket_left_open_is_told_where_a_word_is_missing_too() -> None:
    with pytest.raises(QueryError, match="最后缺少一个词，前面的左括号也没有配对"):
        parse("(公务接待 OR")


def test_brackets_behind_a_field_are_told_where_to_stand() -> None:
    with pytest.raises(QueryError, match="括号写在外面"):
        parse("单位:(大岭镇 OR 梅溪乡)")
