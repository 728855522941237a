"""A file that is too much is refused with the reason, before it costs anything."""

import pytest

from ingest.limits import Limits
from ingest.read import Unreadable, read


def test_a_text_that_is_too_long_is_refused_with_both_numbers() -> None:
    with pytest.raises(Unreadable, match=r"文字太多：3\.0 万字，超过上限 2 万字.*characters"):
        read(("账" * 30_000).encode(), "汇编.txt", Limits(characters=20_000))


def test_a_text_at_the_limit_is_read() -> None:
    text = "账" * 20_000

    assert read(text.encode(), "汇编.txt", Limits(characters=20_000)).text == text


def test_the_limit_leaves_room_for_ten_of_the_longest_reports_seen() -> None:
    assert Limits().characters >= 10 * 200_000
