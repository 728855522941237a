"""How well linking tells the same from the alike.

python -m bench.linking_quality            # the tables, with plain comparators in the same run
python -m bench.linking_quality --fit      # weights learned from what is not held out
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from bench.findings import PlantedFinding
from bench.linking_fit import fitted
from bench.linking_labelled import (
    Place,
    by_hand,
    from_samples,
    generated,
    held_out,
    kind_planted,
    planted_copies,
    relations,
    sample_bodies,
)
from bench.pairs import Key, b_cubed, key, labelled_pairs, quality
from bench.title_comparators import best, tf_idf, token_set
from indexer.linking.copies import boilerplate
from indexer.linking.fit import Quality
from indexer.linking.labelled import titled, titles
from indexer.linking.linker import Linked
from indexer.linking.own import own_pairs
from indexer.linking.score import Weights, standard_model

_GENERATED = 20_000
_EVERYTHING = 1e-4
_COPIED = 240


def groups_rows() -> Iterator[str]:
    """Groups of hand-made titles and of samples, and what plain comparators make of them."""
    yield "| 集 | 部分 | 问题 | 对 | 精确 | 召回 | F1 | B³精确 | B³召回 |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, items in (("手写标题", by_hand()), ("示例报告", from_samples())):
        linked = Linked(each.problem for each in items)
        key_of = {p.id: key for p, key in zip(linked.problems, linked.keys, strict=True)}
        for part, kept in (("全部", items), ("留出三分之一", [i for i in items if i.held_out])):
            gold = labelled_pairs(kept)
            ours = quality(_found_pairs(linked, {i.problem.id for i in kept}), gold)
            cubed = b_cubed(
                [key_of[i.problem.id] for i in kept], [i.group or i.problem.id for i in kept]
            )
            yield _row(name, part, len(kept), len(gold), ours, cubed)
            for label, scorer in (("token_set_ratio", token_set), ("TF-IDF", tf_idf)):
                yield _row(name, f"{part}：{label}", len(kept), len(gold), best(kept, gold, scorer))


def _row(
    name: str, part: str, n: int, pairs: int, found: Quality, cubed: Quality | None = None
) -> str:
    rest = f"{cubed.precision:.3f} | {cubed.recall:.3f}" if cubed else "— | —"
    return (
        f"| {name} | {part} | {n} | {pairs} | {found.precision:.3f} | {found.recall:.3f} "
        f"| {found.f1:.3f} | {rest} |"
    )


def _found_pairs(linked: Linked, of: set[str]) -> set[Key]:
    found = set()
    for rows in linked.members.values():
        ids = [linked.problems[row].id for row in rows]
        found |= {key(a, b) for a, b in combinations([i for i in ids if i in of], 2)}
    return found


def near_misses_row() -> str:
    """How many of the near misses are told apart."""
    right = 0
    for i, near in enumerate(titles().near):
        pair = (titled(near.a, "甲单位", f"n{i}a"), titled(near.b, "乙单位", f"n{i}b"))
        right += len(set(Linked(pair).keys)) == 2
    linked = Linked(each.problem for each in from_samples())
    key_of = {Place(p.source, p.n): k for p, k in zip(linked.problems, linked.keys, strict=True)}
    misses = relations().near_misses
    right += sum(key_of[miss.a] != key_of[miss.b] for miss in misses)
    return f"易混而不同：{right} / {len(titles().near) + len(misses)} 对分开。"


def relapse_rows() -> Iterator[str]:
    """Relapses in samples and in generated reports."""
    yield "| 反弹 | 对 | 精确 | 召回 |"
    yield "|---|---:|---:|---:|"
    linked = Linked(each.problem for each in from_samples())
    place = {p.id: Place(p.source, p.n) for p in linked.problems}
    gold = {(pair.earlier, pair.later) for pair in relations().relapses}
    found = {(place[a], place[b]) for a, b in _relapses(linked)}
    right = len(gold & found)
    yield f"| 示例报告 | {len(gold)} | {right / len(found):.3f} | {right / len(gold):.3f} |"
    pairs = list(generated(_GENERATED))
    linked = Linked(problem for problem, _ in pairs)
    type_of = {f.id: kind_planted(f) for _, f in pairs}
    every = _planted_relapses([finding for _, finding in pairs], type_of)
    for name, kept in (("生成报告", lambda _: True), ("生成报告，留出的类型", held_out)):
        planted = {pair for pair in every if kept(type_of[pair[1]])}
        got = {(a, b) for a, b in _relapses(linked) if kept(type_of[a]) or kept(type_of[b])}
        right = len(planted & got)
        yield f"| {name} | {len(planted)} | {right / len(got):.3f} | {right / len(planted):.3f} |"
    yield ""
    yield from _calibration(linked, type_of)


def _planted_relapses(found: Sequence[PlantedFinding], type_of: dict[str, str]) -> set[Key]:
    """Findings of one organisation and kind, the earlier of which claims to be solved."""
    by_kind = defaultdict(list)
    for finding in found:
        by_kind[finding.group.partition("-")[0], type_of[finding.id]].append(finding)
    return {
        (a.id, b.id)
        for kind in by_kind.values()
        for a, b in combinations(kind, 2)
        if a.report < b.report and a.status.claims_done
    }


def _relapses(linked: Linked) -> Iterator[Key]:
    for each in linked.relapses:
        yield linked.problems[each.earlier].id, linked.problems[each.later].id


def _calibration(linked: Linked, type_of: dict[str, str]) -> Iterator[str]:
    """Of the pairs of one organisation at each score, how many are of one kind."""
    weights = standard_model().own
    every = Weights(weights.bias, weights.same, _EVERYTHING, weights.features)
    found = own_pairs(linked.columns, every)
    ids = [problem.id for problem in linked.problems]
    same = np.array(
        [type_of[ids[a]] == type_of[ids[b]] for a, b in zip(found.a, found.b, strict=True)]
    )
    yield "| 分数 | 对 | 实为同类 | |"
    yield "|---|---:|---:|---|"
    for low in np.arange(0, 1, 0.1):
        bin_ = (found.score >= low) & (found.score < low + 0.1)
        if bin_.any():
            share = float(same[bin_].mean())
            bar = "█" * round(share * 20)
            yield f"| {low:.1f}–{low + 0.1:.1f} | {bin_.sum()} | {share:.2f} | {bar} |"


def boilerplate_rows() -> Iterator[str]:
    """Pairs of reports with telling passages in common: samples, and planted copies."""
    gold = {key(pair.a, pair.b) for pair in relations().boilerplate}
    yield "| 雷同 | 报告 | 对 | 精确 | 召回 | F1 |"
    yield "|---|---:|---:|---:|---:|---:|"
    sets = (("示例报告", list(sample_bodies()), gold), ("生成报告中埋设", *planted_copies(_COPIED)))
    for name, bodies, planted in sets:
        found = quality({key(each.a, each.b) for each in boilerplate(bodies)}, planted)
        yield (
            f"| {name} | {len(bodies)} | {len(planted)} | {found.precision:.3f} "
            f"| {found.recall:.3f} | {found.f1:.3f} |"
        )


def main() -> None:
    """Prints the tables, or new weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="learn weights and print them")
    if parser.parse_args().fit:
        print("\n".join(fitted()))
        return
    print("\n".join(groups_rows()), "\n")
    print(near_misses_row(), "\n")
    print("\n".join(relapse_rows()), "\n")
    print("\n".join(boilerplate_rows()))


if __name__ == "__main__":
    main()
