"""All problems side by side as arrays: what pairs are compared by."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.linking.grams import Rarity, frequencies, rarity
from indexer.linking.organisations import Organisations
from indexer.linking.problem import Problem

Ints = npt.NDArray[np.int32]
NONE = -1


class Names:
    """Strings numbered as they come."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def number(self, name: str | None) -> int:
        """The string's number; `NONE` for None."""
        return NONE if name is None else self.known.setdefault(name, len(self.known))


class Columns(NamedTuple):
    """One entry a problem in each array, shape (n,); `NONE` where unknown. `words` are the
    objects' words by object number; `weights` the rarity of each body bucket."""

    problems: Sequence[Problem]
    org: Ints
    report: Ints
    concept: Ints
    second: Ints
    field: Ints
    type: Ints
    object: Ints
    aspects: Ints
    words: list[str]
    org_names: list[str]
    weights: Rarity


def columns(
    problems: Sequence[Problem],
    organisations: Organisations,
    weights: Rarity | None = None,
) -> Columns:
    """The problems as arrays. `weights` by default are learned from these problems' bodies."""
    orgs, reports, concepts, fields, types, objects, aspects = (Names() for _ in range(7))
    words: list[str] = []
    table = np.empty((8, len(problems)), dtype=np.int32)
    keys: dict[object, int] = {None: NONE}
    for row, each in enumerate(problems):
        org = keys.get(each.name)
        if org is None:
            assert each.name is not None
            org = keys[each.name] = orgs.number(organisations.key(each.name))
        number = objects.number(each.object)
        if number == len(words):
            words.append(each.words)
        mask = 0
        for said in each.aspects:
            mask |= 1 << aspects.number(said)
        table[:, row] = (
            org,
            reports.number(each.report),
            concepts.number(each.concept),
            concepts.number(each.second),
            fields.number(each.field),
            types.number(each.type),
            number,
            mask,
        )
    if weights is None:
        weights = rarity(frequencies([each.body for each in problems]), len(problems))
    org_column, report, concept, second, field, type_, object_, aspect = table
    return Columns(
        problems,
        org_column,
        report,
        concept,
        second,
        field,
        type_,
        object_,
        aspect,
        words,
        list(orgs.known),
        weights,
    )


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by time, the same order however they arrived."""
    return sorted(problems, key=lambda each: each.order)
