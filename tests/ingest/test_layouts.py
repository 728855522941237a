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


_LAYOUTS |= {
    "cells_on_lines_of_their_own": (
        "序号\n反馈问题\n整改措施\n责任单位\n整改结果\n"
        "1\n会议记录缺失\n1.补齐记录。\n2.定期检查。\n党政办\n已完成\n"
        "2\n党费漏缴\n逐人催缴。\n组织办\n已完成\n"
        "3\n白条入账\n清退白条。\n财政所\n正在整改\n"
        "4\n接待超标准\n退缴费用。\n党政办\n已完成\n"
    ),
    "problems_by_section_then_answers_by_number": (
        "一、反馈的问题\n（一）党建方面\n1.会议记录缺失。\n2.党费漏缴。\n"
        "（二）财务方面\n3.白条入账。\n4.接待超标准。\n"
        "二、整改情况\n问题1：补齐记录。已完成整改。\n问题2：逐人催缴。已完成整改。\n"
        "问题3：清退白条。此项仍在推进。\n问题4：退缴费用。已完成整改。\n"
    ),
    "short_lines_over_steps": "".join(
        f"{title}\n一是加强日常管理；二是开展专项检查，逐项对照，限期改正。{status}。\n"
        for title, status in (
            ("会议记录缺失", "已整改完毕"),
            ("党费漏缴", "已整改完毕"),
            ("白条入账", "正在整改"),
            ("接待超标准", "已整改完毕"),
        )
    ),
    "groups_by_status": (
        "二、问题整改情况\n以下2个问题已完成整改：\n"
        "关于“会议记录缺失”问题。一是补齐记录；二是开展检查。\n关于“党费漏缴”问题。逐人催缴，足额补交。\n"
        "以下1个问题正在整改：\n关于“白条入账”问题。清退白条，规范票据。\n"
        "以下1个问题已完成整改：\n关于“接待超标准”问题。退缴费用，通报批评。\n"
    ),
    "table_of_statuses_at_the_end": (
        "1.会议记录缺失。一是补齐记录；二是开展培训。\n2.党费漏缴。一是逐人催缴；二是公示。\n"
        "3.白条入账。一是清退白条；二是修订制度。\n4.接待超标准。一是退缴费用；二是通报。\n"
        "编号\t认定\n1\t完成\n2\t完成\n3\t正在整改\n4\t完成\n"
    ),
    "two_rows_of_column_names": (
        "序号\t巡察反馈问题\t\t整改落实\t\n\t类别\t问题摘要\t采取的措施\t结果\n"
        "1\t党建\t会议记录缺失\t补齐\t整改到位\n2\t党建\t党费漏缴\t催缴\t整改到位\n"
        "3\t财务\t白条入账\t清退\t正在整改\n4\t财务\t接待超标准\t退缴\t整改到位\n"
        "合计\t\t4个\t\t到位3个\n"
    ),
    "two_words_about_each_the_last_counts": "".join(
        f"第{n}条 {title}\n当年报告：已整改完成。\n复核意见：{status}。\n"
        for n, title, status in (
            (1, "会议记录缺失", "整改属实，已完成"),
            (2, "党费漏缴", "整改属实，已完成"),
            (3, "白条入账", "正在整改"),
            (4, "接待超标准", "整改属实，已完成"),
        )
    ),
    "parts_of_a_problem_numbered": "".join(
        f"（{n}）关于“{title}”问题的整改情况\n1.整改措施{stop}加强管理。\n2.完成情况{stop}{status}。\n"
        for n, title, stop, status in (
            ("一", "会议记录缺失", "：", "已完成整改"),
            ("二", "党费漏缴", "。", "已完成整改"),
            ("三", "白条入账", "：", "正在整改"),
            ("四", "接待超标准", "。", "已完成整改"),
        )
    ),
    "numbered_labels_under_a_bare_problem": "".join(
        f"{n}.{title}。\n（1）整改举措：一是加强管理；二是检查。\n（2）整改进展：秩序好转。\n（3）整改结果：{status}\n"
        for n, title, status in (
            (1, "会议记录缺失", "已完成"),
            (2, "党费漏缴", "已完成"),
            (3, "白条入账", "正在整改"),
            (4, "接待超标准", "已完成"),
        )
    ),
    "unnumbered_problems_under_numbered_aspects": (
        "（一）党建方面存在的问题\n针对会议记录缺失问题\n镇党委补齐了全部记录。已完成整改。\n"
        "针对党费漏缴问题\n镇党委组织逐人催缴。已完成整改。\n"
        "（二）财务方面存在的问题\n针对白条入账问题\n镇党委组织清退白条。正在整改。\n"
        "针对接待超标准问题\n镇党委责成退缴费用。已完成整改。\n"
    ),
    "numbered_feedback": "".join(
        f"巡察反馈问题{n}：{title}。\n整改进展：加强管理。整改完成情况：{status}。\n"
        for n, title, status in (
            ("一", "会议记录缺失", "完成"),
            ("二", "党费漏缴", "完成"),
            ("三", "白条入账", "正在整改"),
            ("四", "接待超标准", "完成"),
        )
    ),
    "labels_numbered_like_their_problem": "".join(
        f"问题{n}：{title}。\n整改措施{n}：加强管理。\n整改成效{n}：秩序好转，{status}。\n"
        for n, title, status in (
            ("一", "会议记录缺失", "已完成"),
            ("二", "党费漏缴", "已完成"),
            ("三", "白条入账", "正在整改"),
            ("四", "接待超标准", "已完成"),
        )
    ),
    "a_long_sentence_for_each": "".join(
        f"对于巡察组指出的{title}的问题，镇党委召开专题会议研究，逐项分析原因，明确了责任人和办法，{status}。\n"
        for title, status in (
            ("会议记录缺失", "目前已整改到位"),
            ("党费漏缴", "目前已整改到位"),
            ("白条入账", "目前正在整改"),
            ("接待超标准", "目前已整改到位"),
        )
    ),
    "several_problems_under_a_heading_by_labels": (
        "（一）党建方面\n问题：会议记录缺失。\n整改：1.补齐记录。2.开展检查。\n成效：已完成。\n"
        "问题：党费漏缴。\n整改：1.逐人催缴。\n成效：已完成。\n"
        "（二）财务方面\n问题：白条入账。\n整改：1.清退白条。\n成效：正在整改。\n"
        "问题：接待超标准。\n整改：1.退缴费用。\n成效：已完成。\n"
    ),
    "aspects_in_rows_of_their_own": (
        "序号\t存在问题\t整改措施\t责任领导\t整改结果\n一、党建方面\n"
        "1\t会议记录缺失\t补齐\t张三\t已完成\n2\t党费漏缴\t催缴\t张三\t已完成\n"
        "二\t财务方面\t\t\t\n3\t白条入账\t清退\t李四\t正在整改\n4\t接待超标准\t退缴\t李四\t已完成\n"
    ),
    "lists_behind_labels": (
        "（一）党建方面\n存在问题：1.会议记录缺失；2.党费漏缴。\n整改措施：1.补齐记录；2.逐人催缴。\n"
        "整改结果：均已完成整改。\n（二）票据方面\n存在问题：白条入账。\n整改措施：清退白条。\n整改结果：正在整改。\n"
        "（三）接待方面\n存在问题：接待超标准。\n整改措施：退缴费用。\n整改结果：已完成整改。\n"
    ),
    "columns_parted_by_spaces": (
        "序号  反馈问题            整改措施                责任人    整改状态\n"
        "1     会议记录缺失        1.补齐近三年的记录，    张三      已完成\n"
        "                          专人保管；\n"
        "                          2.每季检查。\n"
        "2     党费漏缴            逐人催缴。              李四      已完成\n"
        "3     白条入账            清退白条，规范票        张三      正在整改\n"
        "                          据。\n"
        "4     接待超              退缴费用。              李四      已完成\n"
        "      标准\n\n"
    ),
    "two_columns_parted_by_spaces": (
        "  反馈的问题                      改了什么\n"
        "──────────────────────────────\n"
        "1 会议记录                      1)补齐记录；\n"
        "  缺失                          2)专人保管。\n"
        "                                〔销号〕\n\n"
        "2 党费漏缴                      1)逐人催缴。\n"
        "                                〔销号〕\n\n"
        "3 白条入账                      1)清退白条，一家仍在\n"
        "                                  催要。\n"
        "                                〔正在整改〕\n\n"
        "4 接待超标准                    1)退缴费用。\n"
        "                                〔销号〕\n"
        "──────────────────────────────\n"
    ),
    "arrows_from_problem_to_result": "".join(
        f"{n}.{title} → 加强管理；开展检查 → {status}\n"
        for n, title, status in (
            (1, "会议记录缺失", "已完成"),
            (2, "党费漏缴", "已完成"),
            (3, "白条入账", "正在整改"),
            (4, "接待超标准", "已完成"),
        )
    ),
    "numbers_of_several_kinds_in_one_list": (
        "一、会议记录缺失\n——补齐记录\n（已完成）\n②党费漏缴\n——逐人催缴\n（已完成）\n"
        "3、白条入账\n——清退白条\n（正在整改）\n（四）接待超标准\n——退缴费用\n（已完成）\n"
    ),
    "cases_counted_below_chapters": (
        "甲、党建\n第一例：会议记录缺失\n【病灶】三年没有记录。\n【处方】补齐记录。\n【疗效】已整改到位。\n"
        "第二例：党费漏缴\n【病灶】两年没有收齐。\n【处方】逐人催缴。\n【疗效】已整改到位。\n"
        "乙、财务\n第三例：白条入账\n【病灶】票据不全。\n【处方】清退白条。\n【疗效】正在整改。\n"
        "第四例：接待超标准\n【病灶】超支两千元。\n【处方】退缴费用。\n【疗效】已整改到位。\n"
    ),
    "measures_and_results_in_one_chapter": (
        "一、反馈的主要问题\n1.会议记录缺失。三年没有记录。\n2.党费漏缴。两年没有收齐。\n"
        "3.白条入账。票据不全。\n4.接待超标准。超支两千元。\n二、整改措施和落实结果\n"
        + "".join(
            f"针对第{n}个问题：一是加强管理；二是检查。整改结果：{status}。\n"
            for n, status in enumerate(("已整改", "已整改", "正在整改", "已整改"), 1)
        )
    ),
    "nothing_wrong_in_the_words_but_a_status_behind": (
        "其一，会议记录缺失。补齐全部记录。此事办结。\n其二，党费漏缴。逐人催缴到位。此事办结。\n"
        "其三，白条入账。还要清退三家的白条，正在整改。\n其四，接待超标准。退缴全部费用。此事办结。\n"
    ),
}


@pytest.mark.parametrize("layout", _LAYOUTS.values(), ids=_LAYOUTS.keys())
def test_a_layout_yields_its_problems_and_statuses(layout: str) -> None:
    findings = parsed(f"{HEAD}{layout}{FOOT}").findings
    assert [(f.title, f.status) for f in findings] == [
        ("会议记录缺失", _DONE),
        ("党费漏缴", _DONE),
        ("白条入账", _GOING),
        ("接待超标准", _DONE),
    ]


def test_a_problem_told_in_two_chapters_has_the_sums_of_both() -> None:
    (first, _) = parsed(
        HEAD + "一、反馈的问题\n1.水费清收不力，欠费30万元。\n2.会议记录缺失。\n"
        "二、整改情况\n1.收回欠费12万元。已完成整改。\n2.补齐记录。已完成整改。\n" + FOOT
    ).findings
    assert first.amounts_yuan == (300_000.0, 120_000.0)


def test_answers_that_name_the_numbers_of_problems_belong_to_them() -> None:
    report = parsed(
        HEAD + "一、反馈的问题\n（一）党的建设方面\n1.会议记录缺失；\n2.党费漏缴；\n"
        "（二）财务管理方面\n3.白条入账；\n4.水费清收不力。\n"
        "二、整改落实情况\n（一）针对第1、2项问题。补齐记录。以上2项问题已整改完成。\n"
        "（二）针对第3项问题。一是清退白条；二是通报批评。该项问题正在整改。\n"
        "（三）针对第4项问题。上门催缴。该项问题已整改完成。\n" + FOOT
    )
    assert [(f.title, f.heading, f.status, len(f.measures)) for f in report.findings] == [
        ("会议记录缺失", "党的建设方面", _DONE, 0),
        ("党费漏缴", "党的建设方面", _DONE, 0),
        ("白条入账", "财务管理方面", _GOING, 2),
        ("水费清收不力", "财务管理方面", _DONE, 0),
    ]
    assert report.declared.findings is None


def test_a_ledger_in_two_languages_is_read_by_its_english_labels() -> None:
    first, second = parsed(
        HEAD + "Part I  内部管理\nNo.1  会议记录缺失\nAction 1: 补齐记录\nAction 2: 专人存档\n"
        "Result: 完成    Owner: 教务部\nNo.2  白条入账\nAction 1: 清退白条\n"
        "Result: 正在推进    Owner: 财务处\n" + FOOT
    ).findings
    assert (first.status, len(first.measures), first.responsible_unit) == (_DONE, 2, "教务部")
    assert (second.status, second.heading) == (_GOING, "内部管理")


def test_a_letter_to_the_inspectors_names_what_they_found() -> None:
    found = parsed(
        "致县委第二巡察组的回信\n2023年3月1日至4月20日，县委第二巡察组对云溪镇党委开展了巡察。\n"
        "贵组指出，会议记录缺失。我们补齐了三年的记录。这一条改完了。\n"
        "贵组指出，白条入账。镇财政所逐张清退了白条。这一条改完了。\n"
        "贵组还指出，档案管理不规范。档案室已经动工。这一条正在整改。\n" + FOOT
    ).findings
    assert [(f.title, f.status) for f in found] == [
        ("会议记录缺失", _DONE),
        ("白条入账", _DONE),
        ("档案管理不规范", _GOING),
    ]


def test_what_sums_up_the_answers_is_no_part_of_the_last() -> None:
    report = parsed(
        HEAD + "一、反馈的问题\n1.会议记录缺失。\n2.白条入账。\n二、整改情况\n"
        "1.补齐记录。已完成整改。\n2.清退白条，收回3万元。已完成整改。\n"
        "综上，2个问题已完成2个。\n" + FOOT
    )
    assert (report.declared.completed, report.declared.recovered_yuan) == (2, None)


def test_a_sentence_that_announces_what_was_done_parts_the_problem_from_its_measures() -> None:
    first, second = parsed(
        HEAD + "（一）档案「重存轻用」。对此，我们作了如下整改：一是清点档案；二是开放查阅。"
        "整改情况：该问题已整改到位。\n"
        "（二）巡山队伍建设缓慢。为此，采取以下措施：一是招录队员；二是配齐车辆。"
        "整改情况：因编制审批较慢，目前尚未完成，计划年底前到岗。\n" + FOOT
    ).findings
    assert (first.title, first.status, len(first.measures)) == ("档案「重存轻用」", _DONE, 2)
    assert (second.title, second.status, len(second.measures)) == (
        "巡山队伍建设缓慢",
        Status.OPEN,
        2,
    )


def test_a_paragraph_of_good_intentions_belongs_to_no_problem() -> None:
    found = parsed(
        HEAD + "1.关于会议记录缺失的问题。补齐记录。已整改到位。\n"
        "我镇将以此次巡察为契机：一是坚持每季度检查；二是加强培训。\n" + FOOT
    ).findings
    assert [each.measures for each in found] == [()]


def test_the_statuses_at_the_ends_of_records_stay_with_them() -> None:
    found = parsed(
        HEAD + "（一）党建方面\n【问题1】会议记录缺失。\n【整改情况】补齐记录。\n"
        "【问题2】党费漏缴。\n【整改情况】逐人催缴。\n【完成情况】已完成，并长期坚持\n"
        "（二）财务方面\n【问题3】白条入账。\n【整改情况】清退白条。\n【完成情况】正在整改\n" + FOOT
    ).findings
    assert [each.status for each in found] == [Status.UNSTATED, Status.SUSTAINED, _GOING]


def test_a_status_in_brackets_on_a_line_of_its_own_closes_the_problem_above() -> None:
    found = parsed(
        HEAD + "1.针对“学习不深入”的问题。一是制定计划。二是开展督导。\n【已完成整改】\n"
        "2.针对“公车私用”的问题。一是开展督导。\n【正在整改】\n" + FOOT
    ).findings
    assert [each.status for each in found] == [Status.DONE, Status.ONGOING]


def test_who_answers_until_when_may_be_told_in_a_sentence() -> None:
    first, second = parsed(
        HEAD + "1.会议记录缺失\n巡察发现，三年没有记录。该问题由党委副书记、镇长李四牵头，"
        "党政办公室承办，"
        "限2023年7月31日前办结。主要采取了以下措施：①补齐记录。该问题已整改完成。\n"
        "2.白条入账\n巡察发现，票据不全。该问题由党委委员王五牵头，财政所承办，限2023年12月31日前办结。"
        "主要采取了以下措施：①清退白条。该问题正在整改。\n" + FOOT
    ).findings
    assert (first.responsible, first.responsible_unit, first.deadline) == (
        "李四",
        "党政办公室",
        "2023-07-31",
    )
    assert (second.responsible, second.responsible_unit, second.deadline) == (
        "王五",
        "财政所",
        "2023-12-31",
    )


def test_inspectors_tell_the_problems_of_each_aspect_in_a_paragraph() -> None:
    report = parsed(
        "县委第三巡察组向县水务局党组反馈巡察情况\n"
        "2024年3月18日至5月24日，县委第三巡察组对县水务局党组进行了巡察，7月2日反馈了情况。"
        "巡察发现一些问题，主要是：\n"
        "落实上级部署方面。一是水费清收不力，欠账较多；二是管网改造推进缓慢。\n"
        "落实管党治党责任方面。一是会议记录缺失；二是白条入账。\n"
        "落实巡察整改责任方面。上一轮反馈的接待超标准问题整改不彻底，仍存在超支现象。\n"
        "县水务局党组表示，诚恳接受反馈意见，一是提高认识；二是抓好整改。\n"
    )
    assert [(f.title, f.heading) for f in report.findings] == [
        ("水费清收不力，欠账较多", "落实上级部署方面"),
        ("管网改造推进缓慢", "落实上级部署方面"),
        ("会议记录缺失", "落实管党治党责任方面"),
        ("白条入账", "落实管党治党责任方面"),
        ("上一轮反馈的接待超标准问题整改不彻底，仍存在超支现象", "落实巡察整改责任方面"),
    ]


def test_sentences_are_problems_where_they_are_as_many_as_the_report_says() -> None:
    told = (
        "党费漏缴，已逐人核对、足额补缴，整改完成。会议记录缺失，党政办补齐了三年的记录，整改完成。"
        "白条入账，十二张已退，还有一家在催要，正在整改。\n"
    )
    three, four = (
        parsed(f"{HEAD}镇党委对反馈的{n}个问题逐一整改，情况如下。\n{told}{FOOT}").findings
        for n in (3, 4)
    )
    assert [(f.title, f.status) for f in three] == [
        ("党费漏缴", _DONE),
        ("会议记录缺失", _DONE),
        ("白条入账", _GOING),
    ]
    assert four == ()


def test_what_a_table_holds_is_no_detail_of_its_own_rows() -> None:
    first, second = parsed(
        HEAD + "序号\n反馈问题\n整改措施\n责任领导\n销号情况\n"
        "1\n党费漏缴，三个支部没有收齐\n（1）逐人核对；\n（2）每季公示。\n张三\n已销号\n"
        "2\n停车位规划滞后\n（1）编制规划；\n（2）新增车位。\n李四\n未销号，正在推进\n" + FOOT
    ).findings
    assert [(f.number, len(f.measures), f.status) for f in (first, second)] == [
        ("1", 2, _DONE),
        ("2", 2, _GOING),
    ]


def test_a_label_in_brackets_behind_the_heading_leaves_the_problem_whole() -> None:
    first, second = parsed(
        HEAD + "一、党费漏缴问题（牵头领导：张三；责任单位：组织办；时限：2023年6月）\n"
        "做法：逐人核对。\n现状：问题清零。\n"
        "二、会议记录缺失问题（牵头领导：李四；责任单位：党政办；时限：2023年7月）\n"
        "做法：补齐记录。\n现状：问题清零。\n" + FOOT
    ).findings
    assert [(f.title, f.responsible_unit) for f in (first, second)] == [
        ("党费漏缴", "组织办"),
        ("会议记录缺失", "党政办"),
    ]


def test_fields_numbered_below_a_named_problem_are_no_problems() -> None:
    report = parsed(
        HEAD
        + "".join(
            f"（{n}）关于{title}的问题。\n1.问题表现：三年没有记录，底数不清。\n"
            f"2.整改措施：一是补齐；二是检查。\n3.整改结果：{status}。\n"
            for n, title, status in (
                ("一", "会议记录缺失", "已完成"),
                ("二", "白条入账", "正在整改"),
            )
        )
        + FOOT
    )
    assert [(f.title, f.status, len(f.measures)) for f in report.findings] == [
        ("会议记录缺失", _DONE, 2),
        ("白条入账", _GOING, 2),
    ]


def test_answers_that_name_the_problems_of_an_aspect_tell_each_ones_status() -> None:
    found = parsed(
        HEAD + "（一）党建方面\n存在的问题：一是会议记录缺失；二是党费漏缴。\n"
        "整改情况：针对会议记录缺失问题，补齐了记录，已完成整改。针对党费漏缴问题，逐人催缴，正在整改。\n"
        "（二）财务方面\n存在的问题：一是白条入账；二是接待超标准。\n"
        "整改情况：针对白条入账问题，清退白条，正在整改。针对接待超标准问题，退缴费用，已完成整改。\n"
        + FOOT
    ).findings
    assert [(f.title, f.heading, f.status) for f in found] == [
        ("会议记录缺失", "党建方面", _DONE),
        ("党费漏缴", "党建方面", _GOING),
        ("白条入账", "财务方面", _GOING),
        ("接待超标准", "财务方面", _DONE),
    ]
