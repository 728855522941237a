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


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("已于2023年5月底前完成。", Status.DONE),
        ("截至目前，该项问题已按要求整改到位。", Status.DONE),
        ("目前该问题已得到有效解决。", Status.DONE),
        ("该问题已整改到位,并将长期坚持。", Status.SUSTAINED),
        ("此项任务正在有序推进，预计2024年12月底前完成。", Status.ONGOING),
        ("目前正在履行招标程序，预计明年5月完工。", Status.ONGOING),
        ("其余2名空缺岗位正在按程序招聘。", Status.ONGOING),
        ("剩余1处预计2024年10月投入使用。", Status.ONGOING),
        ("达到序时进度。", Status.ONGOING),
        ("大班额由61个减为7个，取得阶段性成效。", Status.PARTIAL),
        ("完成支部换届，发展党员1名，持续坚持。", Status.SUSTAINED),
        ("受理投诉47件，全部办结。", Status.UNSTATED),
    ],
)
def test_a_status_told_in_a_sentence_is_read(sentence: str, status: Status) -> None:
    assert finding(f"关于公务接待不规范的问题。修订接待办法。{sentence}").status is status


def test_a_deadline_with_the_word_done_is_no_status() -> None:
    found = report_on(
        *("公务接待不规范。\n整改目标：2024年3月底前完成整改\n整改情况：修订办法。",) * 3
    ).findings
    assert {each.status for each in found} == {Status.UNSTATED}


def test_a_part_of_the_problems_gives_its_status_to_none() -> None:
    found = report_on(
        "关于学习不深入的问题。一是制定计划。",
        "关于记录缺失的问题。一是补齐。",
        overview="截至目前，14个具体问题已完成12个，2个正按计划推进。",
    ).findings
    assert {each.status for each in found} == {Status.UNSTATED}


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("已核减工程款128.6万元", Status.DONE),
        ("已对责任人约谈，并完善制度", Status.DONE),
        ("已收回40万元，剩余10万元正在催收", Status.ONGOING),
    ],
)
def test_a_field_for_results_is_done_by_whatever_was_done(result: str, status: Status) -> None:
    assert finding(f"违规出借财政资金。整改结果：{result}。").status is status


def test_a_list_of_the_done_and_the_open_by_number_gives_each_its_status() -> None:
    report = report_on(
        "问题1：学习不深入。\n整改措施：制定计划。\n",
        "问题2：公务接待不规范。\n整改措施：修订办法。\n",
        "问题3：账目不清。\n整改措施：逐笔核对。\n"
        "三、整改完成情况\n已完成整改的2项，分别是问题1、问题3；正在推进的1项，是问题2。\n",
    )
    assert [each.status for each in report.findings] == [Status.DONE, Status.ONGOING, Status.DONE]


def test_the_only_sentence_of_a_label_may_say_that_the_work_is_not_done() -> None:
    text = "关于编制短缺的问题。整改情况：因审批较慢，目前尚未完成，计划年底前到岗。"
    assert finding(text).status is Status.OPEN


def test_what_was_left_undone_to_this_day_is_open() -> None:
    text = "关于结余沉淀的问题。收回一半，余下的涉及合作单位，至今没有改完。"
    assert finding(text).status is Status.OPEN


def test_what_is_done_on_and_on_is_sustained() -> None:
    text = "关于研究不够的问题。每季度研究一次。这一条改完了，并会一直做下去。"
    assert finding(text).status is Status.SUSTAINED


def test_a_problem_is_as_far_as_its_least_advanced_step() -> None:
    found = finding(
        "集镇停车位规划滞后。\n整改措施及完成情况：\n（1）编制规划（已完成）；\n"
        "（2）新增车位40个（正在推进，已完成25个）。"
    )
    assert found.status is Status.ONGOING


def test_a_sentence_about_the_problem_may_stand_before_a_long_list_of_steps() -> None:
    steps = "".join(
        f"{n}是组织各支部逐人核对缴费基数，足额补缴，每季度公示。" for n in "一二三四五六"
    )
    found = finding(f"党费漏缴。\n该问题已完成整改。{steps}")
    assert (found.status, found.status_text) == (Status.DONE, "该问题已完成整改")


def test_a_square_bracket_that_goes_on_behind_its_status_is_read_whole() -> None:
    found = finding("消防管网锈蚀。整改措施：更换管网。〔未销号，正在施工，2025年6月底前完成〕")
    assert (found.status, found.deadline) == (Status.ONGOING, "2025-06")


def test_what_is_pushed_on_for_long_is_not_partly_done() -> None:
    found = finding("人才引进不力。整改措施：引进博士。整改状态：取得阶段性成效，长期推进。")
    assert found.status is Status.ONGOING


def test_problems_without_a_number_of_their_own_have_the_status_of_the_rest() -> None:
    report = report_on(
        "会议记录缺失。补齐了记录。",
        "党费漏缴。逐人催缴。",
        "白条入账。清退了白条。",
        "接待超标准。退缴了费用。",
        overview="反馈的4个问题，2个已完成整改，第2个问题基本完成，第3个共1个问题仍在推进。",
    )
    assert [f.status for f in report.findings] == [
        Status.DONE,
        Status.PARTIAL,
        Status.ONGOING,
        Status.DONE,
    ]


def test_numbers_behind_a_status_and_a_colon_have_it() -> None:
    report = parsed(
        "云溪镇党委关于巡察整改情况的通报\n一、反馈问题整改情况\n"
        "1.会议记录缺失。整改情况：补齐三年的记录。\n2.党费漏缴。整改情况：逐人逐月催缴。\n"
        "3.白条入账。整改情况：清退白条12张。\n二、完成情况\n已完成：第1、3项。\n正在推进：第2项。\n"
    )
    assert [f.status for f in report.findings] == [Status.DONE, Status.ONGOING, Status.DONE]


def test_a_status_for_all_that_follow_spares_those_that_say_otherwise() -> None:
    report = report_on(
        "公务接待不规范问题。一是修订办法。",
        "账目不清问题。一是补记账目。说明：本项正在整改。",
        overview="截至2023年11月，下列问题除另有说明的以外，均已完成整改。",
    )
    assert [f.status for f in report.findings] == [Status.DONE, Status.ONGOING]


@pytest.mark.parametrize(
    ("chapter", "status"),
    [
        ("已完成整改的问题", Status.DONE),
        ("取得阶段性成效的问题", Status.PARTIAL),
        ("正在推进整改的问题", Status.ONGOING),
    ],
)
def test_a_chapter_gives_its_status_to_all_problems_in_it(chapter: str, status: Status) -> None:
    found = parsed(
        f"云溪镇巡察整改情况的通报\n一、{chapter}\n● 问题：会议记录缺失。\n整改措施：补齐记录。\n"
        "● 问题：党费漏缴。\n整改措施：逐人催缴。\n"
    ).findings
    assert [f.status for f in found] == [status, status]


@pytest.mark.parametrize(
    ("chapter", "status"),
    [
        ("已经完成整改的（2件）", Status.DONE),
        ("取得阶段性成效的（2件）", Status.PARTIAL),
        ("正在推进的", Status.ONGOING),
    ],
)
def test_a_chapter_that_is_but_a_status_and_a_count_gives_it(chapter: str, status: Status) -> None:
    found = parsed(
        f"云溪镇巡察整改情况的通报\n一、{chapter}\n1.会议记录缺失\n整改措施：补齐记录。\n"
        "2.党费漏缴\n整改措施：逐人催缴。\n"
    ).findings
    assert [f.status for f in found] == [status, status]


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("最后，采购系统已进入数据迁移，长期推进。", Status.ONGOING),
        ("补偿标准正在谈，属于正在整改。", Status.ONGOING),
        ("疫情反复，只能算取得阶段性成效。", Status.PARTIAL),
        ("因采暖季不能停热施工，本期未完成。", Status.OPEN),
        ("一是查阅批文。二是请示县政府。（未完成，需县里协调）", Status.OPEN),
    ],
)
def test_the_last_clause_may_say_how_far_things_are(ending: str, status: Status) -> None:
    assert finding(f"公务接待不规范问题。修订接待办法。{ending}").status is status


def test_a_status_for_all_may_stand_behind_their_number_and_an_exception() -> None:
    report = report_on(
        "公务接待不规范问题。一是修订办法。",
        "账目不清问题。一是补记账目。此事长期推进。",
        overview="我带头领办问题2个，除个别需要长期推进的以外，均已完成整改。",
    )
    assert [f.status for f in report.findings] == [Status.DONE, Status.ONGOING]


@pytest.mark.parametrize(
    ("words", "status"),
    [("这个问题已经整改完成", Status.DONE), ("这个问题正在整改", Status.ONGOING)],
)
def test_this_problem_is_said_to_be_solved_or_not(words: str, status: Status) -> None:
    found = finding(f"村务公开不及时。一是张贴收支明细；二是建了微信群。{words}。")
    assert found.status is status
    assert [m.text for m in found.measures] == ["张贴收支明细", "建了微信群"]
