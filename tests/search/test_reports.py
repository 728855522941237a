"""Reports as answers."""

from indexer.engine import Engine, Sort
from search.reports import search_reports


def test_each_report_comes_once_with_its_number_of_findings(towns: Engine) -> None:
    answer = search_reports(towns, "公务接待")
    assert {report.id: report.total for report in answer.reports} == {"aaaa": 2, "bbbb": 2}


def test_pages_of_reports_share_none(towns: Engine) -> None:
    pages = [search_reports(towns, "公务接待", limit=1, offset=n).reports for n in range(3)]
    assert sorted(report.id for page in pages for report in page) == ["aaaa", "bbbb"]


def test_reports_follow_the_order_that_was_asked_for(towns: Engine) -> None:
    answer = search_reports(towns, "公务接待", sort=Sort.OLDEST)
    assert [report.id for report in answer.reports] == ["bbbb", "aaaa"]


def test_reports_that_have_only_a_part_are_said_to(towns: Engine) -> None:
    answer = search_reports(towns, "公开 飞艇")
    assert (answer.partial, answer.unmatched) == (True, ("飞艇",))
