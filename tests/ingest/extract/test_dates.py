import pytest

from ingest.extract.dates import date_range, dates


def _iso(text: str, year: int | None = None) -> list[str]:
    return [date.iso for date in dates(text, year=year)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023年9月8日", "2023-09-08"),
        ("2023年9月", "2023-09"),
        ("2023年度", "2023"),
        ("二〇二三年九月八日", "2023-09-08"),
        ("二〇二四年十二月三十一日", "2024-12-31"),
        ("2023-09-08", "2023-09-08"),
        ("2023.9.8", "2023-09-08"),
        ("2023/9/8", "2023-09-08"),
        ("2023年X月XX日", "2023"),
        ("2023年9月8号", "2023-09-08"),
    ],
)
def test_a_date_is_as_precise_as_its_text(text: str, iso: str) -> None:
    assert _iso(text) == [iso]


def test_a_year_given_once_governs_what_follows() -> None:
    assert _iso("2023年9月8日进驻，10月20日结束") == ["2023-09-08", "2023-10-20"]


def test_a_known_year_governs_a_date_without_one() -> None:
    assert _iso("9月8日", year=2024) == ["2024-09-08"]


def test_a_date_without_any_year_is_left_out() -> None:
    assert _iso("9月8日") == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021年11月30日至2022年1月15日", "2021-11-30", "2022-01-15"),
        ("2023年9月8日至12日", "2023-09-08", "2023-09-12"),
        ("2023年9月至12月", "2023-09", "2023-12"),
        ("2023年9月8日-10月8日", "2023-09-08", "2023-10-08"),
    ],
)
def test_a_range_is_two_dates(text: str, first: str, last: str) -> None:
    found = date_range(text)
    assert found is not None
    assert (found[0].iso, found[1].iso) == (first, last)


def test_dates_in_a_list_are_no_range() -> None:
    assert date_range("2023年9月8日、9月9日") is None


@pytest.mark.parametrize("text", ["2023年13月", "2023年0月"])
def test_an_impossible_month_leaves_the_year(text: str) -> None:
    assert _iso(text) == ["2023"]


def test_an_impossible_numeric_date_is_none() -> None:
    assert _iso("2023.19.8") == []


def test_an_inspection_in_two_stretches_ends_with_the_second() -> None:
    found = date_range("2024年1月8日至2月2日、2月19日至3月15日，巡察组进驻。")
    assert found is not None
    assert (found[0].iso, found[1].iso) == ("2024-01-08", "2024-03-15")


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2024717日至830日", "2024-07-17", "2024-08-30"),
        ("20241021日至1227日", "2024-10-21", "2024-12-27"),
        ("2024927日至126日", "2024-09-27", "2024"),  # 1月26日 or 12月6日
    ],
)
def test_dates_that_lost_their_units_are_told_apart_where_they_can(
    words: str, start: str, end: str
) -> None:
    found = date_range(f"{words}，县委第二巡察组")
    assert found is not None
    assert (found[0].iso, found[1].iso) == (start, end)


def test_a_number_of_days_is_no_date() -> None:
    assert list(dates("2024年开展为期120日的巡察，共365日。", year=2024))[1:] == []
