"""Pairs that were found against pairs that people say there are: precision and recall."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from bench.linking_labelled import Labelled
from indexer.linking.fit import Quality

Key = tuple[str, str]
"""A pair, its ids in order."""


def quality(found: set[Key], gold: set[Key]) -> Quality:
    """Of the found pairs against the gold ones."""
    right = len(found & gold)
    return Quality(
        precision=right / len(found) if found else 1.0,
        recall=right / len(gold) if gold else 1.0,
    )


def b_cubed(found: Sequence[str], gold: Sequence[str]) -> Quality:
    """B³ (Bagga and Baldwin 1998) of two labellings of the same items."""
    both = Counter(zip(found, gold, strict=True))
    of_found, of_gold = Counter(found), Counter(gold)
    n = len(found)
    precision = sum(count * count / of_found[f] for (f, _), count in both.items()) / n
    recall = sum(count * count / of_gold[g] for (_, g), count in both.items()) / n
    return Quality(precision=precision, recall=recall)


def key(a: str, b: str) -> Key:
    """The pair of two ids."""
    return (a, b) if a < b else (b, a)


def labelled_pairs(items: Sequence[Labelled]) -> set[Key]:
    """The pairs of problems that are labelled as one group."""
    members = defaultdict(list)
    for each in items:
        if each.group is not None:
            members[each.group].append(each.problem.id)
    return {key(a, b) for ids in members.values() for a, b in combinations(ids, 2)}
