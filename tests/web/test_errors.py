"""What went wrong, in plain words, with a way back."""

from collections.abc import Iterator

import pytest

from indexer.library import Library
from tests.web.client import HERE, TestClient, local, token_on
from tests.web.pages.looking import opened, seen


@pytest.fixture
def here(library: Library) -> Iterator[TestClient]:
    with local(library) as browser:
        yield browser


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/similar", "没有写要找类似的内容"),
        (f"/similar?of={'长' * 501}", "要找类似的内容太长，最多 500 个字"),
        ("/similar?of=接待&page=二", "页码要写整数"),
        ("/doubts?page=0", "页码至少是 1"),
        ("/saved", "没有写名称"),
    ],
)
def test_a_wrong_address_is_told_by_the_names_on_the_page(
    here: TestClient, address: str, words: str
) -> None:
    answer = here.get(address)
    assert answer.status_code == 422
    assert words in seen(answer.text)
    assert "参数不对" not in answer.text


def test_a_note_that_is_too_long_is_told_as_such(here: TestClient) -> None:
    form = {"csrf": token_on(opened(here, "/review")), "a": "1", "b": "2", "verdict": "confirm"}
    answer = here.post("/decide", data={**form, "note": "长" * 501})
    assert "备注太长，最多 500 个字" in seen(answer.text)


def test_an_upload_of_nothing_asks_for_files(here: TestClient) -> None:
    page = opened(here, "/sources")
    answer = here.post("/sources/upload", data={"csrf": token_on(page)}, files={"files": ("", b"")})
    assert "没有选文件" in seen(answer.text)


def test_an_error_leads_back_to_where_one_came_from(here: TestClient) -> None:
    answer = here.get("/doubts?page=0", headers={"referer": f"{HERE}/search?q=1"})
    assert '<a class="button primary" href="/search?q=1" data-back>返回上一页</a>' in answer.text


@pytest.mark.parametrize("referer", ["http://elsewhere.example/x", f"{HERE}/doubts?page=0", ""])
def test_an_error_leads_back_to_no_other_site_nor_to_itself(here: TestClient, referer: str) -> None:
    assert "返回上一页</a>" not in here.get("/doubts?page=0", headers={"referer": referer}).text


def test_no_error_shows_a_code(here: TestClient) -> None:
    assert "代号" not in here.get("/no-such-page").text
