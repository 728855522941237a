"""What others would tell findings of one kind by: their titles alone, and one threshold."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bench.linking_labelled import Labelled
from bench.pairs import Key, key
from indexer.linking.fit import Quality

Scores = npt.NDArray[np.float32]
"""How alike every two of n titles are, shape (n, n)."""


def best(
    items: Sequence[Labelled], gold: set[Key], scorer: Callable[[Sequence[Labelled]], Scores]
) -> Quality:
    """The comparator at the threshold that is best for it on these very pairs."""
    scores = scorer(items)
    i, j = np.triu_indices(len(items), 1)
    ids = [each.problem.id for each in items]
    labels = np.array([key(ids[a], ids[b]) in gold for a, b in zip(i, j, strict=True)])
    values = scores[i, j]
    order = np.argsort(-values, kind="stable")
    right = np.cumsum(labels[order])
    found = np.arange(1, len(order) + 1)
    # A threshold takes all pairs of one score or none.
    ends = np.append(np.diff(values[order]) != 0, True)
    f1 = np.where(ends, 2 * right / (found + labels.sum()), 0)
    top = int(f1.argmax())
    return Quality(
        precision=float(right[top] / found[top]), recall=float(right[top] / labels.sum())
    )


def token_set(items: Sequence[Labelled]) -> Scores:
    """The share of words in common, in whatever order."""
    from indexer.analysis import words
    from indexer.folding import searchable

    texts = [" ".join(words(searchable(each.problem.title))) for each in items]
    found: Scores = process.cdist(texts, texts, scorer=fuzz.token_set_ratio, dtype=np.float32)
    return found


def tf_idf(items: Sequence[Labelled]) -> Scores:
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
