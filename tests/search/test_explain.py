"""Why a finding ranks where it does."""

import pytest

from indexer.engine import Engine
from search.explain import reasons
from search.plan import plan
from search.precedents import search
from search.synonyms import Synonyms


def test_shares_of_a_hit_add_up_to_one(towns: Engine) -> None:
    hit = search(towns, "公务接待 清退", explain=True).hits[0]
    assert sum(reason.share for reason in hit.reasons) == pytest.approx(1)


def test_scores_of_the_parts_are_the_score_of_the_whole(towns: Engine) -> None:
    reader = towns.reader()
    node = plan(reader, "公务接待 超标 梅溪乡").node
    best = reader.search(node, limit=1).page[0]
    told = reasons(reader, node, [best.id])[best.id]
    assert sum(reason.score for reason in told) == pytest.approx(best.score)


def test_a_word_of_the_title_says_so(towns: Engine) -> None:
    hit = search(towns, "审批", explain=True).hits[0]
    assert ("审批", "标题里的词") in [(each.text, each.place) for each in hit.reasons]


def test_scores_of_a_question_in_everyday_words_add_up_as_well(
    towns: Engine, synonyms: Synonyms
) -> None:
    hit = search(towns, "大吃大喝没人审", synonyms=synonyms, explain=True).hits[0]
    assert sum(reason.score for reason in hit.reasons) == pytest.approx(hit.score)


def test_a_character_that_the_title_shares_says_so(towns: Engine, synonyms: Synonyms) -> None:
    hit = search(towns, "飞艇上大吃大喝没人审", synonyms=synonyms, explain=True).hits[0]
    assert ("审", "标题里的字") in [(each.text, each.place) for each in hit.reasons]


def test_filters_are_no_reason(towns: Engine) -> None:
    hit = search(towns, "单位:大岭镇 审批", explain=True).hits[0]
    assert not any("大岭" in each.text for each in hit.reasons)


def test_nothing_is_explained_unasked(towns: Engine) -> None:
    assert search(towns, "审批").hits[0].reasons == ()
