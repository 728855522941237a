import pytest

from ingest.extract.body import clean_body, first_body
from ingest.extract.inspected import split_orgs
from ingest.extract.inspection import Inspection, inspection
from ingest.model import ReportKind


def _inspection(opening: str, title: str = "") -> Inspection:
    return inspection(opening, title, ReportKind.NOTICE)


_ACT = "2023年3月1日至4月20日，县委第二巡察组对云溪镇党委开展了常规巡察，5月6日反馈了意见。"


def test_the_act_names_body_and_organisation() -> None:
    found = _inspection(_ACT)
    assert (found.body, found.orgs) == ("县委第二巡察组", ("云溪镇党委",))


def test_the_period_stands_beside_the_act() -> None:
    found = _inspection(_ACT)
    assert (found.start, found.end) == ("2023-03-01", "2023-04-20")


def test_the_year_of_the_inspection_governs_the_feedback() -> None:
    assert _inspection(_ACT).feedback_on == "2023-05-06"


def test_the_passive_names_both_too() -> None:
    found = _inspection("云溪镇党委接受了县委第二巡察组的巡察。")
    assert (found.body, found.orgs) == ("县委第二巡察组", ("云溪镇党委",))


def test_our_bureau_is_named_by_the_title() -> None:
    found = _inspection("县委第二巡察组对我局党组进行了巡察。", "县水务局党组关于巡察整改的通报")
    assert found.orgs == ("县水务局党组",)


def test_our_party_group_belongs_to_the_bureau_of_the_title() -> None:
    found = _inspection("县委第二巡察组对我局党组进行了巡察。", "县水务局关于巡察整改的通报")
    assert found.orgs == ("县水务局党组",)


@pytest.mark.parametrize(
    "words",
    [
        "县水务局（以下简称水务局）",
        "县水务局原局长任期经济责任履行情况",
        "县水务局专项资金管理使用情况",
    ],
)
def test_an_organisation_is_named_without_what_was_looked_at(words: str) -> None:
    assert split_orgs(words) == ("县水务局",)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("开展了常规巡察", "常规"),
        ("开展了粮食购销领域专项巡察", "专项"),
        ("开展了机动式巡察", "机动"),
        ("进行了提级巡察", "提级"),
        ("开展了巡察“回头看”", "回头看"),
        ("进行了巡察", None),
    ],
)
def test_the_kind_is_named_by_the_act(words: str, kind: str | None) -> None:
    assert _inspection(f"2023年3月，县委第二巡察组对云溪镇党委{words}。").kind == kind


@pytest.mark.parametrize("words", ["十届区委第四轮", "县委第三轮", "2023年第二轮"])
def test_the_round_is_worded_as_in_the_text(words: str) -> None:
    assert _inspection(f"根据{words}巡察部署，县委巡察组对云溪镇进行了巡察。").round == words


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("经市委派出的第二巡察组", "市委第二巡察组"),
        ("县委巡察办", "县委巡察办"),
        ("县审计局", "县审计局"),
        ("省委第三巡视组", "省委第三巡视组"),
    ],
)
def test_a_body_is_named_without_the_words_of_its_sentence(words: str, body: str) -> None:
    assert first_body(words) == body


def test_a_clean_name_stays_as_it_is() -> None:
    assert clean_body("县委第二巡察组") == "县委第二巡察组"


def test_several_organisations_are_several_names() -> None:
    assert split_orgs("青石镇党委、云溪镇党委和县水务局党组") == (
        "青石镇党委",
        "云溪镇党委",
        "县水务局党组",
    )


def test_a_name_that_holds_and_stays_whole() -> None:
    assert split_orgs("县住房和城乡建设局") == ("县住房和城乡建设局",)


def test_a_ledger_gives_its_facts_as_labels() -> None:
    found = _inspection(
        "被巡察党组织：云溪镇党委\n巡察时间：2023年3月1日至4月20日\n反馈时间：2023年5月6日\n"
    )
    assert (found.orgs, found.start, found.feedback_on) == (
        ("云溪镇党委",),
        "2023-03-01",
        "2023-05-06",
    )


@pytest.mark.parametrize(
    "words", ["5月6日反馈问题9个", "并于5月6日反馈了意见", "反馈时间为2023年5月6日"]
)
def test_the_feedback_is_dated_in_many_wordings(words: str) -> None:
    found = _inspection(f"2023年3月1日至4月20日，县委第二巡察组对云溪镇党委开展了巡察，{words}。")
    assert found.feedback_on == "2023-05-06"


@pytest.mark.parametrize(
    "words", ["2024年4月上旬至7月中旬", "2024年4月初至7月底", "2024年4月至7月", "2024年4月起至7月"]
)
def test_a_period_may_be_told_by_parts_of_months(words: str) -> None:
    found = _inspection(f"{words}，县委第二巡察组对云溪镇党委进行了巡察。")
    assert (found.start, found.end) == ("2024-04", "2024-07")


def test_the_period_may_stand_behind_the_arrival() -> None:
    found = _inspection(
        "2020年8月20日，县委第二巡察组进驻云溪镇党委，开展巡察工作。"
        "巡察期间（2020年8月20日至2020年10月20日）设有举报电话。"
    )
    assert (found.start, found.end) == ("2020-08-20", "2020-10-20")


def test_a_feedback_without_a_year_is_not_before_the_inspection() -> None:
    found = _inspection(
        "2022年11月7日至12月30日，县委第二巡察组对云溪镇党委进行了巡察，并于2月17日反馈了意见。"
    )
    assert found.feedback_on == "2023-02-17"


def test_the_kind_is_that_of_the_act_rather_than_of_what_was_done_besides() -> None:
    found = _inspection(
        "2023年3月，县委第二巡察组对县发展和改革局党组进行了常规巡察，同步开展了粮食领域专项巡察。"
    )
    assert found.kind == "常规"


def test_several_groups_are_no_one_body() -> None:
    found = _inspection("2023年3月，县委第一、第二巡察组将于2023年3月1日至4月3日对云溪镇开展巡察。")
    assert found.body is None


def test_the_dates_of_a_plan_are_no_inspection() -> None:
    found = inspection(
        "一、动员部署阶段（2024年4月10日至4月20日）。", "云溪镇整改工作方案", ReportKind.OTHER
    )
    assert found.start is None


def test_the_round_may_stand_in_the_title() -> None:
    title = "云溪镇关于十四届县委第三轮巡察整改的通报"
    assert _inspection("县委第二巡察组对云溪镇党委进行了巡察。", title).round == "十四届县委第三轮"


def test_a_feedback_meeting_names_whom_it_was_held_for_but_no_inspection() -> None:
    found = _inspection(
        "2024年8月21日，县委第五巡察组巡察县民政局党组情况反馈会召开。县委第五巡察组反馈了意见。"
    )
    assert (found.orgs, found.start, found.feedback_on) == (
        ("县民政局党组",),
        None,
        "2024-08-21",
    )


def test_an_auditors_report_is_told_when_it_is_delivered() -> None:
    found = _inspection(
        "县审计局于2024年3月4日至4月19日对云溪镇财政收支进行审计，6月21日送达审计报告。"
    )
    assert found.feedback_on == "2024-06-21"


def test_one_of_several_units_that_are_counted_is_no_name() -> None:
    found = _inspection(
        "县委第二巡察组于3月1日至4月20日对县审计局、县统计局等8个单位党组织开展了常规巡察。"
    )
    assert found.orgs == ()


def test_an_auditor_who_follows_up_inspects_nobody_anew() -> None:
    opening = "县政府对2023年度预算执行审计查出的问题进行了整改，县审计局对整改情况开展了跟踪检查。"
    found = inspection(opening, "云川县审计查出问题整改结果公告", ReportKind.AUDIT)
    assert (found.body, found.orgs, found.start) == ("县审计局", (), None)


def test_a_subtitle_names_who_was_inspected() -> None:
    opening = "县委第三巡察组今年3月11日到3月29日在我们村开展了常规巡察。"
    title = "向全体村民报个账--云溪村党支部巡察问题整改情况"
    assert _inspection(opening, title).orgs == ("云溪村党支部",)
