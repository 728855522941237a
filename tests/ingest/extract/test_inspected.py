import pytest

from ingest.extract.inspected import may_be_inspected, named_by_title, orgs_of_title, split_orgs
from ingest.extract.inspection import inspection
from ingest.model import ReportKind


def _orgs(opening: str, title: str = "") -> tuple[str, ...]:
    return inspection(opening, title, ReportKind.NOTICE).orgs


def test_a_short_name_in_brackets_is_no_part_of_a_name() -> None:
    opening = (
        "市委第一巡察组、第六巡察组分别对临江产业投资有限公司（以下简称“产投公司”）、"
        "临江商贸有限公司（两家公司已于2022年合并，以下简称“新公司”）开展了政治巡察。"
    )
    assert _orgs(opening) == ("临江产业投资有限公司", "临江商贸有限公司")


def test_a_party_group_is_named_more_exactly_than_where_inspectors_stayed() -> None:
    opening = "县委第二巡察组于3月1日进驻云溪镇，对云溪镇党委开展了常规巡察。"
    assert _orgs(opening) == ("云溪镇党委",)


def test_the_text_names_more_exactly_than_its_title() -> None:
    opening = (
        "县委第二巡察组进驻县水务局开展常规巡察的公告\n"
        "县委第二巡察组自2023年3月1日起对县水务局党组开展常规巡察。"
    )
    assert _orgs(opening) == ("县水务局党组",)


def test_what_several_groups_inspected_is_named_too() -> None:
    assert _orgs("2023年3月，区委4个巡察组对青石中学党支部进行了巡察。") == ("青石中学党支部",)


def test_one_of_eight_units_is_no_name() -> None:
    assert _orgs("2023年3月1日起，县委第二巡察组对县司法局等8个单位党组织开展巡察。") == ()


def test_whom_a_committee_inspects_itself_is_named() -> None:
    opening = "2022年12月5日至12月13日，校党委对图书馆开展了第三轮巡视“回头看”。"
    assert _orgs(opening) == ("图书馆",)


def test_an_audit_names_whom_its_group_audited() -> None:
    opening = (
        "县审计局派出审计组，自2023年4月3日至5月26日，对县水务局2022年度预算执行情况进行了审计。"
    )
    assert inspection(opening, "", ReportKind.AUDIT).orgs == ("县水务局",)


@pytest.mark.parametrize(
    ("title", "org"),
    [
        ("云溪街道社区卫生服务中心巡察整改情况公开", "云溪街道社区卫生服务中心"),
        ("云溪镇：关于巡察整改情况的公示", "云溪镇"),
        ("关于县职业学校财务收支审计整改情况的报告", "县职业学校"),
    ],
)
def test_a_title_names_its_organisation(title: str, org: str) -> None:
    assert orgs_of_title(title) == (org,)


@pytest.mark.parametrize("own", ["局党组", "我局党组"])
def test_a_party_group_of_the_title_is_named_without_its_party(own: str) -> None:
    assert named_by_title(own, "中共云川县水务局党组关于巡察整改的通报") == ("云川县水务局党组",)


def test_units_under_an_organisation_are_no_organisation_of_their_own() -> None:
    assert split_orgs("云溪街道及所辖5个社区党委") == ("云溪街道及所辖5个社区党委",)


def test_a_ledger_is_its_writers() -> None:
    opening = "云溪镇整改台账\n填报单位：云溪镇人民政府（盖章）\n"
    assert _orgs(opening, "云溪镇关于整改的台账") == ("云溪镇人民政府",)


@pytest.mark.parametrize("name", ["县委巡察工作领导小组办公室", "县审计局", "县纪委监委"])
def test_no_inspector_is_inspected(name: str) -> None:
    assert not may_be_inspected(name)


def test_a_field_of_work_is_no_organisation() -> None:
    opening = (
        "2022年8月，市委第四巡察组对全市乡村振兴资金管理使用开展了专项巡察，"
        "并向市农业农村局党组反馈了巡察意见。"
    )
    assert _orgs(opening) == ("市农业农村局党组",)


def test_a_party_group_is_told_beside_its_company_in_brackets() -> None:
    opening = "2025年9月4日，区委第二巡察组向新城党组（新城建设有限公司）反馈巡察情况。"
    assert _orgs(opening) == ("新城党组",)


def test_a_round_that_inspects_names_whom() -> None:
    assert _orgs("十一届区委第七轮巡察对区水务局党委开展常规巡察。") == ("区水务局党委",)


def test_an_office_that_a_person_held_is_the_audited() -> None:
    assert split_orgs("徐某同志任县水务局局长期间经济责任履行情况") == ("县水务局",)


def test_the_fuller_of_two_names_of_one_organisation_counts() -> None:
    opening = (
        "2024年2月26日，区委第一巡察组巡察秀水区水务局党组情况反馈会召开。"
        "区委第一巡察组向区水务局党组反馈了意见。"
    )
    assert _orgs(opening) == ("秀水区水务局党组",)


def test_several_branches_are_named_where_inspectors_arrived() -> None:
    opening = "4月23日，县委第四巡察组完成对柳荫村党支部、青石村党支部的进驻工作。"
    assert _orgs(opening) == ("柳荫村党支部", "青石村党支部")


def test_an_audit_office_among_the_inspected_is_no_inspector() -> None:
    opening = "5月29日，县委四个巡察组分别向县水务局、县审计局党组反馈巡察情况。"
    assert inspection(opening, "", ReportKind.FEEDBACK).body is None


def test_a_title_names_the_party_committee_of_a_town() -> None:
    assert orgs_of_title("县委第一巡察组巡察云溪乡党委反馈问题整改情况的公示") == ("云溪乡党委",)


def test_those_below_an_organisation_are_left_out_of_its_name() -> None:
    opening = "县委第四巡察组对我镇党委及所辖村（社区）党组织开展了常规巡察。"
    assert _orgs(opening, "中共云川县云溪镇委员会关于巡察整改情况的通报") == ("云川县云溪镇党委",)


def test_a_college_that_writes_of_itself_is_named_by_its_title() -> None:
    opening = "市委第六巡察组2023年9月18日至11月24日对学院党委开展巡察。"
    assert _orgs(opening, "中共云川职业学院委员会关于巡察整改进展的公告") == ("云川职业学院党委",)


def test_the_party_organisations_of_several_villages_are_named_one_by_one() -> None:
    opening = (
        "区委第六巡察组于2022年11月1日至25日，"
        "对云溪街道望江社区、东园社区、北园社区党组织进行了巡察。"
    )
    assert _orgs(opening) == ("云溪街道望江社区", "东园社区", "北园社区")


def test_units_that_are_all_listed_before_their_count_are_named() -> None:
    opening = (
        "区委共派出3个巡察组，于2025年3月10日至5月23日，对区教育局党委、区民政局党组、"
        "云溪镇党委等3个单位党组织开展常规巡察。"
    )
    assert _orgs(opening) == ("区教育局党委", "区民政局党组", "云溪镇党委")


def test_the_branches_below_are_named_beside_their_party_committee() -> None:
    words = "云溪乡党委及所辖的柳荫村党总支、青石村党支部"
    assert split_orgs(words) == ("云溪乡党委", "柳荫村党总支", "青石村党支部")


def test_the_round_before_the_inspected_is_no_part_of_its_name() -> None:
    opening = (
        "2024年2月26日至4月30日，市委第七巡察组在七届市委第六轮巡察中对云溪建设集团党委进行了巡察。"
    )
    assert _orgs(opening) == ("云溪建设集团党委",)
