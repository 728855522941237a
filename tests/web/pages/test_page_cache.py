"""Pages are sent again as they were made, until anything that they show has changed."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from indexer.build import ingest
from indexer.library import Library
from tests.search.recurring import DONE, notice
from tests.web.client import TestClient, account, log_in, served, token_on
from tests.web.counties import OWN
from web.page_cache import PageCache
from web.rendering import page
from web.viewer import Role

SEARCH = "/search?q=公务接待"


@pytest.fixture
def finding(here: TestClient) -> str:
    """The id of a finding whose page was looked at twice."""
    found: str = here.get("/api/v1/search", params={"q": "公务接待"}).json()["hits"][0]["card"][
        "id"
    ]
    for _ in range(2):
        assert here.get(f"/findings/{found}").status_code == 200
    return found


def test_a_page_is_made_once(
    here: TestClient, finding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.kept._SETTLED_SECONDS", 0.0)
    addresses = (SEARCH, f"/findings/{finding}", f"/reports/{finding[:12]}", "/ledger", "/")
    first = [here.get(each).text for each in addresses]
    monkeypatch.setattr("web.context.page", None)  # what makes pages
    assert [here.get(each).text for each in addresses] == first


def test_each_browser_has_a_token_of_its_own_on_the_same_page(
    here: TestClient, library: Library
) -> None:
    first = here.get(SEARCH).text
    here.cookies.clear()
    second = here.get(SEARCH).text
    assert token_on(first) != token_on(second)
    form = {"csrf": token_on(second), "name": "接待", "query": "公务接待"}
    assert here.post("/saved", data=form).status_code == 200


def test_a_saved_search_stands_on_the_page_at_once(here: TestClient) -> None:
    form = {"csrf": token_on(here.get(SEARCH).text), "name": "常看的", "query": "公务接待"}
    here.post("/saved", data=form)
    assert "常看的" in here.get(SEARCH).text


def test_what_is_written_into_the_ledger_stands_on_its_pages_at_once(
    here: TestClient, finding: str
) -> None:
    assert "张晓文" not in here.get("/ledger").text
    form = {"csrf": token_on(here.get(f"/ledger/{finding}").text), "responsible": "张晓文"}
    here.post(f"/ledger/{finding}", data=form)
    assert "张晓文" in here.get("/ledger").text


def test_a_decision_stands_on_the_finding_at_once(here: TestClient, finding: str) -> None:
    shown = here.get(f"/findings/{finding}").text
    hits = here.get("/api/v1/search", params={"q": "公务接待"}).json()["hits"]
    other = next(each["card"]["id"] for each in hits if each["card"]["id"] != finding)
    assert "别处再说" not in shown
    form = {"csrf": token_on(shown), "a": finding, "b": other, "verdict": "reject"}
    here.post("/decide", data=form | {"note": "别处再说"})
    assert "别处再说" in here.get(f"/findings/{finding}").text


def test_a_new_report_is_found_at_once(here: TestClient, library: Library, tmp_path: Path) -> None:
    assert "黄陂镇" not in here.get(SEARCH).text
    file = tmp_path / "新.txt"
    file.write_text(notice("黄陂镇", 2024, ("公务接待不规范", DONE)), encoding="utf-8")
    ingest(library, [file])
    assert "黄陂镇" in here.get(SEARCH).text


def test_what_one_may_see_is_not_what_another_was_shown(library: Library) -> None:
    account(library.folder, "全库", Role.ADMIN)
    account(library.folder, "本县", Role.READ, OWN)
    with served(library) as everything, served(library) as limited:
        limited.app = everything.app  # one house, two browsers
        log_in(everything, "全库")
        log_in(limited, "本县")
        assert "危房改造" in everything.get("/search?q=危房改造资金").text
        assert "松坪" not in limited.get("/search?q=危房改造资金").text
        assert "松坪" in everything.get("/ledger").text
        assert "松坪" not in limited.get("/ledger").text


def test_a_page_that_is_very_long_displaces_no_others() -> None:
    pages = PageCache()
    pages.keep("short", (b"a", b"b"))
    pages.keep("long", (b"a" * 10_000_000,))
    assert pages.get("short") == (b"a", b"b")
    assert pages.get("long") is None


def test_of_many_who_ask_for_a_page_at_once_one_makes_it(
    here: TestClient, finding: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.kept._SETTLED_SECONDS", 0.0)
    made = []

    def slowly(*given: Any) -> Any:
        made.append(given)
        time.sleep(0.2)
        return page(*given)

    monkeypatch.setattr("web.context.page", slowly)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(here.get, [f"/reports/{finding[:12]}"] * 4))
    assert [each.status_code for each in answers] == [200] * 4
    assert len(made) == 1
