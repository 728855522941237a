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


def test_a_column_of_sums_gives_the_amount() -> None:
    (found,) = parsed(
        f"{_TITLE}序号\t问题\t涉及金额（万元）\t整改措施\t整改结果\n1\t往来款长期挂账\t3.5\t清理\t已完成\n"
    ).findings
    assert found.amounts_yuan == (35_000.0,)


def test_a_cell_of_a_village_holds_for_the_rows_below() -> None:
    report = parsed(
        f"{_TITLE}村名\t序号\t问题\t整改措施\t整改情况\n甲村\t1\t公开栏未更新\t更换\t已完成，群众满意\n"
        "\t2\t党费漏缴\t催缴\t正在整改，已收2户\n"
    )
    assert [(f.org, f.status) for f in report.findings] == [
        ("甲村", Status.DONE),
        ("甲村", Status.ONGOING),
    ]


def test_what_came_of_it_is_no_measure_unless_it_is_numbered() -> None:
    report = parsed(
        f"{_TITLE}序号\t问题\t整改情况\t整改结果\n1\t账目不清\t账目已经理清。\t已整改\n"
        "2\t白条入账\t①清退白条；②开展培训。\t已整改\n"
    )
    assert [len(f.measures) for f in report.findings] == [0, 2]


def test_an_aspect_in_a_row_of_its_own_heads_the_rows_below() -> None:
    report = parsed(
        f"{_TITLE}{_HEADER}一、作风建设方面\n1\t公务接待不规范\t修订办法\t张三\t2023年6月\t已完成\n"
    )
    assert [f.heading for f in report.findings] == ["作风建设方面"]


def test_the_last_row_of_cells_one_below_the_other_ends_below_its_date() -> None:
    *_, last = parsed(
        f"{_TITLE}序号\n问题\n整改措施\n责任人\n完成时限\n整改进度\n"
        "1\n公开栏未更新\n更换公开栏\n申有田\n2023年11月底\n已完成\n"
        "2\n党费漏缴\n逐人催缴\n申有田\n2023年12月底\n已完成\n"
        "3\n耕地撂荒\n1.签订代耕协议；\n2.发放补贴。\n柯小满\n2024年4月底\n"
        "已复耕9亩，其余持续推进\n公示期间可来电反映。\n村务监督委员会\n"
    ).findings
    assert (last.responsible, last.deadline, last.status, len(last.measures)) == (
        "柯小满",
        "2024-04",
        Status.ONGOING,
        2,
    )


def test_a_quotation_mark_around_a_cell_of_several_lines_hides_no_measure() -> None:
    (found,) = parsed(
        f'{_TITLE}{_HEADER}1\t附件不全\t"1.清理票据；\v2.补齐附件。"\t申有田\t2023年11月\t已完成\n'
    ).findings
    assert len(found.measures) == 2


def test_who_answers_may_be_told_within_the_cell_of_measures() -> None:
    (found,) = parsed(
        f"{_TITLE}序号\t问题\t整改措施\n"
        "1\t公务接待不规范\t1.修订接待办法；\v2.退缴费用。\v〔已完成〕\v牵头：张三\v科室：党政办\n"
    ).findings
    assert (found.responsible, found.responsible_unit, found.status) == (
        "张三",
        "党政办",
        Status.DONE,
    )
    assert [m.text for m in found.measures] == ["修订接待办法", "退缴费用"]


def test_a_first_column_without_a_name_counts_the_rows() -> None:
    first, second = parsed(
        f"{_TITLE}\t反馈的问题\t改了什么\n1\t公务接待不规范\t修订接待办法\n2\t会议记录缺失\t补齐会议记录\n"
    ).findings
    assert [(f.number, f.measures[0].text) for f in (first, second)] == [
        ("1", "修订接待办法"),
        ("2", "补齐会议记录"),
    ]


def test_dates_that_only_finished_problems_have_are_no_deadlines() -> None:
    header = "序号\t问题\t整改措施\t结果\t完成时间\n"
    rows = (
        "1\t公务接待不规范\t修订办法\t整改到位\t2024.9.10\n"
        "2\t会议记录缺失\t补齐\t整改到位\t2024.10.8\n"
        "3\t白条入账\t清退\t正在整改\t\n"
    )
    assert [f.deadline for f in parsed(_TITLE + header + rows).findings] == [None, None, None]


@pytest.mark.parametrize(("cell", "unit"), [("张三（财务科）", "财务科"), ("张三（副局长）", None)])
def test_an_office_in_brackets_behind_a_name_answers_for_it(cell: str, unit: str | None) -> None:
    row = f"1\t公务接待不规范\t修订接待办法\t{cell}\t2023年6月\t已完成\n"
    (found,) = parsed(_TITLE + _HEADER + row).findings
    assert (found.responsible, found.responsible_unit) == ("张三", unit)
