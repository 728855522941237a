"""研判: one pair after the other."""

import re

from tests.web.client import TestClient
from tests.web.pages.looking import opened, seen, sent


def test_two_findings_stand_side_by_side_without_a_score(here: TestClient) -> None:
    words = seen(opened(here, "/review"))
    assert "甲 · " in words
    assert "乙 · " in words
    assert "评分" not in words


def test_the_score_is_told_once_a_person_has_decided(here: TestClient) -> None:
    after = judged(here, opened(here, "/review"), "confirm")
    assert re.search(r"刚才判为“同类”；程序的评分 \d\.\d\d", seen(after))


def test_a_decided_pair_does_not_come_again(here: TestClient) -> None:
    page = opened(here, "/review")
    after = judged(here, page, "reject")
    assert pair_on(after) != pair_on(page)


def test_the_last_decision_can_be_taken_back(here: TestClient) -> None:
    page = opened(here, "/review")
    after = judged(here, page, "reject")
    assert pair_on(sent(here, after, "/decide/undo", back="/review")) == pair_on(page)


def test_a_pair_can_be_skipped(here: TestClient) -> None:
    assert pair_on(opened(here, "/review?skip=1")) != pair_on(opened(here, "/review"))


def test_skipping_all_leads_back_to_the_first(here: TestClient) -> None:
    assert "从头再看" in seen(opened(here, "/review?skip=400"))


def test_who_decided_what_is_listed_with_the_note(here: TestClient) -> None:
    judged(here, opened(here, "/review"), "unsure", note="要看原件")
    words = seen(opened(here, "/review/decided"))
    assert "本机" in words
    assert "不确定" in words
    assert "要看原件" in words


def judged(browser: TestClient, page: str, verdict: str, note: str = "") -> str:
    """The page after the verdict on the pair of a page."""
    a, b = pair_on(page)
    return sent(browser, page, "/review", a=a, b=b, verdict=verdict, note=note)


def pair_on(page: str) -> tuple[str, str]:
    """The two findings of a page."""
    a = re.search(r'name="a" value="([^"]+)"', page)
    b = re.search(r'name="b" value="([^"]+)"', page)
    assert a, "there is a pair"
    assert b, "there is a pair"
    return a[1], b[1]
