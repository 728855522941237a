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
