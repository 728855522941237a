"""Answers, over an index of a few findings."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.tantivy import TantivyEngine
from ingest.taxonomy import standard
from search.precedents import Filter, search
from search.problem import QueryError
from search.synonyms import Synonyms
from tests.indexer.indexed import add, finding, report

PIECES = """甲 财务 公开 “ ” " ( ) 或 非 - * ~ 单位: 年份: 金额: 状态: 标题: 文号: > .. 2024
3万元 完成 〔2021〕 53号 ， a ~2 ~9 的 怎么 𠀀 ½ ０ % ² 公务接待 | { 】"""
LONG = "公务接待审批不严，" * 40 + "陪餐人数超过规定"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> TantivyEngine:
    folder: Path = tmp_path_factory.mktemp("library")
    made = TantivyEngine(folder / "index")
    findings = [
        finding("违规公务接待", "某村违规公务接待３万元。已退缴。", 1),
        finding("财务公开不及时", "财务公开不及时。已整改。", 2),
        finding("档案缺失", LONG, 3),
    ]
    add(made, {"r1": report(findings, inspected_org=("大岭镇",), published_on="2024-09-25")})
    return made


def test_hit_carries_all_that_is_shown(engine: TantivyEngine) -> None:
    card = search(engine, "财务").hits[0].card
    assert (card.id, card.orgs, card.published, card.source) == (
        "r1-2",
        ("大岭镇",),
        "2024-09-25",
        "r1.txt",
    )


def test_snippet_shows_the_match_within_a_long_text(engine: TantivyEngine) -> None:
    piece = search(engine, "陪餐").hits[0].snippet
    assert [piece.text[mark.start : mark.end] for mark in piece.marks] == ["陪餐"]


def test_snippet_stands_where_it_says_in_the_text(engine: TantivyEngine) -> None:
    hit = search(engine, "陪餐").hits[0]
    piece = hit.snippet
    assert hit.card.text[piece.start : piece.start + len(piece.text)] == piece.text


def test_taxonomy_of_the_program_gives_synonyms(engine: TantivyEngine) -> None:
    groups = standard().synonyms()
    assert Synonyms(groups).of(groups[0][0])


def test_filter_narrows_what_the_query_finds(engine: TantivyEngine) -> None:
    assert search(engine, "财务", [Filter("单位", "沙河镇")]).total == 0


def test_unknown_filter_is_an_error(engine: TantivyEngine) -> None:
    with pytest.raises(QueryError, match="部门"):
        search(engine, "财务", [Filter("部门", "甲")])


def test_what_strict_parts_exclude_is_not_offered_as_partial(engine: TantivyEngine) -> None:
    answer = search(engine, "财务 -公开")
    assert (answer.total, answer.partial, answer.unmatched) == (0, False, ())


def test_terms_missing_from_a_hit_are_named(engine: TantivyEngine) -> None:
    hit = search(engine, "财务 公务接待 火星").hits[0]
    assert "火星" in hit.missing


def test_page_beyond_the_end_is_empty(engine: TantivyEngine) -> None:
    answer = search(engine, "财务", offset=50)
    assert (answer.total, answer.hits) == (1, ())


def test_only_counting_is_possible(engine: TantivyEngine) -> None:
    assert search(engine, "财务", limit=0).total == 1


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from([*PIECES.split(), " ", "\u3000"]), max_size=14))
def test_any_query_is_answered_or_refused_with_its_place(
    engine: TantivyEngine, parts: list[str]
) -> None:
    query = "".join(parts)
    try:
        offset = search(engine, query).total * 0
    except QueryError as error:
        offset = error.offset
    assert 0 <= offset <= len(query)


@pytest.mark.parametrize("query", ["甲乙丙丁戊" * 900, "财务 " * 1500, "3万元" * 1500, "张" * 4999])
def test_very_long_query_is_answered(engine: TantivyEngine, query: str) -> None:
    assert search(engine, query).total >= 0
