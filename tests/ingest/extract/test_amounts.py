import pytest

from ingest.extract.amounts import amounts
from ingest.folding import fold
from tests.ingest.reports import finding


def _yuan(text: str) -> list[float | None]:
    folded = fold(text)
    return [money.yuan for money in amounts(folded, 0, len(folded))]


def _role(text: str) -> str:
    (money,) = amounts(text, 0, len(text))
    return money.role


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("3.5万元", 35_000.0),
        ("３２万余元", 320_000.0),
        ("一百二十万元", 1_200_000.0),
        ("1,050.80元", 1050.8),
        ("2亿元", 200_000_000.0),
        ("35余万元", 350_000.0),
        ("5千元", 5_000.0),
        ("三千元", 3_000.0),
        ("1.2百万元", 1_200_000.0),
        ("3 452 100元", 3_452_100.0),
        ("1 206 500.50元", 1_206_500.5),
        ("12 345万元", 123_450_000.0),
    ],
)
def test_a_sum_is_read_in_yuan(text: str, yuan: float) -> None:
    assert _yuan(f"涉及资金{text}。") == [yuan]


def test_a_year_and_a_sum_side_by_side_are_two_numbers() -> None:
    assert _yuan("2021年 350元，序号2 350元") == [350.0, 350.0]


@pytest.mark.parametrize("text", ["XX万元", "××元", "若干万元"])
def test_a_masked_sum_is_unknown(text: str) -> None:
    assert _yuan(text) == [None]


@pytest.mark.parametrize("text", ["多元化解", "一元论", "公元前", "百元店里", "3元素"])
def test_yuan_in_other_words_is_no_sum(text: str) -> None:
    assert [yuan for yuan in _yuan(text) if yuan and yuan != 3] == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("已追回资金3万元", "追回"),
        ("3万元已退缴到位", "追回"),
        ("挪用补偿款3万元", "挪用"),
        ("拨付补助3万元", "拨付"),
        ("合同金额3万元", "涉及"),
        ("挪用公款，现已归还3万元", "追回"),
        ("追回重复发放的补贴3万元", "追回"),
        ("被挪用的资金3万元已全部追回", "追回"),
        ("收回后拨付3万元", "拨付"),
        ("筹措资金3万元用于退还欠款", "拨付"),
    ],
)
def test_the_words_around_a_sum_tell_its_role(text: str, role: str) -> None:
    assert _role(text) == role


def test_a_numeral_in_no_order_is_a_sum_of_unknown_value() -> None:
    assert [money.yuan for money in amounts("挪用一亿一元", 0, 6)] == [None]


def test_a_finding_lists_every_known_sum_once_in_order() -> None:
    found = finding(
        "关于违规发放补助的问题。涉及3.5万元，其中甲2万元、乙XX万元。一是追回2万元。二是再追回1.5万元。"
    )
    assert found.amounts_yuan == (35_000.0, 20_000.0, 15_000.0)
