"""Links kept between runs."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from indexer.linking.decisions import Decision, Decisions, Verdict
from indexer.linking.linker import Linked
from indexer.linking.problem import Problem
from indexer.linking.store import LinkStore
from ingest.model import Status
from tests.indexer.linking.small import problem


@pytest.fixture
def known() -> list[Problem]:
    return [
        problem("公务接待不规范", "河滩镇党委", "2020-05-01"),
        problem("蜂蜜品牌推广不够", "山口镇党委", "2020-05-01"),
        problem("村级财务混乱", "山口镇党委", "2021-05-01", status=Status.ONGOING),
    ]


@pytest.fixture
def store(tmp_path: Path, known: list[Problem]) -> LinkStore:
    kept = LinkStore(tmp_path / "links.sqlite")
    kept.rebuild(Linked(known))
    return kept


def test_a_new_finding_joins_the_group_of_its_concept(store: LinkStore) -> None:
    new = problem("违规公务接待", "石桥镇党委", "2023-05-01")
    key = store.add([new]).groups[new.id]
    assert [each.title for each in store.members(key)] == ["公务接待不规范", "违规公务接待"]


def test_a_new_finding_without_concept_joins_what_is_near_enough(store: LinkStore) -> None:
    new = problem("蜂蜜品牌推广力度不足", "石桥镇党委", "2023-05-01")
    key = store.add([new]).groups[new.id]
    assert len(store.members(key)) == 2


def test_a_relapse_is_found_when_its_report_arrives(store: LinkStore) -> None:
    added = store.add([problem("违规公务接待", "河滩镇党委", "2023-05-01")])
    (pair,) = added.again
    assert (added.problems[pair.earlier].title, pair.relapse, pair.months) == (
        "公务接待不规范",
        True,
        36,
    )


def test_linking_one_by_one_comes_to_the_groups_of_linking_all(
    store: LinkStore, known: list[Problem]
) -> None:
    new = [
        problem("蜂蜜品牌推广力度不足", "石桥镇党委", "2023-05-01"),
        problem("柑橘种植推广不够", "石桥镇党委", "2023-06-01"),
        problem("财务制度执行不严", "河滩镇党委", "2023-07-01"),
    ]
    one_by_one: dict[str, str] = {}
    for each in new:
        one_by_one |= store.add([each]).groups
    linked = Linked([*known, *new])
    keys = dict(zip([each.id for each in linked.problems], linked.keys, strict=True))
    assert one_by_one == {each.id: keys[each.id] for each in new}


def test_the_same_report_twice_is_kept_once(store: LinkStore) -> None:
    new = problem("违规公务接待", "石桥镇党委", "2023-05-01")
    store.add([new])
    key = store.add([new]).groups[new.id]
    assert len(store.members(key)) == 2


def test_a_later_report_is_linked_exactly(store: LinkStore) -> None:
    assert store.add([problem("违规公务接待", "石桥镇党委", "2023-05-01")]).exact


def test_an_older_report_asks_for_a_full_linking(store: LinkStore) -> None:
    assert not store.add([problem("违规公务接待", "石桥镇党委", "2015-05-01")]).exact


def test_a_name_that_becomes_ambiguous_asks_for_a_full_linking(tmp_path: Path) -> None:
    store = LinkStore(tmp_path / "links.sqlite")
    nowhere = problem("公务接待不规范", county="").name
    assert nowhere is not None
    store.rebuild(Linked([problem("公务接待不规范"), problem("保密不严", "河滩镇", county="")]))
    assert not store.add([problem("保密不严", "河滩镇", "2024-01-01", county="平冈县")]).exact


def test_a_decision_on_a_new_finding_asks_for_a_full_linking(store: LinkStore) -> None:
    new = problem("违规公务接待", "石桥镇党委", "2023-05-01")
    decided = Decisions(
        [Decision(a=new.id, b="x-1", verdict=Verdict.REJECT, user="王芳", at="2026-01-01")]
    )
    assert not store.add([new], decided).exact


def test_what_a_killed_adding_left_does_not_come_back_into_a_new_file(
    store: LinkStore, tmp_path: Path
) -> None:
    killed = LinkStore(tmp_path / "killed" / "links.sqlite")
    leave_as_killed(store, killed)
    later = [problem("违规公务接待", f"第{n}镇党委", "2023-05-01") for n in range(200)]
    killed.rebuild(Linked(later))
    assert sorted(each.id for each in killed.problems()) == sorted(each.id for each in later)
    with sqlite3.connect(killed.path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def leave_as_killed(store: LinkStore, killed: LinkStore) -> None:
    """Makes `killed` what a process leaves of `store` that dies with a half-written change."""
    killed.path.parent.mkdir()
    database = sqlite3.connect(store.path)
    database.execute("PRAGMA cache_size = 1")  # pages, so that some are written before the commit
    database.execute("UPDATE finding SET body = body || zeroblob(50000)")
    for name in (store.path.name, f"{store.path.name}-journal"):
        shutil.copy(store.path.with_name(name), killed.path.with_name(name))
    database.close()
