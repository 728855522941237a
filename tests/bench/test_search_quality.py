"""The benchmark of search quality measures what it says."""

import pytest

from bench.graded import QUERIES, Known, Queries, Topic, graded
from bench.ranking import Scores, ndcg, scores
from bench.sample_indexes import reports
from bench.search_quality import blind

GRADES = {"a-1": 3, "a-2": 1}


def _scored(*found: str) -> Scores:
    queries = Queries(known=(Known("甲", "a-1"),), topic=(Topic("乙", ("a-1",), (), ("a-2",)),))
    return scores(lambda text: list(found), queries, {"a-1", "a-2", "a-3"})


def test_the_best_order_is_one() -> None:
    assert ndcg(["a-1", "a-2"], GRADES) == pytest.approx(1)


def test_a_worse_order_is_less() -> None:
    assert ndcg(["a-2", "a-1"], GRADES) < 1


def test_a_known_item_counts_only_at_the_top() -> None:
    found = _scored("a-2", "a-1")
    assert (found.hit_1, found.reciprocal_rank) == (0, 0.5)


def test_answers_that_help_nobody_are_no_answers() -> None:
    assert _scored("a-3").unanswered == ("乙", "甲")


def test_queries_that_nobody_has_read_are_measured_without_being_shown() -> None:
    queries = Queries(known=(Known("甲", "a-1"),), topic=(Topic("乙", ("a-1",)),))
    shown = list(blind(lambda text: ["a-2", "a-1"], queries, {"a-1", "a-2"}))
    assert shown[1:] == ["找一类 1\t0.631", "找一条 1\t2"]
    assert not {"甲", "乙"} & set("".join(shown))


def test_every_judged_finding_of_the_samples_exists() -> None:
    found = reports()
    named = set[str]()
    for queries in graded(QUERIES).values():
        named |= {each.finding for each in queries.known}
        for topic in queries.topic:
            named |= {*topic.grade_3, *topic.grade_2, *topic.grade_1}
    stems = {id.rpartition("-")[0] for id in named}
    there = {f"{stem}-{each.n}" for stem, report in found.items() for each in report.findings}
    assert {id for id in named if id.rpartition("-")[0] in stems & set(found)} <= there
