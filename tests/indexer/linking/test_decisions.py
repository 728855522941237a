"""What people decide binds and parts, whatever comes later."""

from itertools import combinations, count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from indexer.linking.decisions import Decision, DecisionLog, Decisions, Verdict
from indexer.linking.linker import Linked
from indexer.linking.problem import Problem
from tests.indexer.linking.small import problem


def decision(a: str, b: str, verdict: Verdict, note: str = "") -> Decision:
    return Decision(a=a, b=b, verdict=verdict, user="王芳", at="2026-01-01T00:00:00Z", note=note)


def two(a: str, b: str, verdict: Verdict) -> tuple[Linked, list[Problem]]:
    """Two problems of two years of one town, with a decision about them."""
    problems = [problem(a, id_="one"), problem(b, when="2022-01-01", id_="two")]
    return Linked(problems, Decisions([decision("one-1", "two-1", verdict)])), problems


def test_a_rejected_pair_is_neither_grouped_nor_a_relapse() -> None:
    linked, _ = two("公务接待不规范", "公务接待不规范", Verdict.REJECT)
    assert linked.recurrences().groups == ()
    assert linked.recurrences().relapses == ()


def test_a_confirmed_pair_is_bound_and_a_relapse() -> None:
    linked, _ = two("印章管理不规范", "柑橘种植推广不够", Verdict.CONFIRM)
    (group,) = linked.recurrences().groups
    assert group.kinds == ("relapse", "repeated")
    assert group.links[0].decision == "confirm"


def test_a_decision_on_a_former_version_counts_for_the_new_one() -> None:
    decided = Decisions([decision("old-1", "two-1", Verdict.REJECT)], {"old-1": "one-1"})
    assert decided.verdict("one-1", "two-1") is Verdict.REJECT
    assert decided.carried == {("one-1", "two-1")}


def test_what_was_said_of_the_new_version_counts_more() -> None:
    entries = [
        decision("old-1", "two-1", Verdict.REJECT),
        decision("one-1", "two-1", Verdict.CONFIRM),
    ]
    decided = Decisions(entries, {"old-1": "one-1"})
    assert decided.verdict("one-1", "two-1") is Verdict.CONFIRM
    assert decided.carried == set()


def test_a_decision_that_went_over_is_withdrawn_there() -> None:
    entries = [
        decision("old-1", "two-1", Verdict.REJECT),
        decision("one-1", "two-1", Verdict.WITHDRAW),
    ]
    assert Decisions(entries, {"old-1": "one-1"}).by_pair == {}


def test_a_decision_on_what_a_new_version_does_not_have_is_left_until_it_is_withdrawn() -> None:
    entry = decision("old-1", "two-1", Verdict.REJECT)
    assert Decisions([entry], {"old-1": None}).left == (entry,)
    taken_back = decision("old-1", "two-1", Verdict.WITHDRAW)
    assert Decisions([entry, taken_back], {"old-1": None}).left == ()


def test_two_findings_that_became_one_are_not_decided_on() -> None:
    entry = decision("old-1", "one-1", Verdict.REJECT)
    assert Decisions([entry], {"old-1": "one-1"}).by_pair == {}


def test_an_unsure_pair_stays_as_it_was() -> None:
    linked, _ = two("公务接待不规范", "违规公务接待", Verdict.UNSURE)
    assert len(linked.recurrences().relapses) == 1


def test_a_rejected_pair_does_not_come_back_through_a_third_finding() -> None:
    ids = ("a", "b", "c")
    problems = [problem("公务接待不规范", f"{i}镇党委", id_=i) for i in ids]
    decided = Decisions(
        [
            decision("a-1", "b-1", Verdict.CONFIRM),
            decision("a-1", "c-1", Verdict.REJECT),
            decision("b-1", "c-1", Verdict.CONFIRM),
        ]
    )
    linked = Linked(problems, decided)
    keys = dict(zip([each.id for each in linked.problems], linked.keys, strict=True))
    assert keys["a-1"] == keys["b-1"] != keys["c-1"]


def test_a_contradiction_is_shown() -> None:
    decided = Decisions(
        [
            decision("a", "b", Verdict.CONFIRM),
            decision("a", "c", Verdict.REJECT),
            decision("b", "c", Verdict.CONFIRM),
        ]
    )
    (conflict,) = decided.conflicts
    assert "b 与 c 确认为同类" in conflict.message


def test_the_order_of_decisions_on_different_pairs_does_not_matter() -> None:
    entries = [
        decision("a", "b", Verdict.CONFIRM),
        decision("b", "c", Verdict.CONFIRM),
        decision("a", "c", Verdict.REJECT),
    ]
    assert Decisions(entries).unit("b") == Decisions(entries[::-1]).unit("b")


def test_the_last_word_on_a_pair_counts() -> None:
    entries = [decision("a", "b", Verdict.REJECT), decision("b", "a", Verdict.CONFIRM)]
    assert Decisions(entries).verdict("a", "b") is Verdict.CONFIRM


def test_undo_is_a_further_entry(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append([decision("a", "b", Verdict.REJECT, "对象不同")])
    log.append([decision("a", "b", Verdict.WITHDRAW)])
    assert Decisions(log.entries()).verdict("a", "b") is None
    assert [each.note for each in log.entries()] == ["对象不同", ""]


def test_half_a_line_left_by_a_crash_is_dropped(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append([decision("a", "b", Verdict.REJECT)])
    with log.path.open("ab") as file:
        file.write(b'{"a": "c", "b"')
    log.append([decision("c", "d", Verdict.CONFIRM)])
    assert [each.a for each in log.entries()] == ["a", "c"]


def test_a_library_without_decisions_has_none(tmp_path: Path) -> None:
    assert list(DecisionLog(tmp_path / "decisions.jsonl").entries()) == []


class Review(RuleBasedStateMachine):
    """Reports arrive and people decide, in any order."""

    titles = (
        "公务接待不规范",
        "违规公务接待",
        "村级财务混乱",
        "蜂蜜品牌推广不够",
        "蜂蜜品牌推广不足",
    )

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[Problem] = []
        self.entries: list[Decision] = []
        self.numbers = count()

    @rule(
        title=st.sampled_from(titles),
        org=st.sampled_from(["河滩镇党委", "山口镇党委", "某镇"]),
        year=st.integers(2015, 2025),
    )
    def report_arrives(self, title: str, org: str, year: int) -> None:
        name = f"r{next(self.numbers):03}"
        self.problems.append(problem(title, org, f"{year}-05-01", id_=name))

    @rule(data=st.data(), verdict=st.sampled_from(list(Verdict)))
    def somebody_decides(self, data: st.DataObject, verdict: Verdict) -> None:
        if len(self.problems) < 2:
            return
        pairs = list(combinations([each.id for each in self.problems], 2))
        a, b = data.draw(st.sampled_from(pairs))
        self.entries.append(decision(a, b, verdict))

    @invariant()
    def rejected_pairs_are_apart_and_confirmed_ones_bound(self) -> None:
        decided = Decisions(self.entries)
        linked = Linked(self.problems, decided)
        keys = dict(zip([each.id for each in linked.problems], linked.keys, strict=True))
        refused = {conflict.confirmed for conflict in decided.conflicts}
        for (a, b), entry in decided.by_pair.items():
            if entry.verdict is Verdict.REJECT:
                assert keys[a] != keys[b]
            if entry.verdict is Verdict.CONFIRM and (a, b) not in refused:
                assert keys[a] == keys[b]
        found = {(linked.problems[x.earlier].id, linked.problems[x.later].id) for x in linked.again}
        rejected = {p for p, e in decided.by_pair.items() if e.verdict is Verdict.REJECT}
        assert not {(min(pair), max(pair)) for pair in found} & rejected

    @invariant()
    def linking_again_from_the_other_end_changes_nothing(self) -> None:
        decided = Decisions(self.entries)
        forward, backward = Linked(self.problems, decided), Linked(self.problems[::-1], decided)
        assert (forward.keys, forward.again) == (backward.keys, backward.again)


TestReview = Review.TestCase
TestReview.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
