import pytest

from ingest.model import Status
from tests.ingest.reports import finding, parsed, report_on


@pytest.mark.parametrize(
    ("wording", "status"),
    [
        ("完成", Status.DONE),
        ("已完成整改", Status.DONE),
        ("立行立改，已办结", Status.DONE),
        ("已销号", Status.DONE),
        ("已完成整改，并长期坚持", Status.SUSTAINED),
        ("长期坚持", Status.SUSTAINED),
        ("基本完成", Status.PARTIAL),
        ("阶段性完成，并长期坚持", Status.PARTIAL),
        ("取得阶段性成效", Status.PARTIAL),
        ("正在整改", Status.ONGOING),
        ("正在推进，取得阶段性成效", Status.ONGOING),
        ("持续整改", Status.ONGOING),
        ("长期推进", Status.ONGOING),
        ("未完成", Status.OPEN),
        ("尚未整改", Status.OPEN),
    ],
)
def test_a_status_label_is_read_in_every_wording(wording: str, status: Status) -> None:
    found = finding(f"公务接待不规范问题。\n整改措施：修订接待办法。\n整改进度：{wording}。")
    assert found.status is status


@pytest.mark.parametrize("wording", ["【已完成整改】", "（已完成整改）", "[已完成整改]"])
def test_a_tag_is_a_status(wording: str) -> None:
    assert finding(f"关于公务接待不规范的问题。修订接待办法。{wording}").status is Status.DONE


def test_the_wording_of_a_status_is_kept() -> None:
    found = finding("关于公务接待不规范的问题。修订办法。【已完成整改，并长期坚持】")
    assert found.status_text == "已完成整改，并长期坚持"


def test_a_closing_sentence_is_a_status() -> None:
    found = finding("关于公务接待不规范的问题。修订接待办法。目前已整改完成。")
    assert found.status is Status.DONE


def test_a_sentence_with_more_than_a_status_is_none() -> None:
    found = finding("关于公务接待不规范的问题。已完成公务接待办法的修订并组织培训。")
    assert found.status is Status.UNSTATED


def test_a_status_said_once_for_all_is_inherited() -> None:
    report = report_on(
        "关于公务接待不规范的问题。一是修订接待办法。二是清退超支费用。",
        "关于理论学习不深入的问题。一是制定学习计划。二是开展集中研讨。",
        overview="以上问题均已整改完成。",
    )
    assert [(f.status, f.status_inherited) for f in report.findings] == [(Status.DONE, True)] * 2


def test_a_heading_gives_its_status_to_the_problems_below() -> None:
    report = parsed(
        "云溪镇巡察整改情况的报告\n一、已完成整改的问题\n1.公务接待不规范。修订接待办法并公示。\n"
        "二、正在整改的问题\n1.村级道路建设滞后。与施工单位签订协议。\n"
    )
    assert [f.status for f in report.findings] == [Status.DONE, Status.ONGOING]


def test_work_that_goes_on_in_the_last_clause_outweighs_a_status_for_all() -> None:
    report = report_on(
        "关于公务接待不规范的问题。一是修订接待办法。二是清退超支费用。",
        "关于村级道路建设滞后的问题。一是筹措资金。二是督促施工，路面硬化正在推进。",
        overview="以上问题均已整改完成。",
    )
    assert [f.status for f in report.findings] == [Status.DONE, Status.ONGOING]


def test_two_clauses_at_the_end_are_one_status() -> None:
    assert (
        finding("关于补助重复的问题。改为按月公示，已完成整改，长期坚持。").status
        is Status.SUSTAINED
    )


def test_work_that_still_goes_on_is_ongoing_in_whatever_words() -> None:
    text = "关于信访积案的问题。已签协议4件，另1件目前仍在做工作，持续推进。"
    assert finding(text).status is Status.ONGOING


def test_a_status_for_all_stands_behind_the_last_problem() -> None:
    found = report_on(
        "关于学习不深入的问题。一是制定计划。",
        "关于记录缺失的问题。一是补齐。\n截至目前，2个问题已全部整改完成。",
    ).findings
    assert [each.status for each in found] == [Status.DONE, Status.DONE]
