"""Marks and snippets."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search.highlight import Mark, Matches, Pattern, literal


def shown(text: str, *patterns: Pattern) -> list[str]:
    """The marked pieces of a text."""
    return [text[mark.start : mark.end] for mark in Matches(text, patterns).marks()]


def test_marks_stand_on_the_original_characters() -> None:
    assert shown("（１）《公務　接待》", literal("公务接待")) == ["公務　接待"]


def test_marks_that_overlap_or_touch_are_one() -> None:
    assert shown("公务接待费用", literal("公务"), literal("接待费"), literal("待")) == [
        "公务接待费"
    ]


def test_numbers_are_marked_whole_only() -> None:
    assert shown("53号与153号", literal("53号")) == ["53号"]


def test_numeral_is_marked_in_any_writing() -> None:
    assert shown("合计３万元，即三万元", Pattern(numeral="=30000元")) == ["３万元", "三万元"]


def test_synonym_is_told_apart() -> None:
    found = Matches(
        "小金库即账外资金", [literal("小金库"), literal("账外资金", synonym=True)]
    ).marks()
    assert [mark.synonym for mark in found] == [False, True]


def test_snippet_shows_the_place_with_most_terms() -> None:
    text = "公务。" + "无关" * 200 + "。公务接待超标。" + "无关" * 200
    piece = Matches(text, [literal("公务"), literal("接待"), literal("超标")]).snippet()
    assert [piece.text[m.start : m.end] for m in piece.marks] == ["公务接待超标"]


def test_snippet_of_a_text_without_matches_is_its_beginning() -> None:
    assert Matches("甲乙丙", [literal("丁")]).snippet().text == "甲乙丙"


@given(st.text(alphabet="公务接待。《》 １", max_size=400))
def test_marks_of_a_snippet_are_those_of_the_text(text: str) -> None:
    patterns = [literal("公务"), literal("接")]
    piece = Matches(text, patterns).snippet(50)
    whole = {(mark.start, mark.end) for mark in Matches(text, patterns).marks()}
    assert {(m.start + piece.start, m.end + piece.start) for m in piece.marks} <= whole


@given(st.text(alphabet="公务接待。《》 １", max_size=200))
def test_marks_never_overlap(text: str) -> None:
    found = Matches(text, [literal("公务"), literal("务接"), literal("1")]).marks()
    assert all(a.end < b.start or a.end == b.start for a, b in pairwise(found))
    assert all(isinstance(mark, Mark) for mark in found)
