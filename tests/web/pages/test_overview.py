"""总览, the pages that stand apart, and what every page has."""

import pytest

from tests.web.client import TestClient
from tests.web.pages.looking import links, opened, seen

PAGES = ("/", "/search", "/recurrence", "/review", "/ledger", "/sources", "/help", "/doubts")


def test_the_first_page_counts_and_leads_on(here: TestClient) -> None:
    page = opened(here, "/")
    assert "9个问题" in seen(page)
    assert "6份报告" in seen(page)
    assert "危房改造资金拨付不及时" in seen(page)
    assert links(page, "/ledger?state=overdue")


def test_what_does_not_add_up_leads_to_its_report(here: TestClient) -> None:
    page = opened(here, "/doubts")
    assert links(page, "/reports/") or "没有前后不一的报告" in seen(page)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_over_an_empty_library(empty: TestClient, address: str) -> None:
    assert len(seen(opened(empty, address))) > 20


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_heavy(here: TestClient, address: str) -> None:
    page = opened(here, address)
    files = links(page, "/static/")
    scripts = [each for each in page.split('"') if "/static/" in each and ".js" in each]
    weight = len(page.encode()) + sum(
        len(here.get(each.partition("#")[0]).content) for each in {*files, *scripts}
    )
    assert weight < 300_000


@pytest.mark.parametrize("address", PAGES)
def test_no_page_names_another_host(here: TestClient, address: str) -> None:
    page = opened(here, address).replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.parametrize("address", PAGES)
def test_no_page_needs_inline_scripts_or_styles(here: TestClient, address: str) -> None:
    page = opened(here, address)
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page


def test_a_page_that_is_not_there_leads_back(here: TestClient) -> None:
    answer = here.get("/nirgendwo")
    assert answer.status_code == 404
    assert links(answer.text, "/search")


def test_an_address_cannot_put_words_on_a_page(here: TestClient) -> None:
    assert "请拨打" not in opened(here, "/?notice=请拨打")
