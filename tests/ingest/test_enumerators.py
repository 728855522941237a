import pytest

from ingest.enumerators import own_enumerators
from ingest.folding import fold


def _marks(text: str) -> list[str]:
    folded = fold(text)
    return [folded[mark.start : mark.end].strip() for mark in own_enumerators(folded).values()]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("第一条 采购未招标\n第二条 账外收入", ["第一条", "第二条"]),
        ("问题之一：账目混乱\n问题之二：公款吃喝", ["问题之一：", "问题之二："]),
        ("A.公文拖沓\nB.公车混乱", ["A.", "B."]),
        ("壹、总体情况\n贰、整改情况", ["壹、", "贰、"]),
        ("第1项·拆借资金\n第2项·漏损虚报", ["第1项·", "第2项·"]),
        ("甲篇 治校\n乙篇 财务", ["甲篇", "乙篇"]),
        ("ZG-01 账目混乱\nZG-02 公款吃喝", ["ZG-01", "ZG-02"]),
        ("其一，账目混乱\n其二，公款吃喝", ["其一，", "其二，"]),
        (
            "旧清单第2条 账目混乱\n旧清单第5条 公款吃喝\n旧清单第1条 公车私用",
            ["旧清单第2条", "旧清单第5条", "旧清单第1条"],
        ),
        ("✦账目混乱\n✦公款吃喝", ["✦", "✦"]),
    ],
)
def test_a_prefix_that_counts_is_a_mark(text: str, marks: list[str]) -> None:
    assert _marks(text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "第一条 采购未招标",
        "3名干部受处分\n5名干部受处分",
        "2023年开工\n2024年完工",
        "一把手不担当\n二把手不负责",
        "附件1：清单\n附件2：台账",
    ],
)
def test_a_prefix_that_does_not_count_is_none(text: str) -> None:
    assert _marks(text) == []
