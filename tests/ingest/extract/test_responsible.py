import pytest

from ingest.extract.responsible import deadline, is_open_ended, names
from tests.ingest.reports import finding


def _labelled(values: str) -> str:
    return f"公务接待不规范问题。\n整改措施：修订接待办法。\n{values}\n整改进度：已完成"


def test_leader_and_unit_are_told_apart() -> None:
    found = finding(_labelled("责任领导：张三\n责任单位：党政办"))
    assert (found.responsible, found.responsible_unit) == ("张三", "党政办")


def test_labels_on_one_line_end_where_the_next_begins() -> None:
    found = finding(_labelled("责任领导：张三，责任单位：党政办，完成时限：2023年6月"))
    assert (found.responsible, found.responsible_unit, found.deadline) == (
        "张三",
        "党政办",
        "2023-06",
    )


@pytest.mark.parametrize("value", ["镇党委书记张三", "张三（镇党委书记）", "张三同志"])
def test_offices_are_left_out_of_names(value: str) -> None:
    assert names(value) == "张三"


def test_several_names_are_joined() -> None:
    assert names("张三，李四") == "张三、李四"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2022年12月", "2022-12"),
        ("2022年12月31日前", "2022-12-31"),
        ("2022年底", "2022-12"),
        ("2022年第三季度", "2022-09"),
        ("2022年上半年", "2022-06"),
        ("12月底前", "2023-12"),
        ("长期坚持", None),
        ("立行立改", None),
    ],
)
def test_a_deadline_is_as_precise_as_its_wording(value: str, iso: str | None) -> None:
    assert deadline(value, 2023) == iso


def test_a_deadline_without_a_date_is_open_ended_on_purpose() -> None:
    assert is_open_ended("立行立改，长期坚持")


def test_a_promise_in_the_text_of_an_open_finding_is_its_deadline() -> None:
    found = finding("关于管网建设滞后的问题。计划于2024年6月底前完成。【正在整改】")
    assert found.deadline == "2024-06"


def test_a_date_that_reviewers_set_is_the_deadline() -> None:
    found = finding("关于门面低价出租的问题。整改情况：未完成，限2025年6月30日前重新招租。")
    assert found.deadline == "2025-06-30"


def test_offices_in_brackets_behind_a_name_are_left_out() -> None:
    assert names("向闻笛（党委委员、总工程师）") == "向闻笛"


@pytest.mark.parametrize(
    "told",
    [
        "责任领导为副镇长张三，责任科室为财政所，完成时限为2023年10月31日。",
        "由副镇长张三负责，财政所具体落实，于2023年10月31日前完成。",
    ],
)
def test_a_sentence_names_leader_unit_and_deadline(told: str) -> None:
    found = finding(f"公务接待不规范的问题。{told}整改措施：一是修订办法。整改结果：已完成。")
    assert (found.title, found.responsible) == ("公务接待不规范", "张三")
    assert (found.responsible_unit, found.deadline) == ("财政所", "2023-10-31")


def test_duties_in_brackets_behind_the_problem_are_no_part_of_it() -> None:
    found = finding(
        "公务接待不规范（由副镇长张三牵头，财政所负责，2023年10月底前完成）\n"
        "整改措施：一是修订办法。\n整改结果：已完成。"
    )
    assert (found.title, found.responsible) == ("公务接待不规范", "张三")
    assert (found.responsible_unit, found.deadline) == ("财政所", "2023-10")


def test_who_supervises_whom_is_no_leader() -> None:
    found = finding("工程结算拖延。公司对未结算的项目挂牌督办。一是办结11个。该问题正在整改。")
    assert found.responsible is None


def test_a_promise_may_name_its_verb_before_it_is_done() -> None:
    text = "补贴拨付不及时问题。\n整改情况：正在整改。逐户核对，计划2024年5月底前拨付完毕。"
    assert finding(text).deadline == "2024-05"


def test_a_unit_may_stand_behind_the_leader_on_the_same_line() -> None:
    found = finding(_labelled("牵头领导：总会计师张三；财务部、法务部"))
    assert (found.responsible, found.responsible_unit) == ("张三", "财务部、法务部")


def test_duty_is_a_label_for_who_answers() -> None:
    found = finding(
        "垃圾清运不及时\n【措施】（1）新增车辆；（2）划分网格。\n"
        "【责任】镇长 童立新\n【进度】已完成"
    )
    assert found.responsible == "童立新"
    assert [m.text for m in found.measures] == ["新增车辆", "划分网格"]
