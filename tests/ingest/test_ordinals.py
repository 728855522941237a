import pytest

from ingest.ordinals import LAST, ordinal


@pytest.mark.parametrize(
    "mark", ["三、", "（三）", "3.", "（3）", "③", "❸", "⑶", "第三，", "三是", "再次，"]
)
def test_a_mark_tells_its_number_in_any_style(mark: str) -> None:
    assert ordinal(mark) == 3


@pytest.mark.parametrize(("mark", "number"), [("十、", 10), ("十二、", 12), ("二十一、", 21)])
def test_chinese_numerals_beyond_ten_are_read(mark: str, number: int) -> None:
    assert ordinal(mark) == number


def test_zuihou_ends_a_list_however_long() -> None:
    assert ordinal("最后，") == LAST
