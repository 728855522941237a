"""研判: one pair after the other."""

import re

import pytest

from tests.web.client import TestClient
from tests.web.pages.looking import first_finding, links, opened, seen, sent


def test_two_findings_stand_side_by_side_without_a_score(here: TestClient) -> None:
    words = seen(opened(here, "/review"))
    assert "甲 · " in words
    assert "乙 · " in words
    assert "评分" not in words


def test_the_score_is_told_once_a_person_has_decided(here: TestClient) -> None:
    after = judged(here, opened(here, "/review"), "confirm")
    assert re.search(r"已记为“同类”；程序的评分 \d\.\d\d", seen(after))


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


def test_what_was_skipped_stays_skipped_after_a_verdict(here: TestClient) -> None:
    skipped = pair_on(opened(here, "/review"))
    page = opened(here, "/review?skip=1")
    a, b = pair_on(page)
    after = sent(here, page, "/review", a=a, b=b, verdict="unsure", skip="1")
    assert pair_on(after) not in (skipped, (a, b))
    assert "第 2 对" in seen(after)


def test_taking_back_keeps_what_was_skipped(here: TestClient) -> None:
    page = opened(here, "/review?skip=1")
    a, b = pair_on(page)
    after = sent(here, page, "/review", a=a, b=b, verdict="unsure", skip="1")
    back = re.search(r'name="back" value="([^"]+)"', after)
    assert back
    assert pair_on(sent(here, after, "/decide/undo", back=back[1])) == (a, b)


def test_a_verdict_can_be_taken_back_from_the_review_opened_anew(here: TestClient) -> None:
    page = opened(here, "/review")
    judged(here, page, "reject")
    anew = opened(here, "/review")
    assert "撤回这一次" in seen(anew)
    assert pair_on(sent(here, anew, "/decide/undo", back="/review")) == pair_on(page)


@pytest.mark.parametrize("where", ["finding", "relapses", "group"])
def test_after_a_verdict_anywhere_it_is_told_and_can_be_taken_back(
    here: TestClient, where: str
) -> None:
    address = {
        "finding": f"/findings/{first_finding(here, '公务接待超标准')}",
        "relapses": "/recurrence?tab=relapses",
        "group": links(opened(here, "/recurrence?tab=common"), "/groups/")[0],
    }[where]
    page = opened(here, address)
    a, b = pair_on(page)
    after = sent(here, page, "/decide", a=a, b=b, verdict="confirm", back=address)
    assert "已记为“同类”" in seen(after)
    assert 'action="/decide/undo"' in after
    assert "已撤回" in seen(sent(here, after, "/decide/undo", back=address))
    assert here.get("/api/v1/decisions").json() == []


def test_a_group_that_was_decided_on_at_once_is_taken_back_at_once(here: TestClient) -> None:
    address = links(opened(here, "/recurrence?tab=common"), "/groups/")[0]
    page = opened(here, address)
    group = address.rpartition("/")[2]
    after = sent(here, page, "/decide/group", group=group, verdict="confirm", back=address)
    assert "整组已记为“同类”" in seen(after)
    assert len(here.get("/api/v1/decisions").json()) > 1
    sent(here, after, "/decide/undo", back=address)
    assert here.get("/api/v1/decisions").json() == []


def test_verdicts_of_one_second_are_taken_back_one_by_one(here: TestClient) -> None:
    page = opened(here, "/review")
    judged(here, judged(here, page, "reject"), "reject")
    sent(here, page, "/decide/undo", back="/review")
    assert len(here.get("/api/v1/decisions").json()) == 1


def test_what_was_taken_back_is_still_listed(here: TestClient) -> None:
    judged(here, opened(here, "/review"), "reject", note="看错了")
    page = opened(here, "/review/decided")
    words = seen(sent(here, page, "/decide/undo", back="/review/decided"))
    assert "现在有效的 0 条" in words
    assert re.search("不同 已撤回.*看错了", words)


def test_taking_back_nothing_is_told(here: TestClient) -> None:
    page = opened(here, "/review")
    assert "没有可以撤回的研判" in seen(sent(here, page, "/decide/undo", back="/review"))


def test_more_pairs_than_are_kept_are_no_total(
    here: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.review._QUEUE", 2)
    page = opened(here, "/review")
    assert "待研判 2 对以上" in seen(page)
    assert "<progress" not in page


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
