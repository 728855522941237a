"""问题: one finding, what people wrote beside it, and its former versions."""

from pathlib import Path

from indexer.library import Library
from tests.search.recurring import ONGOING
from tests.web.client import TestClient
from tests.web.pages.looking import first_finding, links, opened, seen, sent
from tests.web.pages.test_ledger import sent_form, taken_in


def test_a_finding_shows_what_was_written_in_the_ledger_beside_what_its_report_says(
    here: TestClient,
) -> None:
    id = first_finding(here, "单位:松坪镇 危房改造资金拨付")
    sent_form(here, f"/ledger/{id}", deadline="2031-05", note="已约谈")
    words = seen(opened(here, f"/findings/{id}"))
    assert "2031-05（台账，报告：2021-06-30）" in words
    assert "已约谈（台账）" in words


def test_a_finding_of_a_replaced_version_is_shown_with_the_way_to_the_new_one(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "竹溪.txt"
    old = taken_in(library, file, "竹溪镇", ("印章管理混乱", ONGOING))
    new = taken_in(library, file, "竹溪镇", ("印章管理很混乱", ONGOING))
    page = opened(here, f"/findings/{old}")
    assert "这是旧版" in seen(page)
    assert f"/findings/{new}" in links(page, "/findings/")
    assert "这是旧版" not in opened(here, f"/findings/{new}")


def test_a_finding_that_the_new_version_does_not_have_leads_to_its_report(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "竹溪.txt"
    old = taken_in(library, file, "竹溪镇", ("印章管理混乱", ONGOING))
    new = taken_in(library, file, "竹溪镇", ("食堂账目不清", "整改措施：公开账目。\n"))
    page = opened(here, f"/findings/{old}")
    assert "新版里没有认出同一个问题" in seen(page)
    assert f"/reports/{new.partition('-')[0]}" in links(page, "/reports/")


def test_a_verdict_goes_over_to_a_new_version(
    library: Library, here: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "竹溪.txt"
    other = first_finding(here, "单位:桂岭镇 公务接待")
    old = taken_in(library, file, "竹溪镇", ("公务接待不规范", ONGOING))
    assert other in opened(here, f"/findings/{old}")
    sent(here, opened(here, f"/findings/{old}"), "/decide", a=old, b=other, verdict="reject")
    new = taken_in(library, file, "竹溪镇", ("公务接待不规范", ONGOING + "另查。\n"))
    page = opened(here, f"/findings/{new}")
    assert "对它的研判" in seen(page)
    assert "沿用自旧版" in seen(page)
    assert "别的单位的同类问题" not in seen(page) or other not in alike_on(page)


def alike_on(page: str) -> str:
    """The part of a finding's page that lists findings of its kind elsewhere."""
    return page.partition("别的单位的同类问题")[2].partition("</section>")[0]
