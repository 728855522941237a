import pytest

from ingest.extract.kind import report_kind
from ingest.model import ReportKind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云溪镇党委关于巡察整改情况的通报", ReportKind.NOTICE),
        ("云溪镇党委关于巡察整改情况的公示", ReportKind.NOTICE),
        ("云溪镇党委关于巡察整改情况的报告", ReportKind.REPORT),
        ("云溪镇巡察反馈问题清单", ReportKind.REPORT),
        ("云溪镇党委书记履行第一责任人责任情况报告", ReportKind.DUTY_REPORT),
        ("县委第二巡察组向云溪镇党委反馈巡察情况", ReportKind.FEEDBACK),
        ("县委第二巡察组进驻云溪镇公告", ReportKind.ARRIVAL),
        ("县水务局关于审计查出问题整改情况的公告", ReportKind.AUDIT),
        ("云溪镇召开巡察整改推进会", ReportKind.OTHER),
        ("云溪镇防汛工作总结", ReportKind.OTHER),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: ReportKind) -> None:
    assert report_kind(title, title) is kind


def test_a_report_to_superiors_is_no_notice() -> None:
    text = "县委巡察办：\n现将云溪镇党委整改情况通报如下。"
    assert report_kind("", text) is ReportKind.REPORT


def test_without_a_title_the_opening_tells_the_kind() -> None:
    assert report_kind("", "现将巡察整改情况予以公布。") is ReportKind.NOTICE


@pytest.mark.parametrize(
    "words", ["现将整改进展情况向社会公开。", "欢迎广大干部群众对整改进行监督。"]
)
def test_a_title_that_does_not_tell_leaves_it_to_the_text(words: str) -> None:
    assert report_kind("云溪镇巡察整改进展情况", words) is ReportKind.NOTICE


def test_a_notice_that_asks_for_letters_announces_an_arrival() -> None:
    text = "县委第二巡察组对云溪镇党委开展巡察。巡察组受理来信来电来访。"
    assert report_kind("", text) is ReportKind.ARRIVAL


def test_a_piece_of_news_without_a_title_is_no_report() -> None:
    text = "2023年9月12日，云溪镇党委召开巡察反馈意见整改工作部署会。会议要求逐条整改。"
    assert report_kind("", text) is ReportKind.OTHER


def test_the_duties_of_a_person_are_told_without_the_first_person() -> None:
    title = "县水务局党组主要负责人组织落实巡察整改工作情况的报告"
    assert report_kind(title, title) is ReportKind.DUTY_REPORT


def test_a_text_that_publishes_its_rectification_is_a_notice() -> None:
    text = "巡察组提出了整改意见和建议。现根据规定将巡察整改进展情况予以公布。"
    assert report_kind("", text) is ReportKind.NOTICE


def test_a_piece_of_news_of_what_inspectors_told_is_feedback() -> None:
    text = "6月5日，县委第一巡察组在云溪镇召开巡察情况反馈会议。会议要求抓好反馈意见整改落实。"
    assert report_kind("", text) is ReportKind.FEEDBACK


def test_a_letter_that_asks_villagers_for_their_judgement_is_a_notice() -> None:
    text = "乡亲们：\n县委第三巡察组反馈了7个问题。下面一件一件说清楚，请大家评判。"
    assert report_kind("向村民报个账--云溪村党支部巡察问题整改情况", text) is ReportKind.NOTICE


def test_a_report_that_is_also_published_is_a_report() -> None:
    title = "中共云川县水利局党组关于巡察整改情况的报告（社会公开稿）"
    assert report_kind(title, "现将整改情况报告如下。") is ReportKind.REPORT


@pytest.mark.parametrize(
    "head", ["县住建局巡察反馈问题销号台账（公示）", "县住建局巡察反馈问题销号台账\n（公示稿）"]
)
def test_a_ledger_that_is_shown_to_the_public_is_a_notice(head: str) -> None:
    title = head.partition("\n")[0]
    assert report_kind(title, f"{head}\n1.会议记录缺失。已完成。") is ReportKind.NOTICE
