"""Ways to lay out the same few problems: each yields the same titles and statuses."""

import pytest

from ingest.model import Status
from tests.ingest.layouts import LAYOUTS
from tests.ingest.reports import FOOT, HEAD, parsed

_DONE, _GOING = Status.DONE, Status.ONGOING


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_layout_yields_its_problems_and_statuses(layout: str) -> None:
    findings = parsed(f"{HEAD}{layout}{FOOT}").findings
    assert [(f.title, f.status) for f in findings] == [
        ("会议记录缺失", _DONE),
        ("党费漏缴", _DONE),
        ("白条入账", _GOING),
        ("接待超标准", _DONE),
    ]


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


def test_an_answer_by_number_tells_whose_matter_it_is() -> None:
    first, second = parsed(
        HEAD + "一、反馈的问题\n问题1：会议记录缺失；\n问题2：白条入账。\n二、整改情况\n"
        "对问题1，由党政办公室承办。一是补齐记录；二是专人存档。结果：已完成整改。\n"
        "对问题2，由镇财政所承办。一是清退白条；二是通报批评。结果：正在整改。\n" + FOOT
    ).findings
    assert (first.status, first.responsible_unit) == (_DONE, "党政办公室")
    assert (second.status, second.responsible_unit) == (_GOING, "镇财政所")


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


def test_general_work_listed_before_the_problems_is_no_problem() -> None:
    report = parsed(
        HEAD + "一、提高认识，扛牢政治责任\n（一）凝聚共识。召开会议5次，原文传达反馈意见。\n"
        "（二）压实责任。成立领导小组，下设三个专班。\n（三）严格考核。整改占考核的一成。\n"
        "二、对照反馈，逐项推进\n（一）会议记录缺失。补齐记录，开展培训一次。\n"
        "（二）白条入账。清退白条12张，修订报销办法。\n（三）接待超标准。退缴费用，通报批评两人。\n"
        + FOOT
    )
    assert [f.title for f in report.findings] == ["会议记录缺失", "白条入账", "接待超标准"]


def test_labels_behind_strokes_end_where_the_stroke_stands() -> None:
    (found,) = parsed(
        HEAD + "1.会议记录缺失\n整改措施：补齐记录\n"
        "整改状态：基本完成 | 牵头部门：党建办 | 责任人：张三\n" + FOOT
    ).findings
    assert (found.status_text, found.responsible_unit, found.responsible) == (
        "基本完成",
        "党建办",
        "张三",
    )


def test_labels_belong_to_the_bullets_that_had_them_before_whatever_these_say() -> None:
    layout = "".join(
        f"▲ {aspect}方面\n"
        + "".join(
            f"◆ {title}\n√ 专人负责。\n√ 每月检查。\n● 整改状态：已完成\n" for title in titles
        )
        for aspect, titles in (
            ("党建", ("会议记录缺失", "党费漏缴", "支部换届拖延")),
            ("财务", ("村级报账一张票", "白条入账")),
        )
    )
    found = parsed(HEAD + layout + FOOT).findings
    assert [f.title for f in found] == [
        "会议记录缺失",
        "党费漏缴",
        "支部换届拖延",
        "村级报账一张票",
        "白条入账",
    ]


def test_what_was_done_after_an_earlier_inspection_is_no_measure() -> None:
    layout = "".join(
        f"（{n}）{title}\n上轮整改情况：印发通知。\n本次整改措施：{steps}。\n目前进度：{status}。\n"
        for n, title, steps, status in (
            (1, "会议记录缺失", "补齐记录；开展培训", "已整改到位"),
            (2, "白条入账", "清退白条；修订办法", "已整改到位"),
            (3, "旧账未清", "无，因单位已经撤销", "未整改"),
        )
    )
    found = parsed(HEAD + layout + FOOT).findings
    assert [[m.text for m in f.measures] for f in found] == [
        ["补齐记录", "开展培训"],
        ["清退白条", "修订办法"],
        [],
    ]


def test_stems_count_chapters_which_are_no_headings_of_their_problems() -> None:
    report = parsed(f"{HEAD}{LAYOUTS['chapters_counted_by_stems']}{FOOT}")
    assert [f.heading for f in report.findings] == [None] * 4


def test_answers_labelled_behind_the_numbers_of_problems_keep_their_labels() -> None:
    report = parsed(
        HEAD + "一、反馈问题清单\n1.会议记录缺失\n2.白条入账\n3.接待超标准\n二、整改情况\n"
        "问题1整改举措：一是补齐记录；二是开展培训。完成情况：已完成。\n"
        "问题2整改举措：清退白条。完成情况：正在推进。\n"
        "问题3整改举措：退缴费用。完成情况：完成并长期坚持。\n" + FOOT
    )
    assert [(f.status_text, len(f.measures)) for f in report.findings] == [
        ("已完成", 2),
        ("正在推进", 1),
        ("完成并长期坚持", 1),
    ]


def test_items_without_a_status_before_problems_that_have_one_are_general_work() -> None:
    report = parsed(
        HEAD + "一、凝心聚力抓好反馈问题整改\n（一）凝聚共识。召开会议5次，原文传达反馈意见。\n"
        "（二）压实责任。成立领导小组，下设三个专班。\n（三）严格考核。整改占考核的一成。\n"
        "二、逐项推进\n（一）会议记录缺失。补齐记录，开展培训一次。此项已完成。\n"
        "（二）白条入账。清退白条12张，修订报销办法。此项正在整改。\n"
        "（三）接待超标准。退缴费用，通报批评两人。此项已完成。\n" + FOOT
    )
    assert [f.title for f in report.findings] == ["会议记录缺失", "白条入账", "接待超标准"]


def test_faults_listed_under_headings_that_speak_of_no_problem_are_problems() -> None:
    report = parsed(
        HEAD + "★ 关于党的建设\n☆ 会议记录缺失\n· 补齐记录\n· 开展培训\n☆ 党费漏缴\n"
        "· 逐人逐月催缴并公示\n"
        "★ 关于财务管理\n☆ 白条入账\n· 清退白条12张，约谈两人\n" + FOOT
    )
    assert [(f.title, f.heading) for f in report.findings] == [
        ("会议记录缺失", "关于党的建设"),
        ("党费漏缴", "关于党的建设"),
        ("白条入账", "关于财务管理"),
    ]


def test_files_listed_behind_a_colon_are_no_units() -> None:
    answers = "".join(
        f"问题{n}整改措施：1.修订制度；2.开展检查。完成情况：已完成。\n" for n in "一二三"
    )
    report = parsed(
        HEAD + "附件：1.问题清单 2.整改情况\n问题清单\n"
        "（一）会议记录缺失\n（二）白条入账\n（三）接待超标准\n整改情况\n" + answers + FOOT
    )
    assert [(f.title, len(f.measures)) for f in report.findings] == [
        ("会议记录缺失", 2),
        ("白条入账", 2),
        ("接待超标准", 2),
    ]
