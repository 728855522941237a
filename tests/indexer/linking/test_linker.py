"""Groups, relapses and what they are told with."""

from random import Random

import pytest

from indexer.linking.common import Common, Trend
from indexer.linking.linker import Linked
from ingest.model import Status
from tests.indexer.linking.small import problem, together

_WORDS = (
    "抽查发现墟口村白条入账二十一张，村报账员长期不对账，集体鱼塘承包款坐收坐支，"
    "出纳会计由一人兼任，请事务所理清历年往来款。"
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("公务接待不规范", "超标准公务接待"),
        ("村级财务混乱", "财务制度执行不严"),
        ("“四议两公开”走过场", "村级重大事项不经村民代表会议"),
        ("低保动态管理不到位", "死亡人员继续领取低保金"),
        ("蜂蜜品牌推广不够", "蜂蜜品牌推广力度不足"),
    ],
)
def test_two_wordings_of_one_problem_are_one_group(a: str, b: str) -> None:
    assert together(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("公务接待不规范", "公务用车不规范"),
        ("党费收缴不规范", "财务管理不规范"),
        ("村务公开不及时", "村务公开内容看不懂"),
        ("高标准农田建后管护缺失", "高标准农田施工质量把关不严"),
        ("工程变更签证随意", "工程款支付不及时"),
    ],
)
def test_the_same_deficiency_of_another_object_is_another_group(a: str, b: str) -> None:
    assert not together(a, b)


def test_no_chain_through_a_middle_joins_the_ends() -> None:
    assert not together("蜂蜜品牌推广不够", "蜂蜜柑橘品牌种植推广不够", "柑橘种植不够")


def test_a_problem_found_again_after_it_was_claimed_solved_is_a_relapse() -> None:
    linked = Linked([problem("公务接待不规范"), problem("违规公务接待", when="2022-07-01")])
    (found,) = linked.recurrences().relapses
    assert (found.earlier.title, found.later.title) == ("公务接待不规范", "违规公务接待")
    assert found.months == 26


def test_a_problem_found_again_without_a_claim_is_repeated_but_no_relapse() -> None:
    linked = Linked(
        [
            problem("公务接待不规范", status=Status.ONGOING),
            problem("违规公务接待", when="2022-07-01"),
        ]
    )
    assert not linked.recurrences().relapses
    assert linked.recurrences().groups[0].kinds == ("repeated",)


def test_the_same_problem_of_another_town_is_no_relapse() -> None:
    linked = Linked(
        [problem("公务接待不规范"), problem("公务接待不规范", "山口镇党委", "2022-07-01")]
    )
    assert not linked.recurrences().relapses
    assert linked.recurrences().groups[0].kinds == ("elsewhere",)


def test_towns_of_one_name_in_two_counties_do_not_relapse_for_each_other() -> None:
    linked = Linked(
        [
            problem("公务接待不规范"),
            problem("公务接待不规范", when="2022-07-01", county="平冈县"),
        ]
    )
    assert not linked.again


def test_masked_organisations_never_relapse() -> None:
    linked = Linked(
        [problem("公务接待不规范", "某镇党委"), problem("公务接待不规范", "某镇党委", "2022-07")]
    )
    assert not linked.again


def test_two_notices_on_one_inspection_are_no_relapse() -> None:
    linked = Linked(
        [
            problem("公务接待不规范", id_="first", round_="十四届县委第二轮"),
            problem("公务接待不规范", id_="second", round_="十四届县委第二轮", when="2020-11-02"),
        ]
    )
    assert not linked.again


def test_rounds_give_the_order_where_dates_do_not() -> None:
    linked = Linked(
        [
            problem("公务接待不规范", when=None, round_="十三届县委第八轮", status=Status.DONE),
            problem("违规公务接待", when=None, round_="十四届县委第二轮", status=Status.OPEN),
        ]
    )
    (found,) = linked.recurrences().relapses
    assert (found.earlier.title, found.months) == ("公务接待不规范", None)


def test_another_name_for_the_problem_is_found_by_what_the_finding_tells() -> None:
    linked = Linked(
        [
            problem("鱼塘承包管理缺位", text=_WORDS),
            problem("群众反映强烈", when="2023-03-01", text=_WORDS),
            *(
                problem(f"{c}事项不实", f"{c}局", text=f"关于{c}的说明")
                for c in "甲乙丙丁戊己庚辛壬癸"
            ),
        ]
    )
    assert [each.later.title for each in linked.recurrences().relapses] == ["群众反映强烈"]


def test_reasons_say_what_two_findings_have_in_common() -> None:
    linked = Linked([problem("公务接待滞后"), problem("业务接待不及时", when="2022-07-01")])
    (found,) = linked.recurrences().relapses
    assert found.reasons[0].startswith("对象同义：公务接待≈业务接待")
    assert "缺陷同义：不及时" in found.reasons
    assert "同一单位，相隔2年" in found.reasons


def test_general_deficiencies_are_told_as_synonyms() -> None:
    linked = Linked([problem("公务接待不规范"), problem("业务接待不够规范", when="2022-07-01")])
    assert "缺陷同义：不规范≈不够规范" in linked.recurrences().relapses[0].reasons


def test_a_problem_of_three_towns_of_a_county_is_common_there() -> None:
    towns = ("河滩镇党委", "山口镇党委", "石桥镇党委")
    linked = Linked(
        [*(problem("公务接待不规范", town) for town in towns), problem("保密不严", "柳岸镇党委")]
    )
    (group,) = linked.recurrences().groups
    assert group.kinds == ("common", "elsewhere")
    assert (group.common[0].orgs, group.common[0].inspected, group.common[0].share) == (3, 4, 0.75)
    assert group.common[0].by_year == {"2020": (3, 4)}


def test_the_order_of_ingestion_does_not_change_what_is_found() -> None:
    given = [
        problem(title, f"{town}镇党委", f"20{year}-05-01")
        for town, year, title in (
            ("河滩", 18, "蜂蜜品牌推广不够"),
            ("河滩", 20, "公务接待不规范"),
            ("山口", 20, "蜂蜜推广品牌力度不足"),
            ("石桥", 21, "柑橘种植推广不够"),
            ("河滩", 22, "业务接待超标准"),
            ("山口", 23, "柑橘推广种植不够"),
        )
    ]
    expected = Linked(given).recurrences()
    for seed in range(5):
        shuffled = given.copy()
        Random(seed).shuffle(shuffled)
        assert Linked(shuffled).recurrences() == expected


def test_later_reports_leave_groups_and_their_ids_as_they_are() -> None:
    before = [problem("蜂蜜品牌推广不够", "河滩镇"), problem("蜂蜜推广品牌力度不足", "山口镇")]
    later = [problem("蜂蜜品牌种植推广不够", "石桥镇", "2024-01-01")]
    (group,) = Linked(before).groups()
    grown = next(each for each in Linked([*before, *later]).groups() if each.id == group.id)
    assert set(group.members) <= set(grown.members)


def test_five_hundred_equal_titles_have_no_more_links_than_members() -> None:
    linked = Linked(problem("公务接待不规范", f"第{i}镇党委") for i in range(500))
    (group,) = linked.groups()
    assert len(group.links) == len(group.members) - 1


def test_nothing_gives_nothing() -> None:
    found = Linked([]).recurrences()
    assert (found.groups, found.relapses) == ((), ())


def test_what_a_title_names_beside_recurs_within_one_organisation() -> None:
    linked = Linked(
        [
            problem("财务报销审核把关不严", when="2020-05-01"),
            problem("村级财务管理混乱", when="2023-05-01"),
        ]
    )
    assert len(list(linked.relapses)) == 1


def test_a_problem_that_more_organisations_have_each_year_is_rising() -> None:
    table = Common(
        region="云溪县",
        orgs=4,
        inspected=10,
        by_year={"2020": (1, 10), "2021": (1, 10), "2022": (3, 10), "2023": (4, 10)},
    )
    assert table.trend is Trend.RISING


def test_a_single_year_has_no_trend() -> None:
    assert Common(region="云溪县", orgs=3, inspected=4, by_year={"2020": (3, 4)}).trend is None
