"""What is asked where nothing has all of a query."""

import pytest

from indexer.engine import Engine, Sort
from search.precedents import Filter, search
from search.synonyms import Synonyms
from tests.indexer.indexed import titles


def test_a_term_that_no_report_uses_is_sought_by_its_type(
    towns: Engine, synonyms: Synonyms
) -> None:
    answer = search(towns, "公款吃喝", synonyms=synonyms)
    assert answer.by_type == (("公款吃喝", "公务接待"),)
    assert answer.total == 4


def test_a_term_sought_by_its_type_still_counts_as_unmatched(
    towns: Engine, synonyms: Synonyms
) -> None:
    answer = search(towns, "公款吃喝 审批", synonyms=synonyms)
    assert (answer.partial, answer.unmatched) == (True, ("公款吃喝",))
    assert titles(answer)[0] == "公务接待审批不严"


@pytest.mark.parametrize("year", ["2001", "年份:2001"])
def test_only_what_no_finding_has_is_unmatched_where_a_year_is_in_the_way(
    towns: Engine, year: str
) -> None:
    def unmatched(words: str) -> tuple[str, ...]:
        if year.isdecimal():
            return search(towns, words, [Filter("年份", year)]).unmatched
        return search(towns, f"{words} {year}").unmatched

    assert unmatched("公务接待 审批") == ()
    assert unmatched("公务接待 飞艇") == ("飞艇",)


def test_what_is_nearest_comes_first_whatever_the_order_asked_for(
    towns: Engine, synonyms: Synonyms
) -> None:
    answer = search(towns, "公款吃喝 审批", synonyms=synonyms, sort=Sort.OLDEST)
    assert titles(answer)[0] == "公务接待审批不严"


def test_a_deficiency_alone_does_not_make_a_finding_near(towns: Engine, synonyms: Synonyms) -> None:
    answer = search(towns, "飞艇公开不规范", synonyms=synonyms)
    assert titles(answer)[0] == "村务公开不及时"


def test_a_question_in_everyday_words_finds_the_type_that_it_means(
    towns: Engine, synonyms: Synonyms
) -> None:
    assert "公务接待超预算" in titles(search(towns, "拿公家的钱下馆子吃饭", synonyms=synonyms))


def test_an_everyday_word_finds_what_reports_write_for_it(
    towns: Engine, synonyms: Synonyms
) -> None:
    answer = search(towns, "应酬", synonyms=synonyms)
    assert (answer.total, answer.partial) == (4, False)


def test_of_findings_of_one_type_those_that_share_characters_with_the_question_come_first(
    towns: Engine, synonyms: Synonyms
) -> None:
    assert titles(search(towns, "大吃大喝没人审", synonyms=synonyms))[0] == "公务接待审批不严"


def test_vague_words_of_a_sentence_need_not_be_found(towns: Engine, synonyms: Synonyms) -> None:
    answer = search(towns, "村民一直反映村务公开", synonyms=synonyms)
    assert (titles(answer)[:1], answer.partial) == (["村务公开不及时"], False)


def test_without_synonyms_a_term_is_not_sought_by_its_type(towns: Engine) -> None:
    assert search(towns, "公款吃喝").total == 0


def test_within_a_field_what_is_wrong_tells_findings_apart(
    towns: Engine, synonyms: Synonyms
) -> None:
    answer = search(towns, "单位:大岭镇 飞艇 不及时", synonyms=synonyms)
    assert titles(answer)[:1] == ["村务公开不及时"]


def test_vague_words_of_a_short_clause_beside_a_sentence_need_not_be_found(
    towns: Engine, synonyms: Synonyms
) -> None:
    answer = search(towns, "村务公开不及时村民意见大，一直反映", synonyms=synonyms)
    assert "一直" not in answer.unmatched
    assert "反映" not in answer.unmatched
