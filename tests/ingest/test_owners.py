from ingest.model import Status
from tests.ingest.reports import FOOT, HEAD, parsed

_LISTED = (
    "二、立行立改问题整改情况（已全部完成）\n"
    "1.路灯熄灯早、群众意见大\n市政科：延长亮灯时间。\n灯管所：更换灯泡40只。\n"
    "2.白条入账\n财政所：清退白条12张。\n"
    "三、集中整改问题整改情况\n"
    "3.档案管理不规范\n档案室：整理案卷30卷。\n财政所：补齐凭证。\n整改进度：正在推进。\n"
    "4.公章保管混乱\n党政办公室：专人保管公章。\n整改进度：已完成。\n"
    "5.会议记录缺失\n党政办公室：补齐记录。\n整改进度：已完成。\n"
)


def test_what_each_office_did_is_a_measure_without_the_offices_name() -> None:
    found = parsed(HEAD + _LISTED + FOOT).findings
    assert [[m.text for m in each.measures] for each in found] == [
        ["延长亮灯时间", "更换灯泡40只"],
        ["清退白条12张"],
        ["整理案卷30卷", "补齐凭证"],
        ["专人保管公章"],
        ["补齐记录"],
    ]


def test_the_status_below_the_offices_is_the_problems() -> None:
    found = parsed(HEAD + _LISTED + FOOT).findings
    assert [each.status for each in found] == [
        Status.DONE,
        Status.DONE,
        Status.ONGOING,
        *[Status.DONE] * 2,
    ]


def test_a_status_in_brackets_is_no_part_of_the_heading() -> None:
    first, *_ = parsed(HEAD + _LISTED + FOOT).findings
    assert first.heading == "立行立改问题整改情况"


def test_an_office_that_does_badly_is_told_of_by_a_problem() -> None:
    found = parsed(
        HEAD + "1.内部管理问题\n市政科：考勤不严格。\n灯管所：台账不规范。\n"
        "2.资金管理问题\n财政所：报账不及时。\n档案室：归档不完整。\n" + FOOT
    ).findings
    assert not any(each.measures for each in found)
