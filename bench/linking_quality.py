"""How well linking tells the same from the alike.

python -m bench.linking_quality            # the table, with plain comparators in the same run
python -m bench.linking_quality --fit      # weights learned from what is not held out
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bench.findings import PlantedFinding
from bench.linking_labelled import (
    Labelled,
    Place,
    by_hand,
    from_samples,
    generated,
    held_out,
    planted_copies,
    relations,
    sample_bodies,
)
from indexer.linking.columns import columns
from indexer.linking.copies import boilerplate
from indexer.linking.features import features
from indexer.linking.fit import fit
from indexer.linking.grams import matrix
from indexer.linking.labelled import titled, titles
from indexer.linking.linker import Linked
from indexer.linking.organisations import Organisations
from indexer.linking.own import own_pairs
from indexer.linking.score import Weights, standard_model

_GENERATED = 20_000
_EVERYTHING = 1e-4
_COPIED = 240
# The samples' relations take findings of these two generated types for one kind.
_ONE_KIND = {"村级财务": "财务管理"}
_SAMPLE_IMPORTANCE = 20.0
Key = tuple[str, str]
Scores = npt.NDArray[np.float32]


class Quality(NamedTuple):
    """Pairwise precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def quality(found: set[Key], gold: set[Key]) -> Quality:
    """Of the found pairs against the gold ones."""
    right = len(found & gold)
    return Quality(right / len(found) if found else 1.0, right / len(gold) if gold else 1.0)


def b_cubed(found: Sequence[str], gold: Sequence[str]) -> Quality:
    """B³ (Bagga and Baldwin 1998) of two labellings of the same items."""
    both = Counter(zip(found, gold, strict=True))
    of_found, of_gold = Counter(found), Counter(gold)
    n = len(found)
    precision = sum(count * count / of_found[f] for (f, _), count in both.items()) / n
    recall = sum(count * count / of_gold[g] for (_, g), count in both.items()) / n
    return Quality(precision, recall)


def _key(a: str, b: str) -> Key:
    return (a, b) if a < b else (b, a)


def _group_pairs(items: Sequence[Labelled]) -> set[Key]:
    members = defaultdict(list)
    for each in items:
        if each.group is not None:
            members[each.group].append(each.problem.id)
    return {_key(a, b) for ids in members.values() for a, b in combinations(ids, 2)}


def _found_pairs(linked: Linked, of: set[str]) -> set[Key]:
    found = set()
    for rows in linked.members.values():
        ids = [linked.problems[row].id for row in rows]
        found |= {_key(a, b) for a, b in combinations([i for i in ids if i in of], 2)}
    return found


def groups_rows() -> Iterator[str]:
    """Groups of hand-made titles and of samples, and what plain comparators make of them."""
    yield "| 集 | 部分 | 问题 | 对 | 精确 | 召回 | F1 | B³精确 | B³召回 |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, items in (("手写标题", by_hand()), ("示例报告", from_samples())):
        linked = Linked(each.problem for each in items)
        key_of = {p.id: key for p, key in zip(linked.problems, linked.keys, strict=True)}
        for part, kept in (("全部", items), ("留出三分之一", [i for i in items if i.held_out])):
            gold = _group_pairs(kept)
            ours = quality(_found_pairs(linked, {i.problem.id for i in kept}), gold)
            cubed = b_cubed(
                [key_of[i.problem.id] for i in kept], [i.group or i.problem.id for i in kept]
            )
            yield _row(name, part, len(kept), len(gold), ours, cubed)
            for label, scorer in (("token_set_ratio", _token_set), ("TF-IDF", _tf_idf)):
                yield _row(
                    name, f"{part}：{label}", len(kept), len(gold), _best(kept, gold, scorer)
                )


def _row(
    name: str, part: str, n: int, pairs: int, found: Quality, cubed: Quality | None = None
) -> str:
    rest = f"{cubed.precision:.3f} | {cubed.recall:.3f}" if cubed else "— | —"
    return (
        f"| {name} | {part} | {n} | {pairs} | {found.precision:.3f} | {found.recall:.3f} "
        f"| {found.f1:.3f} | {rest} |"
    )


def _best(
    items: Sequence[Labelled], gold: set[Key], scorer: Callable[[Sequence[Labelled]], Scores]
) -> Quality:
    """The comparator at the threshold that is best for it on these very pairs."""
    scores = scorer(items)
    i, j = np.triu_indices(len(items), 1)
    ids = [each.problem.id for each in items]
    labels = np.array([_key(ids[a], ids[b]) in gold for a, b in zip(i, j, strict=True)])
    values = scores[i, j]
    order = np.argsort(-values, kind="stable")
    right = np.cumsum(labels[order])
    found = np.arange(1, len(order) + 1)
    # A threshold takes all pairs of one score or none.
    ends = np.append(np.diff(values[order]) != 0, True)
    f1 = np.where(ends, 2 * right / (found + labels.sum()), 0)
    top = int(f1.argmax())
    return Quality(float(right[top] / found[top]), float(right[top] / labels.sum()))


def _token_set(items: Sequence[Labelled]) -> Scores:
    from indexer.analysis import words
    from indexer.folding import searchable

    texts = [" ".join(words(searchable(each.problem.title))) for each in items]
    found: Scores = process.cdist(texts, texts, scorer=fuzz.token_set_ratio, dtype=np.float32)
    return found


def _tf_idf(items: Sequence[Labelled]) -> Scores:
    """Cosine of character 1- to 2-grams of the titles, weighted by their rarity."""
    known: dict[str, int] = {}
    rows = []
    for each in items:
        title = each.problem.title
        grams = [*title, *(title[i : i + 2] for i in range(len(title) - 1))]
        rows.append(Counter(known.setdefault(gram, len(known)) for gram in grams))
    table = np.zeros((len(rows), len(known)), dtype=np.float32)
    for i, row in enumerate(rows):
        table[i, list(row)] = list(row.values())
    table *= np.log((1 + len(rows)) / (1 + (table > 0).sum(0))) + 1
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    found: Scores = table @ table.T
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
    type_of = {f.id: _ONE_KIND.get(f.type, f.type) for _, f in pairs}
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
    gold = {_key(pair.a, pair.b) for pair in relations().boilerplate}
    yield "| 雷同 | 报告 | 对 | 精确 | 召回 | F1 |"
    yield "|---|---:|---:|---:|---:|---:|"
    sets = (("示例报告", list(sample_bodies()), gold), ("生成报告中埋设", *planted_copies(_COPIED)))
    for name, bodies, planted in sets:
        found = quality({_key(each.a, each.b) for each in boilerplate(bodies)}, planted)
        yield (
            f"| {name} | {len(bodies)} | {len(planted)} | {found.precision:.3f} "
            f"| {found.recall:.3f} | {found.f1:.3f} |"
        )


def fitted() -> Iterator[str]:
    """New weights as TOML."""
    for name, weights in (("own", _fit_own()), ("elsewhere", _fit_elsewhere())):
        yield f"[{name}]\nbias = {weights.bias}\nsame = {weights.same}\nreview = {weights.review}\n"
        yield f"[{name}.features]"
        yield from (f"{feature} = {value}" for feature, value in weights.features.items())
        yield ""


def _fit_own() -> Weights:
    """From generated pairs of types that are not held out, and the samples' own pairs."""
    now = standard_model().own
    values, labels, importance = [], [], []
    pairs = list(generated(_GENERATED))
    type_of = {f.id: _ONE_KIND.get(f.type, f.type) for _, f in pairs}
    linked = Linked(problem for problem, _ in pairs)
    group_of = {i.problem.id: i.group or i.problem.id for i in from_samples()}
    samples = Linked(i.problem for i in from_samples() if not i.held_out)
    for each, label_of, weight in (
        (linked, type_of, 1.0),
        (samples, group_of, _SAMPLE_IMPORTANCE),
    ):
        found = own_pairs(each.columns, Weights(now.bias, 1, 0, now.features))
        ids = [problem.id for problem in each.problems]
        kept = np.array(
            [
                each is samples or not (held_out(type_of[ids[a]]) or held_out(type_of[ids[b]]))
                for a, b in zip(found.a, found.b, strict=True)
            ]
        )
        a, b = found.a[kept], found.b[kept]
        values.append(features(each.columns, a, b, found.body[kept]))
        labels += [label_of[ids[i]] == label_of[ids[j]] for i, j in zip(a, b, strict=True)]
        importance.append(np.full(len(a), weight, dtype=np.float32))
    return fit(
        np.concatenate(values),
        np.array(labels),
        same=now.same,
        review=now.review,
        importance=np.concatenate(importance),
    )


def _fit_elsewhere() -> Weights:
    """From all pairs of hand-made titles and of samples that are not held out."""
    now = standard_model().elsewhere
    values, labels = [], []
    for items in (by_hand(), from_samples()):
        kept = [each for each in items if not each.held_out]
        everyone = [each.problem for each in kept]
        organisations = Organisations(p.name for p in everyone if p.name)
        table = columns(everyone, organisations)
        bodies = matrix([p.body for p in everyone], table.weights)
        i, j = (each.astype(np.int32) for each in np.triu_indices(len(kept), 1))
        values.append(features(table, i, j, (bodies @ bodies.T)[i, j]))
        gold = _group_pairs(kept)
        ids = [p.id for p in everyone]
        labels += [_key(ids[a], ids[b]) in gold for a, b in zip(i, j, strict=True)]
    return fit(np.concatenate(values), np.array(labels), same=now.same, review=now.review)


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
