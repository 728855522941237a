"""Pages are sent again as they were made, until anything that they show has changed."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.build import ingest
from indexer.library import Library
from tests.search.recurring import DONE, notice
from tests.web.client import TestClient, account, local, log_in, served, token_on
from tests.web.counties import OWN
from web.page_cache import PageCache
from web.viewer import Role

SEARCH = "/search?q=公务接待"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, pages wait for what they rest on."""
    monkeypatch.setattr("web.pages.preparing._PATIENCE_SECONDS", 60.0)


@pytest.fixture
def page(library: Library) -> Iterator[TestClient]:
    with local(library) as browser:
        yield browser


@pytest.fixture
def finding(page: TestClient) -> str:
    """The id of a finding whose page was looked at twice."""
    found: str = page.get("/api/v1/search", params={"q": "公务接待"}).json()["hits"][0]["card"][
        "id"
    ]
    for _ in range(2):
        assert page.get(f"/findings/{found}").status_code == 200
    return found


def test_a_page_is_made_once(
    page: TestClient, finding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.kept._SETTLED_SECONDS", 0.0)
    addresses = (SEARCH, f"/findings/{finding}", f"/reports/{finding[:12]}", "/ledger", "/")
    first = [page.get(each).text for each in addresses]
    monkeypatch.setattr("web.context.page", None)  # what makes pages
    assert [page.get(each).text for each in addresses] == first


def test_each_browser_has_a_token_of_its_own_on_the_same_page(
    page: TestClient, library: Library
) -> None:
    first = page.get(SEARCH).text
    page.cookies.clear()
    second = page.get(SEARCH).text
    assert token_on(first) != token_on(second)
    form = {"csrf": token_on(second), "name": "接待", "query": "公务接待"}
    assert page.post("/saved", data=form).status_code == 200


def test_a_saved_search_stands_on_the_page_at_once(page: TestClient) -> None:
    form = {"csrf": token_on(page.get(SEARCH).text), "name": "常看的", "query": "公务接待"}
    page.post("/saved", data=form)
    assert "常看的" in page.get(SEARCH).text


def test_what_is_written_into_the_ledger_stands_on_its_pages_at_once(
    page: TestClient, finding: str
) -> None:
    assert "张晓文" not in page.get("/ledger").text
    form = {"csrf": token_on(page.get(f"/ledger/{finding}").text), "responsible": "张晓文"}
    page.post(f"/ledger/{finding}", data=form)
    assert "张晓文" in page.get("/ledger").text


def test_a_decision_stands_on_the_finding_at_once(page: TestClient, finding: str) -> None:
    shown = page.get(f"/findings/{finding}").text
    hits = page.get("/api/v1/search", params={"q": "公务接待"}).json()["hits"]
    other = next(each["card"]["id"] for each in hits if each["card"]["id"] != finding)
    assert "别处再说" not in shown
    form = {"csrf": token_on(shown), "a": finding, "b": other, "verdict": "reject"}
    page.post("/decide", data=form | {"note": "别处再说"})
    assert "别处再说" in page.get(f"/findings/{finding}").text


def test_a_new_report_is_found_at_once(page: TestClient, library: Library, tmp_path: Path) -> None:
    assert "黄陂镇" not in page.get(SEARCH).text
    file = tmp_path / "新.txt"
    file.write_text(notice("黄陂镇", 2024, ("公务接待不规范", DONE)), encoding="utf-8")
    ingest(library, [file])
    assert "黄陂镇" in page.get(SEARCH).text


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


def test_of_many_who_ask_for_a_page_at_once_one_makes_it() -> None:
    pages, made = PageCache(), []

    def ask() -> None:
        if pages.get("page") is None:
            with pages.turn("page"):
                if pages.get("page") is None:
                    made.append("page")
                    time.sleep(0.1)
                    pages.keep("page", (b"a",))

    with ThreadPoolExecutor(8) as threads:
        for _ in range(8):
            threads.submit(ask)
    assert made == ["page"]
