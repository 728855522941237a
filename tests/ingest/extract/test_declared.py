import pytest

from ingest.model import Declared
from tests.ingest.reports import FOOT, HEAD, parsed, report_on

_ONE = "关于公务接待不规范的问题。修订接待办法。【已完成】"


def _declared(overview: str) -> Declared:
    return report_on(_ONE, overview=overview).declared


@pytest.mark.parametrize(
    "text", ["反馈的25个问题", "指出4个方面25个问题", "反馈具体问题25个", "共25条整改事项"]
)
def test_the_total_of_problems_is_read(text: str) -> None:
    assert _declared(f"镇党委对照{text}，逐条整改。").findings == 25


def test_a_part_is_no_total() -> None:
    assert _declared("其中3个问题涉及财务。").findings is None


@pytest.mark.parametrize("text", ["已完成整改20个", "20个问题已全部完成整改", "完成整改20项"])
def test_the_number_of_completed_problems_is_read(text: str) -> None:
    assert _declared(f"截至目前，{text}。").completed == 20


@pytest.mark.parametrize("text", ["正在整改5个", "5个问题正在推进", "持续推进5项"])
def test_the_number_of_ongoing_problems_is_read(text: str) -> None:
    assert _declared(f"截至目前，{text}。").in_progress == 5


@pytest.mark.parametrize("text", ["制定整改措施75条", "细化75条具体整改措施"])
def test_the_number_of_measures_is_read(text: str) -> None:
    assert _declared(f"镇党委{text}。").measures == 75


@pytest.mark.parametrize("text", ["建立健全制度9项", "修订完善9项制度", "出台9个管理办法"])
def test_the_number_of_regulations_is_read(text: str) -> None:
    assert _declared(f"镇党委{text}。").regulations == 9


def test_money_that_came_back_is_read() -> None:
    assert _declared("追缴违纪资金12.6万元。").recovered_yuan == 126_000.0


def test_people_dealt_with_are_added_up() -> None:
    assert _declared("党纪处分2人，诫勉谈话3人。").people_disciplined == 5


def test_every_statement_points_to_its_place() -> None:
    report = report_on(_ONE, overview="反馈的25个问题，已完成整改20个。")
    assert [place.text for place in report.declarations] == ["25个问题", "已完成整改20个"]


def test_people_dealt_with_in_all_count_before_those_of_one_kind() -> None:
    assert _declared("对相关责任人处理12人，其中立案2人。").people_disciplined == 12


def test_all_of_a_total_counts_as_completed() -> None:
    assert _declared("共收到反馈问题13个，目前已全部整改完成。").completed == 13


def test_all_of_one_kind_of_problems_is_no_total() -> None:
    assert _declared("本类问题4个，均已完成整改。").completed is None


@pytest.mark.parametrize("text", ["未完成2个，完成整改40个", "拟销号19个，已完成40个"])
def test_what_is_not_done_is_not_completed(text: str) -> None:
    assert _declared(f"反馈的42个问题，{text}。").completed == 40


def test_problems_that_measures_were_made_for_are_all_of_them() -> None:
    assert _declared("针对8个问题制定措施32条。").findings == 8


def test_a_talk_is_no_sanction() -> None:
    assert _declared("会前谈心谈话62人次，处分5人。").people_disciplined == 5


def test_regulations_may_be_counted_by_a_set_phrase() -> None:
    assert _declared("挽回资金15.8万元，建章立制9项。").regulations == 9


def test_totals_may_stand_behind_the_findings() -> None:
    text = "\n三、执纪问责情况\n整改期间共追缴资金3.2万元，党纪处分2人。"
    found = report_on(f"{_ONE}{text}").declared
    assert (found.recovered_yuan, found.people_disciplined) == (32_000.0, 2)


def test_problems_count_rather_than_their_kinds() -> None:
    assert _declared("对照反馈的4个方面12类问题，梳理成39个具体问题。").findings == 39


def test_problems_that_a_leader_took_on_are_no_total() -> None:
    assert _declared("党委书记带头领办重点难点问题5个。").findings is None


def test_problems_may_be_told_by_what_they_were_refined_into() -> None:
    assert _declared("学校对照意见逐条细化为7个问题，立行立改。").findings == 7


def test_refined_problems_are_no_second_total() -> None:
    assert _declared("反馈的2个问题，镇党委细化为7个问题。").findings == 2


def test_a_list_is_summed_up_at_its_foot() -> None:
    text = "\n1.财务管理不规范。整改：修订制度。销号：√\n合计：7条，已销号5条，正在整改2条。\n"
    found = parsed(f"云溪镇巡察反馈问题整改台账{text}").declared
    assert (found.findings, found.completed, found.in_progress) == (7, 5, 2)


def test_what_is_not_done_is_under_way_where_it_is_all_that_is_left() -> None:
    assert _declared("反馈的42个问题，完成整改40个，未完成2个。").in_progress == 2


def test_problems_that_somebody_sees_to_himself_are_no_total() -> None:
    overview = "书记对难度较大的6个问题亲自包抓。本次巡察共反馈13个问题。"
    assert _declared(overview).findings == 13


def test_to_urge_the_slow_punishes_nobody() -> None:
    assert _declared("约谈进展迟缓的责任人9名，处理干部5人。").people_disciplined == 5


def test_the_total_stands_behind_the_aspects() -> None:
    assert _declared("市委第五巡察组反馈问题4个方面15个，逐条整改。").findings == 15


def test_what_leaders_find_wanting_in_themselves_is_no_total() -> None:
    overview = "召开民主生活会，班子成员查摆问题43条，逐人说清楚。"
    assert _declared(overview).findings is None


def test_regulations_that_were_newly_made_are_counted() -> None:
    assert _declared("收回资金12万元，新建制度15项。").regulations == 15


def test_a_total_of_measures_may_stand_behind_a_comma() -> None:
    assert _declared("反馈的7个问题全部制定了整改措施，共20条。").measures == 20


def test_a_total_of_those_in_one_state_is_no_total_of_all() -> None:
    declared = _declared("已完成整改的问题4个：第1、2、4、5项。正在整改的问题1个：第3项。")
    assert (declared.findings, declared.completed, declared.in_progress) == (None, 4, 1)


def test_the_number_of_one_problem_counts_none() -> None:
    assert _declared("第6个问题正在整改，第4个问题已全部完成。").in_progress is None


def test_what_chapters_count_of_their_own_is_no_total() -> None:
    text = (
        "一、党建方面（2个问题）\n1.学习不深入。已整改。\n2.议事不规范。整改中。\n"
        "二、廉政方面（3个问题）\n1.接待超标准。整改中。\n2.采购不规范。已整改。\n3.车辆混用。已整改。\n"
    )
    report = parsed(f"{HEAD}{text}{FOOT}")
    assert (report.declared.findings, len(report.findings)) == (None, 5)
