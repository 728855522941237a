"""What a page shows while what it rests on is computed for the first time."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.client import TestClient
from tests.web.pages.looking import opened, seen


@pytest.fixture(autouse=True)
def _slow(here: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The ledger is not done before the test is."""
    done = threading.Event()
    app: Any = here.app
    kept = app.state.services.ledger
    compute = kept._compute
    monkeypatch.setattr(kept, "_compute", lambda state: (done.wait(30), compute(state))[1])
    monkeypatch.setattr("web.pages.preparing._PATIENCE_SECONDS", 0.05)
    yield
    done.set()


def test_the_first_page_says_so_and_comes_back_by_itself(here: TestClient) -> None:
    answer = here.get("/")
    assert "正在统计全库" in seen(answer.text)
    assert int(answer.headers["refresh"]) > 0


def test_searching_needs_no_waiting(here: TestClient) -> None:
    assert "共 6 个问题" in seen(opened(here, "/search?q=公务接待"))


def test_a_finding_is_shown_before_its_history(here: TestClient) -> None:
    address = opened(here, "/search?q=会议记录").partition('href="/findings/')[2].partition('"')[0]
    words = seen(opened(here, f"/findings/{address}"))
    assert "会议记录不完整的问题" in words
    assert "正在比对" in words
