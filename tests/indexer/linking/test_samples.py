"""The samples: what a person found in them, linking finds."""

from itertools import combinations

import pytest

from bench.linking_labelled import Place, from_samples, relations, sample_bodies
from indexer.linking.copies import boilerplate
from indexer.linking.linker import Linked


@pytest.fixture(scope="module")
def linked() -> Linked:
    return Linked(each.problem for each in from_samples())


def test_every_relapse_of_the_samples_is_found_and_no_other(linked: Linked) -> None:
    place = [Place(each.source, each.n) for each in linked.problems]
    found = {(place[each.earlier], place[each.later]) for each in linked.relapses}
    assert found == {(pair.earlier, pair.later) for pair in relations().relapses}


def test_near_misses_of_the_samples_stay_apart(linked: Linked) -> None:
    keys = {Place(p.source, p.n): key for p, key in zip(linked.problems, linked.keys, strict=True)}
    assert not [miss for miss in relations().near_misses if keys[miss.a] == keys[miss.b]]


def test_nine_in_ten_pairs_of_the_samples_groups_are_together(linked: Linked) -> None:
    keys = {Place(p.source, p.n): key for p, key in zip(linked.problems, linked.keys, strict=True)}
    pairs = [pair for kin in relations().groups for pair in combinations(kin.members, 2)]
    assert sum(keys[a] == keys[b] for a, b in pairs) >= 0.9 * len(pairs)


def test_the_copied_report_of_the_samples_is_the_only_one_found() -> None:
    assert {(each.a, each.b) for each in boilerplate(sample_bodies())} == {
        (each.a, each.b) for each in relations().boilerplate
    }
