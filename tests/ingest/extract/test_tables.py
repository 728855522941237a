import pytest

from ingest.model import Status
from tests.ingest.reports import parsed

_TITLE = "云溪镇巡察反馈问题整改清单\n"
_HEADER = "序号\t问题\t整改措施\t责任领导\t完成时限\t整改进度\n"


def test_a_row_is_a_finding() -> None:
    (found,) = parsed(
        f"{_TITLE}{_HEADER}1\t公务接待不规范\t修订接待办法\t张三\t2023年6月\t已完成\n"
    ).findings
    assert (found.title, found.status, found.responsible, found.deadline) == (
        "公务接待不规范",
        Status.DONE,
        "张三",
        "2023-06",
    )


def test_a_header_repeated_on_a_new_page_is_no_finding() -> None:
    row = "{}\t公务接待不规范\t修订办法\t张三\t2023年6月\t已完成\n"
    report = parsed(_TITLE + _HEADER + row.format(1) + _HEADER + row.format(2))
    assert [f.number for f in report.findings] == ["1", "2"]


def test_a_row_without_number_and_problem_carries_on_the_row_above() -> None:
    report = parsed(
        f"{_TITLE}{_HEADER}1\t公务接待不规范\t1.修订办法\t张三\t2023年6月\t\n"
        "\t\t2.清退费用\t\t\t已完成\n"
    )
    assert [(len(f.measures), f.status) for f in report.findings] == [(2, Status.DONE)]


@pytest.mark.parametrize("name", ["反馈问题", "存在的问题", "问题描述", "具体问题表现"])
def test_the_problem_column_is_known_by_many_headings(name: str) -> None:
    report = parsed(f"{_TITLE}编号\t{name}\t完成情况\n1\t公务接待不规范\t已完成\n")
    assert [f.title for f in report.findings] == ["公务接待不规范"]


def test_a_table_of_other_things_holds_no_finding() -> None:
    assert parsed(f"{_TITLE}姓名\t职务\n张三\t镇长\n李四\t委员\n").findings == ()
