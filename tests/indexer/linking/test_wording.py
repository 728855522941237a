"""Titles as object, concept and telling deficiencies."""

from indexer.linking.wording import wording


def test_the_object_is_what_is_left_without_scope_and_deficiency() -> None:
    assert wording("部分村（社区）公务接待不够规范").object == "公务接待"


def test_wordings_of_one_object_share_a_concept() -> None:
    assert wording("村级财务混乱").concept == wording("财务制度执行不严").concept
    assert wording("村级财务混乱").concept == wording("费用报销审核把关不严").concept


def test_the_longest_wording_decides() -> None:
    assert wording("养老机构运营补贴审核把关不严").concept == "养老机构补贴"


def test_a_wide_field_is_no_concept() -> None:
    said = wording("合同签订随意")
    assert (said.concept, said.field) == (None, "合同管理")


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
    assert wording("现金管理不规范").second == "财务管理"


def test_some_branches_are_not_what_a_title_is_about() -> None:
    assert wording("少数支部债务化解不力").concept == "债务化解"


def test_a_general_concept_gives_way_to_a_finer_one_beside_it() -> None:
    assert wording("乡镇企业安全生产监管不严").concept == "安全生产"
    assert wording("化工园区安全生产监管不严").concept == "危险化学品"


def test_what_is_said_too_widely_gives_way_to_a_later_clause() -> None:
    assert wording("党内政治生活不严肃").concept == "党内政治生活"
    assert wording("党内政治生活不严肃，民主生活会走过场").concept == "民主生活会"


def test_words_of_one_class_stand_for_each_other() -> None:
    assert wording("村里的门面租金流失").concept == "集体三资"
    assert wording("村组池塘贱租给外人").concept == "集体三资"


def test_two_short_words_of_one_concept_tell_as_much_as_a_long_one() -> None:
    assert wording("干部作风漂浮，入户走访少").second == "联系群众"


def test_what_a_type_of_problem_nearly_always_is_names_the_kind() -> None:
    assert wording("卷内目录缺页").concept == "文书档案"


def test_what_the_report_goes_on_to_say_names_a_kind_that_the_title_does_not() -> None:
    assert wording("基础工作薄弱").concept is None
    assert wording("基础工作薄弱", "公务接待不规范。").concept == "公务接待"


def test_beside_a_wide_field_what_the_report_goes_on_to_say_is_known_too() -> None:
    said = wording("工程建设领域监管薄弱", "部分项目化整为零逃避公开招标。")
    assert (said.field, said.second) == ("工程管理", "工程招标")


def test_what_was_done_about_a_problem_names_no_kind() -> None:
    assert wording("基础工作薄弱", "已组织对公务接待不规范开展整治。").concept is None


def test_an_object_that_no_wording_names_is_what_it_is_most_like() -> None:
    assert wording("矫正人员台账不全").concept == "社区矫正"


def test_an_object_like_none_has_no_concept() -> None:
    assert wording("天文望远镜闲置多年").concept is None
