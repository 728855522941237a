"""What tells who someone is, hidden."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.mask import masked


@pytest.mark.parametrize(
    "secret",
    [
        "13812345678",
        "138 1234 5678",
        "１３８１２３４５６７８",
        "0731-6223456",
        "ab.c@example.gov.cn",
        "43012319800101123X",
        "430123800101123",
        "6222021234567890123",
        "6222 0212 3456 7890",
    ],
)
def test_numbers_and_addresses_are_hidden(secret: str) -> None:
    hidden = masked(f"联系方式{secret}。")
    assert not any(part in hidden for part in secret.replace("-", " ").split())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由张三同志负责", "张三"),
        ("镇长李四牵头", "李四"),
        ("对党政办主任王建国通报批评", "王建国"),
        ("责任领导：谷梁岑、王小明", "谷梁岑"),
        ("责任领导：谷梁岑、王小明", "王小明"),
        ("村民李大山反映", "李大山"),
        ("组长邱某挪用公款", "邱某"),
        ("给予林某某党内警告", "林某某"),
    ],
)
def test_names_beside_a_role_are_hidden(text: str, name: str) -> None:
    assert name not in masked(text)


def test_a_name_known_by_its_role_is_hidden_everywhere() -> None:
    assert masked("责任人：郁小离。会上郁小离作了检讨。").count("×××") == 2


@pytest.mark.parametrize(
    "text",
    [
        "书记任组长，主任高度重视",
        "金额1860元，面积46.3亩，2024年3月14日",
        "平纪〔2021〕53号",
        "党支部书记每季度讲一次党课",
        "某镇某村",
        "责任单位：财政所",
        "186万元分12个月归还",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert masked(text) == text


@settings(deadline=None)  # the first text loads the dictionary
@given(st.text(alphabet="张三书记某×1380@.a-： 责任人，\n𠀀", max_size=60))
def test_a_masked_text_is_as_long_as_before(text: str) -> None:
    assert len(masked(text)) == len(text)
