"""What an address asks for."""

import pytest

from web.pages.asking import narrowing_of
from web.problem import Unclear


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2020", (2020, 2020)),
        ("2020年", (2020, 2020)),
        ("２０２０年", (2020, 2020)),
        ("2020-2022", (2020, 2022)),
        ("2020—2022年", (2020, 2022)),
        ("2020年至2022年", (2020, 2022)),
        ("2020..2022", (2020, 2022)),
        ("2020..", (2020, 9999)),
        ("..2022", (0, 2022)),
        (" ", None),
    ],
)
def test_years_as_people_write_them(text: str, years: tuple[int, int] | None) -> None:
    assert narrowing_of({"year": text}).asked.years == years


@pytest.mark.parametrize(
    "text", ["明年", "20", "20200", "2022-2020", "2020,2021", "1", "2020年5月"]
)
def test_years_that_make_no_sense_are_not_left_out(text: str) -> None:
    with pytest.raises(Unclear, match="年份"):
        narrowing_of({"year": text})
