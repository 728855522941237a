"""Each check: a text where it fires, and one where it must stay silent."""

import pytest

from ingest.model import Report, Severity
from tests.ingest.reports import FOOT, HEAD, parsed, report_on

_DONE = "关于公务接待不规范的问题。一是修订接待办法。二是清退超支费用。【已完成整改】"
_GOING = "关于村级道路建设滞后的问题。一是协调资金。二是督促施工。【正在整改】"
_TAKEN = "关于村干部挪用补偿款的问题。村会计挪用补偿款3万元。一是{}。二是加强培训。【已完成】"


def _codes(report: Report) -> set[str]:
    return {i.code for i in report.inconsistencies if not i.code.startswith("missing-")}


def _overview(text: str) -> set[str]:
    return _codes(report_on(_DONE, _GOING, overview=text))


@pytest.mark.parametrize(
    ("overview", "code"),
    [
        ("巡察反馈的3个问题，镇党委逐条整改。", "findings-count"),
        ("巡察反馈的2个问题，已完成整改2个。", "completed-count"),
        ("巡察反馈的2个问题，正在整改0个，已完成整改1个。", "in-progress-count"),
        ("巡察反馈的9个问题，已完成整改5个，正在整改3个。", "parts-total"),
        ("巡察反馈的2个问题，已完成整改1个，完成率90%。", "rate-quotient"),
        ("镇党委制定整改措施5条。", "measures-count"),
        ("巡察反馈的2个问题已全部完成整改。", "all-done-but-ongoing"),
    ],
)
def test_a_total_that_does_not_add_up_is_reported(overview: str, code: str) -> None:
    assert code in _overview(overview)


@pytest.mark.parametrize(
    "overview",
    [
        "",
        "巡察反馈的2个问题，已完成整改1个，正在整改1个，完成率50%。",
        "巡察反馈的2个问题，制定整改措施4条。",
        "巡察反馈的2个问题，制定整改措施19条。",  # those listed are but the main ones
        "巡察反馈的2个问题，其中1个问题已完成整改。",
        "资金拨付率90%，任务完成质量逐步提升。",
    ],
)
def test_totals_that_add_up_are_silent(overview: str) -> None:
    assert _overview(overview) == set()


def test_a_rounded_rate_is_silent() -> None:
    report = report_on(_DONE, _GOING, _GOING, overview="反馈的3个问题，完成1个，完成率33.3%。")
    assert "rate-quotient" not in _codes(report)


@pytest.mark.parametrize(
    "step", ["管网建设正在推进", "剩余设备尚未安装", "预计明年底完成安装", "仍未办理手续"]
)
def test_a_claim_that_its_own_measures_contradict_is_reported(step: str) -> None:
    text = f"关于管网建设滞后的问题。一是筹措资金。二是{step}。【已完成整改】"
    assert _codes(report_on(text)) == {"done-but-text-ongoing"}


@pytest.mark.parametrize(
    "step",
    [
        "手续正在办理，现已办结",
        "自查尚未发现新的问题",
        "叫停尚未开工的项目",
        "预算编制更加精准",
        "推进常态长效",
    ],
)
def test_words_that_contradict_no_claim_are_silent(step: str) -> None:
    text = f"关于管网建设滞后的问题。一是筹措资金。二是{step}。【已完成整改】"
    assert _codes(report_on(text)) == set()


def test_an_open_finding_may_tell_of_ongoing_work() -> None:
    text = "关于管网建设滞后的问题。一是筹措资金。二是正在推进施工。【正在整改】"
    assert _codes(report_on(text)) == set()


def test_work_done_after_its_own_publication_is_reported() -> None:
    text = "关于管网建设滞后的问题。一是筹措资金。二是管网于2024年6月完成安装。【已完成整改】"
    assert _codes(report_on(text)) == {"done-after-publication"}


@pytest.mark.parametrize(
    "step", ["管网于2023年6月完成安装", "计划2024年6月完成扩建", "2024年工作要点"]
)
def test_work_done_before_or_promised_is_silent(step: str) -> None:
    text = f"关于管网建设滞后的问题。一是筹措资金。二是{step}。【已完成整改】"
    assert _codes(report_on(text)) == set()


def test_money_taken_that_never_came_back_is_reported() -> None:
    assert _codes(report_on(_TAKEN.format("开展警示教育"))) == {"no-recovery"}


@pytest.mark.parametrize(
    "step", ["追回资金3万元", "责令退还全部款项", "收缴违纪资金", "补偿款已发放到43户"]
)
def test_money_that_came_back_is_silent(step: str) -> None:
    assert _codes(report_on(_TAKEN.format(step))) == set()


def test_a_sum_that_nobody_took_needs_no_recovery() -> None:
    text = "关于工程进度缓慢的问题。合同金额30万元。一是约谈施工方。二是倒排工期。【已完成】"
    assert _codes(report_on(text)) == set()


def test_a_named_person_without_follow_up_is_reported() -> None:
    text = "关于村会计张某违规借用公款的问题。一是修订制度。二是更新台账。【已完成】"
    assert _codes(report_on(text)) == {"no-follow-up"}


@pytest.mark.parametrize(
    "text",
    [
        "关于村会计张某违规借用公款的问题。一是修订制度。二是给予张某党内警告处分。【已完成】",
        "关于村会计张某违规借用公款的问题。一是修订制度。二是对张某批评教育。【已完成】",
        "关于某村违规借用公款的问题。一是修订制度。二是更新台账。【已完成】",
        "关于张某反映道路破损未修复的问题。一是实地查看。二是修复路面。【已完成】",
    ],
)
def test_a_person_dealt_with_or_not_accused_is_silent(text: str) -> None:
    assert _codes(report_on(text)) == set()


def test_feedback_before_the_inspection_is_reported() -> None:
    text = HEAD.replace("2023年5月6日", "2023年2月6日")
    assert _codes(parsed(f"{text}1.{_DONE}\n{FOOT}")) == {"dates-order"}


def test_feedback_in_the_month_of_the_inspection_is_silent() -> None:
    text = HEAD.replace("2023年3月1日至4月20日", "2023年3月至5月")
    assert _codes(parsed(f"{text}1.{_DONE}\n{FOOT}")) == set()


@pytest.mark.parametrize("step", ["2023年4月召开会议部署", "2023年3月5日，镇党委组织自查"])
def test_a_measure_before_the_feedback_is_noted(step: str) -> None:
    text = f"关于公务接待不规范的问题。一是{step}。二是修订办法。【已完成整改】"
    assert _codes(report_on(text)) == {"measure-before-feedback"}


@pytest.mark.parametrize("step", ["2023年6月召开会议部署", "对2022年以来的接待清单逐笔核对"])
def test_a_measure_after_the_feedback_or_about_earlier_things_is_silent(step: str) -> None:
    text = f"关于公务接待不规范的问题。一是{step}。二是修订办法。【已完成整改】"
    assert _codes(report_on(text)) == set()


def test_parts_counted_by_another_unit_than_the_total_are_but_a_note() -> None:
    report = parsed(f"{HEAD}反馈的35个问题，已完成40项，正在推进2项。\n1.{_DONE}\n{FOOT}")
    found = next(i for i in report.inconsistencies if i.code == "parts-total")
    assert found.severity is Severity.NOTE


def test_boxes_that_are_not_ticked_contradict_nothing() -> None:
    text = "公务接待不规范。整改：修订办法。☑已完成　□正在整改"
    assert "done-but-text-ongoing" not in _codes(report_on(text))


def test_a_report_without_a_date_misses_its_publication() -> None:
    codes = {i.code for i in parsed(f"{HEAD}1.{_DONE}\n").inconsistencies}
    assert "missing-publication" in codes


def test_labelled_duties_are_not_missing() -> None:
    text = "公务接待不规范问题。\n整改措施：修订办法。\n责任单位：党政办\n完成时限：2023年6月"
    assert report_on(text).inconsistencies == ()


def test_a_report_without_findings_misses_nothing() -> None:
    assert parsed("云溪镇召开巡察整改推进会\n会议强调，要压实责任。").inconsistencies == ()


def test_an_inconsistency_points_to_its_place() -> None:
    report = report_on(_DONE, overview="巡察反馈的3个问题，镇党委逐条整改。")
    (place,) = next(i for i in report.inconsistencies if i.code == "findings-count").places
    assert place.text == "3个问题"


def test_problems_not_begun_are_parts_of_the_total_too() -> None:
    overview = "反馈的27个问题，完成整改22个，正在推进4个，尚未启动1个。"
    assert "parts-total" not in _codes(report_on(_DONE, overview=overview))


@pytest.mark.parametrize(
    "overview",
    [
        "反馈的18个问题，完成整改16个，长期坚持1个，正在推进1个。",
        "反馈的18个问题，完成整改12个，正在推进6个，其中长期坚持2个。",
        "反馈的18个问题，完成整改13个，基本完成并持续整改4个，未完成1个。",
    ],
)
def test_parts_that_are_counted_apart_or_twice_are_silent(overview: str) -> None:
    assert "parts-total" not in _codes(report_on(_DONE, overview=overview))


def test_tasks_that_outnumber_the_problems_are_not_their_number() -> None:
    overview = "反馈的2个问题细化为61项任务，已完成整改58项。"
    assert "completed-count" not in _overview(overview)


def test_problems_are_not_refined_into_fewer() -> None:
    report = report_on(_DONE, _GOING, overview="反馈的2个问题（由3个问题细化为1个）正在整改。")
    found = next(i for i in report.inconsistencies if i.code == "findings-count")
    assert found.message == "文中称有2个问题，又称细化为1个，实际列出2个。"


def test_problems_refined_into_more_are_silent() -> None:
    assert "findings-count" not in _overview("反馈的2个问题（细化为7个具体问题）逐条整改。")


@pytest.mark.parametrize(
    "outcome", ["已收回9.7万元，其余5.5万元已进入执行程序", "工程尾款待复验合格后支付"]
)
def test_an_outcome_that_leaves_something_contradicts_the_claim(outcome: str) -> None:
    text = (
        "关于资源费收缴不到位的问题。\n整改措施：1.发出催缴通知；2.提起诉讼。\n"
        f"整改成效：{outcome}。\n整改进度：已完成整改"
    )
    assert _codes(report_on(text)) == {"done-but-text-ongoing"}


def test_an_outcome_that_leaves_nothing_is_silent() -> None:
    text = (
        "关于资源费收缴不到位的问题。\n整改措施：1.发出催缴通知；2.提起诉讼。\n"
        "整改成效：已收回9.7万元，其余欠款全部入账。\n整改进度：已完成整改"
    )
    assert _codes(report_on(text)) == set()


_WATER = "关于供水管网老化严重的问题。一是{}。二是落实专人巡查。【已完成】"
_CANTEEN = "关于食堂采购票据不齐的问题。一是{}。二是定期公示结果。【已完成】"
_CHANGE_PIPES = "更换老化的供水管网八公里"
_CHECK_BILLS = "逐笔核对食堂采购票据"


def test_answers_that_were_exchanged_are_noted() -> None:
    report = report_on(_WATER.format(_CHECK_BILLS), _CANTEEN.format(_CHANGE_PIPES))
    assert {(i.finding, i.severity) for i in report.inconsistencies if "exch" in i.code} == {
        (1, Severity.NOTE),
        (2, Severity.NOTE),
    }


@pytest.mark.parametrize(
    ("water", "canteen"),
    [
        (_CHANGE_PIPES, _CHECK_BILLS),
        ("改造地下设施八公里", "推行双人验收"),  # right, though in other words
        (f"{_CHANGE_PIPES}，并{_CHECK_BILLS}", "推行双人验收"),
    ],
)
def test_answers_in_their_place_are_silent(water: str, canteen: str) -> None:
    assert _codes(report_on(_WATER.format(water), _CANTEEN.format(canteen))) == set()


def test_the_sustained_ones_may_be_counted_apart() -> None:
    report = report_on(
        "渠道淤塞。已完成。",
        "队伍老化。正在整改。",
        "往来款挂账。长期坚持。",
        overview="反馈问题3个，已完成1个，正在整改1个，长期坚持1个。",
    )
    assert "completed-count" not in [each.code for each in report.inconsistencies]


def test_words_in_common_by_chance_are_no_exchange() -> None:
    report = report_on(
        "闲置房产盘活不力，6处门面房长期空置。\n整改措施：（1）公开招租5处；（2）剩余1处改作抢修物资仓库。",
        "物资采购拆分标段，规避公开招标。\n整改措施：（1）出台采购限额标准；（2）对采购科科长调离岗位。",
    )
    assert "measures-exchanged" not in [each.code for each in report.inconsistencies]
