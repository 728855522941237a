"""A deadline passes at the end of the day, month or year that it names."""

from datetime import date

import pytest

from ingest.model import Status
from search.deadline import days_overdue

TODAY = date(2024, 7, 1)


@pytest.mark.parametrize(
    ("deadline", "days"),
    [("2024-06-30", 1), ("2024-06", 1), ("2024", None), ("2023", 183), (None, None)],
)
def test_a_month_or_a_year_lasts_until_its_end(deadline: str | None, days: int | None) -> None:
    assert days_overdue(deadline, Status.ONGOING, TODAY) == days


def test_what_is_done_is_never_overdue() -> None:
    assert days_overdue("2020-01-01", Status.DONE, TODAY) is None
