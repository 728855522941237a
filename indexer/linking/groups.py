"""Groups of findings of one kind (同类问题).

Findings of one concept are one group. The rest are grouped by form, in order of time: a form
joins the group to which it is nearest if it is near enough to every form there (complete link), so
that no weak link chains two groups together, and later reports never change what earlier ones made.
What people decided binds and parts before anything else.
"""

from collections import defaultdict
from hashlib import sha256

import numpy as np

from indexer.linking.candidates import Form, Postings, first_of_each, form_of
from indexer.linking.columns import Columns
from indexer.linking.decisions import Decisions
from indexer.linking.features import features
from indexer.linking.grams import matrix
from indexer.linking.score import Weights

GroupKey = str


def group_keys(columns: Columns, weights: Weights, decisions: Decisions) -> list[GroupKey]:
    """The key of each row's group; the rows are in order of time. Equal keys are one group.

    A key depends on the content of the group only: its concept, or its earliest finding's form.
    """
    keys = _by_likeness(columns, weights)
    return _decided(columns, keys, decisions)


def group_id(key: GroupKey) -> str:
    """The short id of a group in answers."""
    return "g" + sha256(key.encode()).hexdigest()[:12]


def _by_likeness(columns: Columns, weights: Weights) -> list[GroupKey]:
    problems = columns.problems
    keys = [f"concept:{each.concept}" for each in problems]
    loose = first_of_each(
        (row, form_of(each)) for row, each in enumerate(problems) if each.concept is None
    )
    for form, key in cluster(columns, loose, weights).items():
        for row in loose[form]:
            keys[row] = key
    return keys


def cluster(
    columns: Columns, members: dict[Form, list[int]], weights: Weights
) -> dict[Form, GroupKey]:
    """The group key of each form; `members` are rows by form, in order of time."""
    forms = list(members)
    first = np.array([rows[0] for rows in members.values()], dtype=np.int32)
    postings = Postings()
    group_of: list[int] = []
    groups: list[list[int]] = []
    for number, form in enumerate(forms):
        near = {group_of[other] for other in postings.nearest(form)}
        best: tuple[float, int] | None = None
        for group in sorted(near):
            scores = _scores(columns, weights, first[number], first[groups[group]])
            # Every one at least worth a look, and on the whole the same.
            if scores.min() >= weights.review and scores.mean() >= weights.same:
                best = max(best or (0.0, 0), (float(scores.mean()), -group))
        if best is None:
            group_of.append(len(groups))
            groups.append([number])
        else:
            group_of.append(-best[1])
            groups[-best[1]].append(number)
        postings.add(number, form)
    return {form: _key(forms[groups[group_of[i]][0]]) for i, form in enumerate(forms)}


def _key(form: Form) -> GroupKey:
    return "form:" + "/".join((form.object, *form.aspects))


def _scores(
    columns: Columns, weights: Weights, row: np.int32, others: np.ndarray[tuple[int], np.dtype[np.int32]]
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    bodies = [columns.problems[i].body for i in (row, *others)]
    rows = matrix(bodies, columns.weights)
    return weights.scores(features(columns, np.full_like(others, row), others, rows[1:] @ rows[0]))


def _decided(columns: Columns, keys: list[GroupKey], decisions: Decisions) -> list[GroupKey]:
    """The keys after decisions: bound findings share one, rejected pairs never do."""
    named = decisions.named
    if not named:
        return keys
    rows = {each.id: row for row, each in enumerate(columns.problems) if each.id in named}
    # The groups that a base group has fallen into: key of each, with the named findings in it.
    split: defaultdict[GroupKey, list[tuple[GroupKey, set[str]]]] = defaultdict(list)
    done: set[str] = set()
    for finding in sorted(rows, key=rows.__getitem__):
        if finding in done:
            continue
        unit = {member for member in decisions.unit(finding) if member in rows}
        enemies = set().union(*(decisions.enemies(member) for member in unit))
        base = keys[rows[finding]]
        parts = split[base] or split.setdefault(base, [])
        if not parts:
            parts.append((base, set()))
        place = next((part for part in parts if not part[1] & enemies), None)
        if place is None:
            place = (f"{base}#{finding}", set())
            parts.append(place)
        place[1].update(unit)
        for member in unit:
            keys[rows[member]] = place[0]
        done |= unit
    return keys
