"""What two findings have in common, as numbers."""

import numpy as np
import numpy.typing as npt

from indexer.linking.columns import NONE, Columns, Ints
from indexer.linking.grams import Floats

FEATURES = (
    "same_concept",
    "other_concept",
    "second_concept",
    "same_field",
    "same_type",
    "same_object",
    "object_similarity",
    "object_near",
    "object_contained",
    "same_aspect",
    "other_aspect",
    "body",
)

_NEAR = 0.85


def features(columns: Columns, a: Ints, b: Ints, body: Floats) -> Floats:
    """Shape (pairs, len(FEATURES)), each in [0, 1]; `body` is the cosine of the two bodies."""
    concept_a, concept_b = columns.concept[a], columns.concept[b]
    known = (concept_a != NONE) & (concept_b != NONE)
    aspects_a, aspects_b = columns.aspects[a], columns.aspects[b]
    type_a = columns.type[a]
    similarity, contained = _objects(columns, a, b)
    return np.column_stack(
        (
            known & (concept_a == concept_b),
            known & (concept_a != concept_b),
            _beside(columns, a, b) | _beside(columns, b, a),
            (columns.field[a] != NONE) & (columns.field[a] == columns.field[b]),
            (type_a != NONE) & (type_a == columns.type[b]),
            columns.object[a] == columns.object[b],
            similarity,
            similarity >= _NEAR,
            contained,
            (aspects_a & aspects_b) > 0,
            (aspects_a > 0) & (aspects_b > 0) & ((aspects_a & aspects_b) == 0),
            body,
        )
    ).astype(np.float32)


def _beside(columns: Columns, a: Ints, b: Ints) -> npt.NDArray[np.bool_]:
    """Whether what one names is another thing that the other names beside its own."""
    second = columns.second[b]
    found: npt.NDArray[np.bool_] = (second != NONE) & (columns.concept[a] == second)
    return found


def _objects(columns: Columns, a: Ints, b: Ints) -> tuple[Floats, Floats]:
    """How alike the objects are, and how far the words of one contain the other's, in [0, 1].

    On segmented text, as rapidfuzz's token scorers split at blanks. Equal pairs of objects are
    compared once.
    """
    from rapidfuzz import fuzz, process

    low = np.minimum(columns.object[a], columns.object[b]).astype(np.int64)
    high = np.maximum(columns.object[a], columns.object[b]).astype(np.int64)
    unique, places = np.unique(low * len(columns.words) + high, return_inverse=True)
    one = [columns.words[i] for i in unique // max(len(columns.words), 1)]
    other = [columns.words[i] for i in unique % max(len(columns.words), 1)]
    if not one:
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    similar = process.cpdist(one, other, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    contained = process.cpdist(one, other, scorer=fuzz.token_set_ratio, dtype=np.float32)
    share = np.float32(0.01)
    return (similar[places] * share).astype(np.float32), (contained[places] * share).astype(
        np.float32
    )
