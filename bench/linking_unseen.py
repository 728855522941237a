"""How well linking does on titles that nobody has fitted it to.

python -m bench.linking_unseen titles.toml --misses

The file is like indexer/linking/labelled.toml: write it first, then score it untouched.
"""

import argparse
import tomllib
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec

from indexer.linking.labelled import Titles, titled
from indexer.linking.linker import Linked
from indexer.linking.problem import Problem

Pair = tuple[str, str]


class Score(NamedTuple):
    """Pairs of titles that were wrongly joined, and those that were missed."""

    found: int
    gold: int
    wrong: tuple[Pair, ...]
    missed: tuple[Pair, ...]

    def __str__(self) -> str:
        precision = 1 - len(self.wrong) / self.found if self.found else 1.0
        recall = 1 - len(self.missed) / self.gold if self.gold else 1.0
        return f"{self.gold} 对：精确 {precision:.3f}，召回 {recall:.3f}"


def score(found: set[Pair], gold: set[Pair]) -> Score:
    """Of the found pairs against the gold ones."""
    return Score(len(found), len(gold), tuple(sorted(found - gold)), tuple(sorted(gold - found)))


def pairs(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """Every two titles of one group, in order."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def elsewhere(labelled: Titles) -> Score:
    """The titles as findings of as many organisations."""
    linked = Linked(_problem(title, f"{i}单位", i) for i, title in enumerate(_all(labelled)))
    found = ([linked.problems[row].title for row in rows] for rows in linked.members.values())
    return score(pairs(found), pairs(labelled.groups.values()))


def within(labelled: Titles) -> Score:
    """The titles as findings of one organisation, year after year: what recurs there."""
    linked = Linked(_problem(title, "枫墟镇", i) for i, title in enumerate(_all(labelled)))
    title = [each.title for each in linked.problems]
    found = {tuple(sorted((title[each.earlier], title[each.later]))) for each in linked.again}
    return score({(a, b) for a, b in found}, pairs(labelled.groups.values()))


def joined(labelled: Titles) -> list[Pair]:
    """The near misses that are taken for one kind."""
    wrong = []
    for near in labelled.near:
        linked = Linked([titled(near.a, "甲单位", "a"), titled(near.b, "乙单位", "b")])
        if len(set(linked.keys)) == 1:
            wrong.append((near.a, near.b))
    return wrong


def _all(labelled: Titles) -> list[str]:
    grouped = [title for group in labelled.groups.values() for title in group]
    return list(dict.fromkeys([*grouped, *(t for near in labelled.near for t in (near.a, near.b))]))


def _problem(title: str, org: str, i: int) -> Problem:
    return msgspec.structs.replace(titled(title, org, f"u{i:04d}"), when=str(1700 + i))


def _misses(name: str, scored: Score) -> None:
    for kind, pairs_ in (("误", scored.wrong), ("漏", scored.missed)):
        for a, b in pairs_:
            print(f"  {name} {kind}：{a} ／ {b}")


def main() -> None:
    """Prints the scores of a file of titles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every pair that is wrong")
    arguments = parser.parse_args()
    labelled = msgspec.convert(tomllib.loads(arguments.file.read_text("utf-8")), Titles)
    for name, scored in (("同类", elsewhere(labelled)), ("同一单位", within(labelled))):
        print(f"{name}，{scored}")
        if arguments.misses:
            _misses(name, scored)
    wrong = joined(labelled)
    print(f"易混而不同：{len(labelled.near) - len(wrong)} / {len(labelled.near)} 对分开。")
    for a, b in wrong:
        print(f"  误：{a} ／ {b}")


if __name__ == "__main__":
    main()
