"""Learns the weights of linking from the labelled pairs that are not held out."""

from collections.abc import Iterator

import numpy as np

from bench.linking_labelled import by_hand, from_samples, generated, held_out, kind_planted
from bench.pairs import key, labelled_pairs
from indexer.linking.columns import columns
from indexer.linking.features import features
from indexer.linking.fit import fit
from indexer.linking.grams import matrix
from indexer.linking.linker import Linked
from indexer.linking.organisations import Organisations
from indexer.linking.own import own_pairs
from indexer.linking.score import Weights, standard_model

_GENERATED = 20_000
_SAMPLE_IMPORTANCE = 20.0


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
    type_of = {f.id: kind_planted(f) for _, f in pairs}
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
        gold = labelled_pairs(kept)
        ids = [p.id for p in everyone]
        labels += [key(ids[a], ids[b]) in gold for a, b in zip(i, j, strict=True)]
    return fit(np.concatenate(values), np.array(labels), same=now.same, review=now.review)
