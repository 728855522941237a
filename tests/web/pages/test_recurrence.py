"""反复: charts that lead on, and cases."""

import pytest

from tests.web.client import TestClient
from tests.web.pages.looking import links, opened, seen


def test_a_square_of_the_map_leads_to_its_findings(here: TestClient) -> None:
    page = opened(here, "/recurrence?org=柳河镇")
    squares = [each for each in links(page, "/search?org=") if "type=" in each]
    assert "共 2 个问题" in seen(opened(here, squares[0]))


def test_a_relapse_shows_claim_and_new_finding(here: TestClient) -> None:
    words = seen(opened(here, "/recurrence?tab=relapses&org=柳河镇"))
    assert "2020-06-20 当时称：已完成整改" in words
    assert "2023-06-20 又发现" in words


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("rounds", "历次巡察的问题数"),
        ("common", "出现单位 / 被巡察单位"),
        ("repeated", "柳河镇"),
        ("boilerplate", "班子成员打着手电逐户上门听骂声"),
    ],
)
def test_each_side_of_what_recurs_has_its_tab(here: TestClient, tab: str, words: str) -> None:
    assert words in seen(opened(here, f"/recurrence?tab={tab}"))


def test_a_copied_passage_is_shown_from_both_reports(here: TestClient) -> None:
    page = opened(here, "/recurrence?tab=boilerplate")
    assert page.count("把乡亲们的气话原样记进黄皮本") % 2 == 0


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_the_paper_is_one_click_away(here: TestClient, kind: str) -> None:
    (address,) = links(opened(here, "/recurrence?region=云川县"), f"/recurrence/report.{kind}")
    answer = here.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_group_tells_why_its_findings_belong_together(here: TestClient) -> None:
    page = opened(here, links(opened(here, "/recurrence?tab=common"), "/recurrence/groups/")[0])
    assert "为什么是一类" in seen(page)
    assert "类型相同：公务接待" in seen(page)


def test_nothing_that_fits_is_said_so(here: TestClient) -> None:
    assert "没有数据" in seen(opened(here, "/recurrence?org=没有这个单位"))


def test_an_empty_library_says_what_to_do(empty: TestClient) -> None:
    assert "先导入报告" in seen(opened(empty, "/recurrence"))


@pytest.mark.parametrize("year", ["2020年", "２０２０", "2019-2020", "2019至2020年", "..2020"])
def test_years_are_understood_as_people_write_them(here: TestClient, year: str) -> None:
    words = seen(opened(here, f"/recurrence?tab=rounds&year={year}"))
    assert "2020-" in words
    assert "2023-" not in words


@pytest.mark.parametrize("page", ["/recurrence", "/ledger", "/review", "/recurrence/report.docx"])
@pytest.mark.parametrize("year", ["明年", "20", "2022-2020"])
def test_years_that_make_no_sense_are_refused(here: TestClient, page: str, year: str) -> None:
    answer = here.get(f"{page}?year={year}")
    assert answer.status_code == 400
    assert f"年份“{year}”" in answer.text


def test_a_square_leads_to_the_years_that_were_asked_for(here: TestClient) -> None:
    page = opened(here, "/recurrence?org=柳河镇&year=2020年")
    assert "共 1 个问题" in seen(opened(here, links(page, "/search?org=")[0]))


def test_years_apart_can_be_searched_for_within_a_square(here: TestClient) -> None:
    asked = "/search?org=柳河镇&q=(年份:2020 OR 年份:2023)"
    assert "共 2 个问题" in seen(opened(here, asked))
