"""Learns the weights of linking anew from what people have decided; only when asked to."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import numpy.typing as npt

from indexer.library import Library
from indexer.linking.columns import columns
from indexer.linking.decisions import Verdict
from indexer.linking.features import FEATURES, features
from indexer.linking.fit import Quality, fit, quality, with_threshold
from indexer.linking.grams import Floats
from indexer.linking.labelled import titled, titles
from indexer.linking.linker import Linked
from indexer.linking.organisations import Organisations
from indexer.linking.score import Model, Weights, standard_model
from indexer.linking.weights import WEIGHTS, load_model, write_model
from ingest.model import Record
from search.links import linked_now

# Of either verdict; from fewer there is nothing to learn.
FEWEST = 10
# A decision on a real pair counts as much as so many labelled titles.
_DECISION = 10.0
_FOLDS = 5
# Of titles that nobody would take for one kind, one pair in so many stands for the others.
_REMOTE, _ONE_IN = 0.005, 16

Bools = npt.NDArray[np.bool_]


class Learned(Record, frozen=True, kw_only=True):
    """What came of one set of weights: `part` is own (of one organisation) or elsewhere. `before`
    and `after` are measured on the `confirmed` and `rejected` pairs and the `labelled` ones; after
    by weights that had not seen the pair (in five parts). None, and nothing `labelled`, where too
    little was decided. `adopted` where the new weights were better."""

    part: str
    confirmed: int
    rejected: int
    labelled: int
    before: Quality | None = None
    after: Quality | None = None
    adopted: bool = False


class Refit(Record, frozen=True, kw_only=True):
    """All of it; `path` is the file of weights written, None where nothing was better; `old` where
    the former file was put, None where there was none."""

    parts: tuple[Learned, ...]
    path: str | None
    old: str | None


class _Pairs(Record, frozen=True):
    """Pairs as `features`, whether each is of one kind, and how much each counts."""

    values: Floats
    labels: Bools
    importance: Floats

    def only(self, chosen: Bools) -> "_Pairs":
        return _Pairs(self.values[chosen], self.labels[chosen], self.importance[chosen])


def refit(library: Library, day: str) -> Refit:
    """Learns from the decisions and the labelled titles, and keeps what is better as the library's
    weights, dated `day`; the former file is kept beside.

    Raises `LibraryError` where there is no library, another process writes to it, or what it links
    by cannot be read.
    """
    library.require()
    with library.writing():
        model = load_model(library.folder)
        own, elsewhere = _decided(linked_now(library))
        parts = [
            _learn("own", own, _none, model.own),
            _learn("elsewhere", elsewhere, _titles, model.elsewhere),
        ]
        if not any(learned.adopted for learned, _ in parts):
            return Refit(parts=tuple(learned for learned, _ in parts), path=None, old=None)
        made = Model(own=parts[0][1], elsewhere=parts[1][1])
        told = tuple(learned for learned, _ in parts)
        old = write_model(library.folder, made, _heading(told, day))
        return Refit(
            parts=told,
            path=str(library.folder / WEIGHTS),
            old=str(old) if old else None,
        )


def _decided(linked: Linked) -> tuple[_Pairs, _Pairs]:
    """Confirmed and rejected pairs, of one organisation and of two."""
    row_of = {each.id: row for row, each in enumerate(linked.problems)}
    pairs, labels = [], []
    for (a, b), entry in sorted(linked.decisions.by_pair.items()):
        if entry.verdict is not Verdict.UNSURE and a in row_of and b in row_of:
            pairs.append((row_of[a], row_of[b]))
            labels.append(entry.verdict is Verdict.CONFIRM)
    if not pairs:
        return _none(), _none()
    own, values = linked.values(pairs)
    every = _Pairs(values, np.array(labels), np.full(len(pairs), _DECISION, np.float32))
    return every.only(own), every.only(~own)


def _titles() -> _Pairs:
    """The pairs of the labelled titles, each of an organisation of its own; of the remote ones,
    which are nearly all, a part."""
    named = [(name, title) for name, group in titles().groups.items() for title in group]
    problems = [titled(title, f"第{i}单位", f"t{i}") for i, (_, title) in enumerate(named)]
    table = columns(problems, Organisations(each.name for each in problems if each.name))
    a, b = (
        np.array(rows, np.int32) for rows in zip(*combinations(range(len(named)), 2), strict=True)
    )
    labels = np.array([named[i][0] == named[j][0] for i, j in zip(a, b, strict=True)])
    values = features(table, a, b, np.zeros(len(a), np.float32))
    telling = labels | (standard_model().elsewhere.scores(values) >= _REMOTE)
    kept = telling | (np.arange(len(a)) % _ONE_IN == 0)
    importance = np.where(telling, 1, _ONE_IN).astype(np.float32)
    return _Pairs(values[kept], labels[kept], importance[kept])


def _none() -> _Pairs:
    return _Pairs(
        np.zeros((0, len(FEATURES)), np.float32), np.zeros(0, bool), np.zeros(0, np.float32)
    )


def _learn(
    part: str, decided: _Pairs, labelled: Callable[[], _Pairs], now: Weights
) -> tuple[Learned, Weights]:
    confirmed = int(decided.labels.sum())
    rejected = len(decided.labels) - confirmed
    if min(confirmed, rejected) < FEWEST:
        return Learned(part=part, confirmed=confirmed, rejected=rejected, labelled=0), now
    hand = labelled()  # seconds: a quarter of a million pairs
    every = _Pairs(
        np.concatenate((decided.values, hand.values)),
        np.concatenate((decided.labels, hand.labels)),
        np.concatenate((decided.importance, hand.importance)),
    )
    before = quality(now.scores(every.values), every.labels, now.same)
    after = _unseen(every, now)
    better = after.f1 > before.f1
    learned = Learned(
        part=part,
        confirmed=confirmed,
        rejected=rejected,
        labelled=len(hand.labels),
        before=before,
        after=after,
        adopted=better,
    )
    return learned, _fitted(every, now) if better else now


def _fitted(pairs: _Pairs, now: Weights) -> Weights:
    weights = fit(
        pairs.values,
        pairs.labels,
        same=now.same,
        review=now.review,
        importance=pairs.importance,
        prior=now,
    )
    return with_threshold(weights, pairs.values, pairs.labels)


def _unseen(pairs: _Pairs, now: Weights) -> Quality:
    """How well each fifth is told apart by what the other four teach."""
    fold = np.arange(len(pairs.labels)) % _FOLDS
    called = np.zeros(len(pairs.labels), np.float32)
    for part in range(_FOLDS):
        weights = _fitted(pairs.only(fold != part), now)
        unseen = fold == part
        called[unseen] = weights.scores(pairs.values[unseen]) >= weights.same
    return quality(called, pairs.labels, 0.5)


def _heading(parts: tuple[Learned, ...], day: str) -> str:
    told = [
        f"{each.part}：依据确认的 {each.confirmed} 对、判为不同的 {each.rejected} 对；"
        f"精确 {each.before.precision:.3f} → {each.after.precision:.3f}，"
        f"召回 {each.before.recall:.3f} → {each.after.recall:.3f}"
        for each in parts
        if each.adopted and each.before and each.after
    ]
    first = f"{day} 由 huitoukan link --fit 学得；删除本文件即恢复程序自带的权重。"
    return "\n".join((first, *told))
