"""Wordings that mean the same."""

from search.synonyms import Synonyms


def test_each_wording_finds_the_others_of_its_group() -> None:
    assert Synonyms([["小金库", "账外资金", "账外账"]]).of("账外资金") == ("小金库", "账外账")


def test_wording_in_two_groups_finds_both() -> None:
    assert Synonyms([["甲", "乙"], ["甲", "丙"]]).of("甲") == ("乙", "丙")


def test_wordings_are_compared_folded() -> None:
    assert Synonyms([["小金庫", "账外资金"]]).of("小金库") == ("账外资金",)


def test_longest_wording_wins() -> None:
    known = Synonyms([["公务", "公事"], ["公务接待", "吃喝"]])
    assert known.longest_at("公务接待费", 0, {2, 4, 5}) == 4


def test_wording_must_end_with_a_word() -> None:
    assert Synonyms([["公务", "公事"]]).longest_at("公务员", 0, {3}) is None


def test_wordings_that_come_close_are_known() -> None:
    known = Synonyms([["白条入账", "白头条"]], everyday={"公务接待": ["公款吃喝"]})
    assert (known.close("白条如账", 1), known.close("公款吃渴", 1)) == (
        ("白条入账",),
        ("公款吃喝",),
    )


def test_everyday_wording_leads_to_the_one_of_reports_but_not_back() -> None:
    known = Synonyms(everyday={"输液": ["挂水"]})
    assert (known.official("挂水"), known.official("输液"), known.of("输液")) == (("输液",), (), ())


def test_an_everyday_wording_may_lead_to_several_of_reports() -> None:
    known = Synonyms(everyday={"闲置 空置": ["晾着"]})
    assert known.official("晾着") == ("闲置", "空置")


def test_an_everyday_wording_is_known_with_idle_words_between() -> None:
    known = Synonyms(everyday={"管护": ["修好没人管"]})
    assert known.gapped("水渠修好了就没人管,可惜") == ("管护",)


def test_a_short_wording_across_other_words_is_chance() -> None:
    assert Synonyms(everyday={"组织生活": ["提意见"]}).gapped("居民提的意见") == ()
