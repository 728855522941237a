import pytest

from tests.ingest.reports import parsed, report_on


@pytest.mark.parametrize(
    "text",
    [
        "针对“公务接待不规范”的问题。修订接待办法。【已完成】",
        "关于公务接待不规范的问题。修订接待办法。【已完成】",
        "反馈问题：公务接待不规范。\n整改情况：修订接待办法。",
        "问题①：公务接待不规范。\n整改措施：修订接待办法。",
        "公务接待不规范。\n整改措施：修订接待办法。\n责任领导：张三",
        "公务接待不规范问题。一是修订办法。二是清退费用。",
    ],
)
def test_a_problem_is_found_in_every_shape(text: str) -> None:
    assert [f.title for f in report_on(text).findings] == ["公务接待不规范"]


def test_the_heading_above_is_the_aspect() -> None:
    (found,) = parsed(
        "云溪镇巡察整改情况的通报\n一、作风建设方面\n"
        "1.关于公务接待不规范的问题。修订办法。【已完成】\n"
    ).findings
    assert found.heading == "作风建设方面"


def test_what_stands_under_measures_is_no_finding() -> None:
    report = report_on(
        "关于学习不深入的问题。\n整改措施：\n1、针对学习不及时问题，制定计划\n2、开展研讨"
    )
    assert [f.title for f in report.findings] == ["学习不深入"]


def test_plans_for_the_future_are_no_findings() -> None:
    report = parsed(
        "云溪镇巡察整改情况的通报\n一、问题整改情况\n1.关于接待不规范的问题。修订办法。【已完成】\n"
        "二、下一步打算\n1.着力解决学习不深入问题。\n2.着力解决监督不力问题。\n"
    )
    assert [f.title for f in report.findings] == ["接待不规范"]


def test_an_announcement_holds_no_findings() -> None:
    report = parsed(
        "县委第二巡察组进驻云溪镇公告\n县委第二巡察组进驻云溪镇开展巡察。\n"
        "一、受理范围\n1.反映领导干部作风不实的问题。\n2.反映选人用人不公的问题。\n"
    )
    assert report.findings == ()


def test_chapters_of_several_organisations_give_their_names() -> None:
    report = parsed(
        "关于巡察整改情况的通报\n一、青石村党支部\n1.关于账目不清的问题。规范票据。【已完成】\n"
        "二、柳荫村党支部\n1.关于公开不及时的问题。更新栏目。【已完成】\n"
    )
    assert [f.org for f in report.findings] == ["青石村党支部", "柳荫村党支部"]


@pytest.mark.parametrize(
    ("mark", "number"), [("（二）", "二"), ("2.", "2"), ("②", "②"), ("问题2：", "2")]
)
def test_the_number_is_the_marks_own(mark: str, number: str) -> None:
    (found,) = parsed(
        f"云溪镇巡察整改情况的通报\n{mark}关于公务接待不规范的问题。修订办法。【已完成】\n"
    ).findings
    assert found.number == number


def test_an_aspect_over_a_labelled_problem_is_its_heading() -> None:
    (found,) = parsed(
        "云溪镇巡察整改情况的通报\n（一）理论学习方面\n问题：学习不深入。\n整改：制定计划。\n成效：已完成。\n"
    ).findings
    assert (found.heading, found.title) == ("理论学习方面", "学习不深入")


def test_a_duty_report_keeps_the_problems_beside_one_whose_status_it_says() -> None:
    report = parsed(
        "云溪镇党委书记履行巡察整改第一责任人责任情况的报告\n二、重点问题整改情况\n"
        "（一）针对组织薄弱的问题，本人先后4次到村调研，调整村书记2名。\n"
        "（二）针对违规吃喝的问题，本人约谈2人，已完成整改。\n"
    )
    assert [f.title for f in report.findings] == ["组织薄弱", "违规吃喝"]
