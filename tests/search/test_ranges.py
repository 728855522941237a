"""Years, dates and sums in a query."""

import pytest

from indexer.engine import NumberField, Range
from search.ranges import in_range


@pytest.mark.parametrize("typed", ["1-5万", "1到5万元", "1万..5万", "一万至五万", "10000~50000"])
def test_the_unit_of_a_range_of_sums_holds_for_both_ends(typed: str) -> None:
    assert in_range(NumberField.AMOUNT, typed, 0) == Range(NumberField.AMOUNT, 10_000, 50_000)


def test_an_end_that_would_be_too_large_has_no_unit() -> None:
    assert in_range(NumberField.AMOUNT, "5000-1万", 0) == Range(NumberField.AMOUNT, 5_000, 10_000)


@pytest.mark.parametrize("typed", [">=十万元", ">=10万", "≥100,000", ">=0.1百万"])
def test_a_sum_in_any_form(typed: str) -> None:
    assert in_range(NumberField.AMOUNT, typed, 0) == Range(NumberField.AMOUNT, 100_000, None)


@pytest.mark.parametrize("typed", ["2022", "2022年", "二〇二二", "二〇二二年"])
def test_a_year_in_any_form(typed: str) -> None:
    assert in_range(NumberField.YEAR, typed, 0) == Range(NumberField.YEAR, 2022, 2022)


@pytest.mark.parametrize(
    "typed", ["2023-10-08", "2023年10月8日", "2023/10/8", "20231008", "二〇二三年十月八日"]
)
def test_a_day_in_any_form(typed: str) -> None:
    day = 2023_10_08
    assert in_range(NumberField.PUBLISHED, typed, 0) == Range(NumberField.PUBLISHED, day, day)
