"""Any text as a query: an answer or a `QueryError`, in time that grows as the text does."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.engine import Engine
from search.grammar import parse
from search.precedents import search
from search.problem import QueryError
from search.query import ask

SIGNS = (
    "()（）\"“”「」*~～-－:：|或且非 　<>=≥.·,，。、年月日万元〔〕[]{}'\\^$+?&%#@!\n\t\0\ud800𠀀"
)
TEXT = st.text(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=60)
UNITS = [
    "(a ",
    "a) ",
    '"a" ',
    "-a ",
    "a~ ",
    "a* ",
    "a或 ",
    "标题:a ",
    "〔2021〕53号",
    "3万元",
    "“",
    "财务",
]


def _refused(query: str, ask_it: Callable[[str], object]) -> None:
    try:
        ask_it(query)
    except QueryError as error:
        assert 0 <= error.offset <= len(query)  # noqa: PT017 -- most texts are no error


@settings(max_examples=400, deadline=None)
@given(TEXT)
@example("年份:９９９９９")
@example("金额:>" + "9" * 400)
@example("发布:0000-99-99")
def test_any_text_is_understood_or_refused_with_its_place(query: str) -> None:
    _refused(query, ask)


@settings(max_examples=150, deadline=None)
@given(query=TEXT)
def test_any_text_is_answered_or_refused(towns: Engine, query: str) -> None:
    _refused(query, lambda text: search(towns, text, explain=True))


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_takes_twice_the_steps(unit: str) -> None:
    once, twice = _steps(unit, 40), _steps(unit, 80)
    assert twice <= 2.5 * once + 200


def _steps(unit: str, times: int) -> int:
    """How many calls of Python functions and built-ins the parse of a repeated text takes."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        _refused(unit * times, parse)
    finally:
        sys.setprofile(None)
    return count
