"""Ways to lay out the same few problems: each yields the same titles and statuses."""

import pytest

from ingest.model import Status
from tests.ingest.reports import FOOT, HEAD, parsed

_DONE, _GOING = Status.DONE, Status.ONGOING
_LAYOUTS = {
    "numbers_over_brackets": (
        "1.党建方面\n（一）会议记录缺失。补齐记录，已完成整改。\n（二）党费漏缴。逐人催缴，已完成整改。\n"
        "2.财务方面\n（一）白条入账。清退白条，正在整改。\n（二）接待超标准。退缴费用，已完成整改。\n"
    ),
    "statuses_by_number": (
        "一、问题整改情况\n1.会议记录缺失。一是补齐全部记录；二是开展专题培训。\n2.党费漏缴。一是逐人逐月催缴；二是每季公示。\n"
        "3.白条入账。一是清退全部白条；二是修订制度。\n4.接待超标准。一是退缴超标费用；二是通报批评。\n"
        "除第3项正在整改外，其余问题均已完成整改。\n"
    ),
    "parallel_chapters": (
        "一、反馈的主要问题\n1.会议记录缺失。\n2.党费漏缴。\n3.白条入账。\n4.接待超标准。\n"
        "二、整改措施\n1.补齐记录。\n2.逐人催缴。\n3.清退白条。\n4.退缴费用。\n"
        "三、整改结果\n1.已完成。\n2.已完成。\n3.正在整改。\n4.已完成。\n"
    ),
    "drawn_table": (
        "| 序号 | 问题 | 整改措施 | 完成情况 |\n|---|---|---|---|\n"
        "| 1 | 会议记录缺失 | 补齐 | 已完成 |\n| 2 | 党费漏缴 | 催缴 | 已完成 |\n"
        "| 3 | 白条入账 | 清退 | 正在整改 |\n| 4 | 接待超标准 | 退缴 | 已完成 |\n"
    ),
    "rows_of_key_and_value": "".join(
        f"问题\t{title}\n措施\t加强管理\n完成情况\t{status}\n"
        for title, status in (
            ("会议记录缺失", "已完成"),
            ("党费漏缴", "已完成"),
            ("白条入账", "正在整改"),
            ("接待超标准", "已完成"),
        )
    ),
    "told_one_after_the_other": (
        "第一个问题是会议记录缺失。镇里补齐了记录，目前已经完成整改。\n"
        "第二个问题是党费漏缴。我们逐人催缴，已经完成。\n"
        "第三个问题是白条入账。镇里清退了白条，正在整改。\n"
        "第四个问题是接待超标准。费用已退缴，此项完成整改。\n"
    ),
    "labels_in_brackets": "".join(
        f"〔问题{n}〕{title}\n〔整改〕加强管理。\n〔结果〕{status}\n"
        for n, title, status in (
            ("一", "会议记录缺失", "已完成"),
            ("二", "党费漏缴", "已完成"),
            ("三", "白条入账", "正在整改"),
            ("四", "接待超标准", "已完成"),
        )
    ),
    "cases": "".join(
        f"案例{n} {title}\n整改前：无人过问。\n整改后：专人负责。\n验收意见：{status}\n"
        for n, title, status in (
            ("一", "会议记录缺失", "合格"),
            ("二", "党费漏缴", "合格"),
            ("三", "白条入账", "待验收"),
            ("四", "接待超标准", "合格"),
        )
    ),
    "marks_with_two_numbers": "".join(
        f"{n} {title}\n措施：加强管理。\n进展：{status}。\n"
        for n, title, status in (
            ("1-1", "会议记录缺失", "已完成"),
            ("1-2", "党费漏缴", "已完成"),
            ("2-1", "白条入账", "正在整改"),
            ("2-2", "接待超标准", "已完成"),
        )
    ),
    "signs_before_the_status": (
        "1. 会议记录缺失 ✅已完成\n补齐记录。\n2. 党费漏缴 ✅已完成\n逐人催缴。\n"
        "3. 白条入账 ⏳正在整改\n清退白条。\n4. 接待超标准 ✅已完成\n退缴费用。\n"
    ),
    "statuses_in_words_of_their_own": "".join(
        f"◇{title}\n怎么办——专人负责。\n到哪步：{status}\n"
        for title, status in (
            ("会议记录缺失", "收官"),
            ("党费漏缴", "收官"),
            ("白条入账", "尚在路上"),
            ("接待超标准", "收官"),
        )
    ),
}


def test_units_as_many_as_the_report_says_are_its_problems_however_worded() -> None:
    report = parsed(
        f"{HEAD}巡察共指出4个问题。\n"
        "No.1 账户里的“睡眠钱”\n统筹后用于修渠。\nNo.2 会场里的“陪会人”\n参会名单先审后定。\n"
        "No.3 仓库里的旧家具\n调剂给村小学。\nNo.4 路口的老牌子\n换成新样式。\n"
        f"{FOOT}"
    )
    assert [f.title for f in report.findings] == [
        "账户里的“睡眠钱”",
        "会场里的“陪会人”",
        "仓库里的旧家具",
        "路口的老牌子",
    ]


@pytest.mark.parametrize("layout", _LAYOUTS.values(), ids=_LAYOUTS.keys())
def test_a_layout_yields_its_problems_and_statuses(layout: str) -> None:
    findings = parsed(f"{HEAD}{layout}{FOOT}").findings
    assert [(f.title, f.status) for f in findings] == [
        ("会议记录缺失", _DONE),
        ("党费漏缴", _DONE),
        ("白条入账", _GOING),
        ("接待超标准", _DONE),
    ]


def test_a_status_in_brackets_on_a_line_of_its_own_closes_the_problem_above() -> None:
    found = parsed(
        HEAD + "1.针对“学习不深入”的问题。一是制定计划。二是开展督导。\n【已完成整改】\n"
        "2.针对“公车私用”的问题。一是开展督导。\n【正在整改】\n" + FOOT
    ).findings
    assert [each.status for each in found] == [Status.DONE, Status.ONGOING]
