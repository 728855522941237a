"""Concepts by their rare character pairs."""

import pytest

from indexer.linking.likeness import Likeness

_FILL = {f"甲{n}": [chr(0x5000 + 4 * n) + chr(0x5001 + 4 * n)] for n in range(200)}


@pytest.fixture
def likeness() -> Likeness:
    return Likeness({"社区矫正": ["社区矫正对象"], "社区服务": ["社区服务功能"], **_FILL})


def test_rare_pairs_decide(likeness: Likeness) -> None:
    assert likeness.nearest("矫正对象") == "社区矫正"


def test_what_two_concepts_share_decides_nothing(likeness: Likeness) -> None:
    assert likeness.nearest("社区") is None


def test_a_small_share_of_a_long_text_is_too_little(likeness: Likeness) -> None:
    assert likeness.nearest("农业机械跨区作业油料补给站点矫正") is None


def test_nothing_in_common_is_like_nothing(likeness: Likeness) -> None:
    assert likeness.nearest("天文观测") is None
