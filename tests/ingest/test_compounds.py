"""Numbers of two parts, and labels that a space parts from their values."""

import pytest

from ingest.compounds import compounds
from ingest.model import Status
from ingest.spaced_labels import spaced_labels
from tests.ingest.reports import FOOT, HEAD, parsed

_PROBLEMS = ("会议记录缺失", "党费漏缴", "白条入账", "接待超标准")
_NUMBERS = {
    "问题1-1": ("问题1-1　", "问题1-2　", "问题2-1　", "问题2-2　"),
    "问题A-1": ("问题A-1　", "问题A-2　", "问题B-1　", "问题B-2　"),
    "long dash": ("问题1—1 ", "问题1—2 ", "问题2—1 ", "问题2—2 "),
    "brackets": ("（一）-1 ", "（一）-2 ", "（二）-1 ", "（二）-2 "),
    "numerals": ("一-1 ", "一-2 ", "二-1 ", "二-2 "),
    "points": ("事项1.1：", "事项1.2：", "事项2.1：", "事项2.2："),
}


@pytest.mark.parametrize("numbers", _NUMBERS.values(), ids=_NUMBERS.keys())
def test_numbers_of_two_parts_open_problems(numbers: tuple[str, ...]) -> None:
    body = "".join(
        f"{number}{problem}\n整改举措\n● 补齐台账，专人保管\n整改进度　已完成\n\n"
        for number, problem in zip(numbers, _PROBLEMS, strict=True)
    )
    report = parsed(f"{HEAD}\n{body}{FOOT}")
    assert tuple(f.title for f in report.findings) == _PROBLEMS
    assert {f.status for f in report.findings} == {Status.DONE}


def test_the_number_of_two_parts_is_the_findings_number() -> None:
    body = "".join(f"问题1-{n} {p}\n整改措施：改正。\n" for n, p in enumerate(_PROBLEMS, 1))
    found = parsed(f"{HEAD}\n{body}{FOOT}").findings
    assert [f.number for f in found] == ["1-1", "1-2", "1-3", "1-4"]


def test_two_parts_that_do_not_count_are_no_marks() -> None:
    assert list(compounds("甲组1-3名单\n甲组4-9名单\n甲组2-7名单")) == []


def test_a_phrase_before_a_space_is_a_label_where_it_heads_several_lines() -> None:
    lines = "推进情况 已完成\n" * 3
    assert len(spaced_labels(lines)) == 3
    assert spaced_labels("推进情况 已完成\n" * 2) == {}
    assert spaced_labels(lines + "推进情况良好\n" * 3) == {}


def test_a_box_behind_a_space_is_no_value_of_a_label() -> None:
    assert spaced_labels("完成 □正在整改\n" * 3) == {}
