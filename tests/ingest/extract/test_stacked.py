"""Tables whose cells stand one below the other, some of them missing."""

from ingest.model import Finding, Status
from tests.ingest.reports import HEAD, parsed

_NAMES = "序号\n类别\n问题\n整改措施\n责任科室\n完成时限\n整改状态\n"
_FIRST = "1\n资金管理\n白条入账\n清退白条12张。\n财务科\n2023年6月30日\n已完成\n"


def _found(table: str) -> tuple[Finding, ...]:
    return parsed(f"{HEAD}\n{table}").findings


def test_a_merged_category_holds_for_the_rows_below() -> None:
    table = (
        f"{_NAMES}{_FIRST}2\n接待超标准\n退缴费用0.3万元。\n办公室\n2023年7月31日\n已完成\n"
        "3\n党建工作\n党费漏缴\n逐人催缴。\n机关党委\n2023年8月31日\n正在整改\n"
        "4\n会议记录缺失\n补齐记录。\n机关党委\n2023年9月30日\n已完成\n填表人：甘棠\n"
    )
    found = _found(table)
    assert [f.title for f in found] == ["白条入账", "接待超标准", "党费漏缴", "会议记录缺失"]
    assert [f.heading for f in found] == ["资金管理"] * 2 + ["党建工作"] * 2
    assert [f.responsible_unit for f in found] == ["财务科", "办公室", "机关党委", "机关党委"]
    assert [f.status for f in found] == [Status.DONE, Status.DONE, Status.ONGOING, Status.DONE]


def test_an_empty_deadline_moves_no_other_cell() -> None:
    table = f"{_NAMES}{_FIRST}2\n资金管理\n接待超标准\n退缴费用0.3万元。\n办公室\n已完成\n"
    first, second = _found(table)
    assert (first.deadline, second.deadline) == ("2023-06-30", None)
    assert (second.title, second.responsible_unit) == ("接待超标准", "办公室")
    assert second.status is Status.DONE


def test_a_table_without_numbers_is_read_by_what_comes_back() -> None:
    table = (
        "问题\n措施\n责任科室\n状态\n白条入账\n清退白条12张。\n财务科\n已完成\n"
        "接待超标准\n退缴费用。\n办公室\n正在整改\n党费漏缴\n逐人催缴。\n机关党委\n已完成\n"
    )
    found = _found(table)
    assert [f.title for f in found] == ["白条入账", "接待超标准", "党费漏缴"]
    assert [f.responsible_unit for f in found] == ["财务科", "办公室", "机关党委"]


def test_lines_that_head_rows_are_their_category() -> None:
    table = (
        "序号\n问题\n责任单位\n措施\n是否完成\n一、资金管理\n1\n白条入账\n财务科\n清退白条。\n是\n"
        "二、党的建设\n2\n党费漏缴\n机关党委\n逐人催缴。\n否，正在整改\n"
    )
    assert [(f.heading, f.responsible_unit) for f in _found(table)] == [
        ("资金管理", "财务科"),
        ("党的建设", "机关党委"),
    ]
