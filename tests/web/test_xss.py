"""Markup in reports, file names and queries is text wherever it is shown."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from indexer.library import Library
from tests.search.recurring import DONE, ONGOING, library_of, notice
from tests.web.client import TestClient, local, token_on

ATTACK = "<img src=x onerror=alert(1)>'\"&<script>alert(2)</script>"
_TOWN = "柳河镇"
NAMED = {
    "柳河<b onclick=x>2020.txt": notice(
        _TOWN, 2020, (f"公务接待{ATTACK}不规范", DONE), round=f"第一轮{ATTACK}"
    ),
    "柳河{{7*7}}2023.txt": notice(_TOWN, 2023, (f"公务接待{ATTACK}超标", ONGOING)),
}
TAGS = re.compile(r"<(img|script|b)\b[^>]*(onerror|onclick|alert)|<script>alert", re.IGNORECASE)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with local(hostile(tmp_path_factory.mktemp("xss"))) as opened:
        yield opened


def hostile(folder: Path) -> Library:
    return library_of(folder, NAMED)


def ids(browser: TestClient) -> tuple[str, str]:
    card = browser.get("/api/v1/search?q=公务接待").json()["hits"][0]["card"]
    return card["report"], card["id"]


PAGES = (
    "/",
    "/search?q=公务接待",
    "/search?q={attack}",
    "/search?q=公务接待&org={attack}&type={attack}&year={attack}",
    "/search?q=公务接待&group=report",
    "/similar?of={finding}",
    "/similar?of={attack}",
    "/saved?name={attack}",
    "/reports/{report}",
    "/reports/{attack}",
    "/findings/{finding}",
    "/findings/{attack}",
    "/recurrence",
    "/recurrence?org={attack}&tab={attack}",
    "/review",
    "/review/decided",
    "/ledger",
    "/ledger?org={attack}&sort={attack}",
    "/ledger/{finding}",
    "/doubts",
    "/sources",
    "/help",
    "/{attack}",
    "/login?to={attack}",
)


@pytest.mark.parametrize("page", PAGES)
def test_markup_is_text_on_every_page(browser: TestClient, page: str) -> None:
    report, finding = ids(browser)
    address = page.format(attack=quote(ATTACK, safe=""), report=report, finding=finding)
    answer = browser.get(address)
    assert answer.status_code < 500
    assert TAGS.search(answer.text) is None
    assert "柳河49" not in answer.text


def test_the_report_shows_the_markup_as_it_stands(browser: TestClient) -> None:
    report, _ = ids(browser)
    shown = re.sub(r"<[^>]+>", "", browser.get(f"/reports/{report}").text)
    assert ATTACK in html.unescape(shown)


@pytest.mark.parametrize("path", ["search?q=公务接待&form=html", "recurrences?form=html"])
def test_markup_is_text_in_exported_pages(browser: TestClient, path: str) -> None:
    assert TAGS.search(browser.get(f"/api/v1/exports/{path}").text) is None


@pytest.mark.parametrize(
    "path", ["search?q=公务接待&form=xlsx", "search?q=公务接待&form=docx", "ledger", "recurrences"]
)
def test_markup_is_text_in_exported_files(browser: TestClient, path: str) -> None:
    content = browser.get(f"/api/v1/exports/{path}").content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [packed.read(each).decode("utf-8", "replace") for each in packed.namelist()]
    assert [part for part in parts if TAGS.search(part)] == []


def test_json_is_never_taken_for_a_page(browser: TestClient) -> None:
    answer = browser.get("/api/v1/search?q=公务接待")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_saved_search_named_with_markup_is_text(browser: TestClient) -> None:
    form = {"csrf": token_on(browser.get("/sources").text), "name": ATTACK[:50], "query": "公务"}
    browser.post("/saved", data=form)
    assert TAGS.search(browser.get("/saved").text) is None
    assert TAGS.search(browser.get("/search").text) is None
