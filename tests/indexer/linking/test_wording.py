"""Titles as object, concept and telling deficiencies."""

from indexer.linking.wording import wording


def test_the_object_is_what_is_left_without_scope_and_deficiency() -> None:
    assert wording("部分村（社区）公务接待不够规范").object == "公务接待"


def test_wordings_of_one_object_share_a_concept() -> None:
    assert wording("村级财务混乱").concept == wording("财务制度执行不严").concept


def test_the_longest_wording_decides() -> None:
    assert wording("养老机构运营补贴审核把关不严").concept == "养老机构补贴"


def test_a_wide_field_is_no_concept() -> None:
    said = wording("工程变更签证随意")
    assert (said.concept, said.field) == (None, "工程结算")


def test_a_word_that_looks_like_a_deficiency_may_begin_the_object() -> None:
    assert wording("低保动态管理不到位").object == "低保动态管理"


def test_marks_width_and_script_do_not_matter() -> None:
    assert wording("「三會一課」流於形式") == wording("“三会一课”流于形式")


def test_deficiencies_that_say_something_are_kept() -> None:
    assert wording("村务公开滞后").aspects == ("不及时",)
    assert wording("公务接待不规范").aspects == ()


def test_what_many_objects_have_names_a_kind_only_by_itself() -> None:
    assert wording("档案管理不规范").concept == "文书档案"
    assert wording("危房改造档案缺失").concept == "危房改造"


def test_how_it_went_wrong_gives_way_to_an_object_in_a_later_clause() -> None:
    assert wording("弄虚作假，套取种粮补贴").concept == "惠农补贴核验"


def test_what_is_named_beside_is_known_too() -> None:
    said = wording("公务接待不规范，印章管理缺失")
    assert (said.concept, said.second) == ("公务接待", "印章管理")


def test_a_kind_brings_its_kin() -> None:
    assert wording("报销凭证附件不全").second == "财务管理"


def test_some_branches_are_not_what_a_title_is_about() -> None:
    assert wording("少数支部债务化解不力").concept == "债务化解"
