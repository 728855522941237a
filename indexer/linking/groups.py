"""Groups of findings of one kind (同类问题).

Findings of one concept are one group. The rest are grouped by form, in order of time: a form
joins the group to which it is nearest if it is near enough to every form there (complete link), so
that no weak link chains two groups together, and later reports never change what earlier ones made.
What people decided binds and parts before anything else.
"""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from indexer.linking.candidates import Form, Postings, first_of_each, form_of
from indexer.linking.columns import Columns, Ints, columns
from indexer.linking.decisions import Decisions
from indexer.linking.features import features
from indexer.linking.grams import Floats, Rarity, matrix
from indexer.linking.organisations import Organisations
from indexer.linking.problem import Problem
from indexer.linking.score import Weights

GroupKey = str
_BATCH = 500_000


def group_keys(table: Columns, weights: Weights, decisions: Decisions) -> list[GroupKey]:
    """The key of each row's group; the rows are in order of time. Equal keys are one group.

    A key depends on the content of the group only: its concept, or its earliest finding's form.
    """
    keys = _by_likeness(table, weights)
    return _decided(table, keys, decisions)


def group_id(key: GroupKey) -> str:
    """The short id of a group in answers."""
    return "g" + sha256(key.encode()).hexdigest()[:12]


def concept_key(problem: Problem) -> GroupKey:
    """The key of all findings of the problem's concept."""
    return f"concept:{problem.concept}"


def form_key(form: Form) -> GroupKey:
    """The key of the group that the form founds."""
    return "form:" + "/".join((form.object, *form.aspects))


def near_enough(
    problem: Problem, members: Sequence[Problem], weights: Weights, rarity: Rarity
) -> float | None:
    """How near the problem is to a group, given by the first finding of each of its forms: the
    mean score; None where it is not of the group.

    Each member must be worth a look at least, and on the whole they must be the same.
    """
    table = columns([problem, *members], Organisations(()), rarity)
    others = np.arange(1, len(members) + 1, dtype=np.int32)
    return _joined(_scores(table, weights, 0, others), weights)


def _by_likeness(table: Columns, weights: Weights) -> list[GroupKey]:
    problems = table.problems
    keys = [concept_key(each) for each in problems]
    loose = first_of_each(
        (row, form_of(each)) for row, each in enumerate(problems) if each.concept is None
    )
    for form, key in _cluster(table, loose, weights).items():
        for row in loose[form]:
            keys[row] = key
    return keys


def _cluster(
    table: Columns, members: dict[Form, list[int]], weights: Weights
) -> dict[Form, GroupKey]:
    """The group key of each form; `members` are rows by form, in order of time."""
    forms = list(members)
    first = np.array([rows[0] for rows in members.values()], dtype=np.int32)
    group_of: list[int] = []
    groups: list[list[int]] = []
    for number, near in enumerate(_near(table, forms, first, weights)):
        best: tuple[float, int] | None = None
        for group in sorted({group_of[other] for other in near}):
            score = _joined(_scores(table, weights, first[number], first[groups[group]]), weights)
            if score is not None:
                best = max(best or (0.0, -len(groups)), (score, -group))
        if best is None:
            group_of.append(len(groups))
            groups.append([number])
        else:
            group_of.append(-best[1])
            groups[-best[1]].append(number)
    return {form: form_key(forms[groups[group_of[i]][0]]) for i, form in enumerate(forms)}


def _near(table: Columns, forms: list[Form], first: Ints, weights: Weights) -> list[list[int]]:
    """For each form the earlier ones that are the same by themselves; only a group with one of
    them can be joined. Scored all together, which is many times faster than form by form."""
    postings = Postings()
    one, other = array("i"), array("i")
    for number, form in enumerate(forms):
        for candidate in postings.nearest(form):
            one.append(number)
            other.append(candidate)
        postings.add(number, form)
    a, b = (np.frombuffer(each, dtype=np.int32) for each in (one, other))
    near: list[list[int]] = [[] for _ in forms]
    for start in range(0, len(a), _BATCH):
        part = slice(start, start + _BATCH)
        rows = first[a[part]], first[b[part]]
        scores = weights.scores(features(table, *rows, _bodies(table, weights, *rows)))
        for i in np.flatnonzero(scores >= weights.same).tolist():
            near[int(a[start + i])].append(int(b[start + i]))
    return near


def _bodies(table: Columns, weights: Weights, a: Ints, b: Ints) -> Floats:
    """The cosines of the rows' bodies, pair by pair; not computed where they do not count."""
    alike = np.zeros(len(a), dtype=np.float32)
    if weights.features["body"]:
        for i, (one, other) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
            rows = matrix([table.problems[one].body, table.problems[other].body], table.weights)
            alike[i] = rows[0] @ rows[1]
    return alike


def _joined(scores: Floats, weights: Weights) -> float | None:
    if scores.min() < weights.review or scores.mean() < weights.same:
        return None
    return float(scores.mean())


def _scores(table: Columns, weights: Weights, row: int, others: Ints) -> Floats:
    rows = np.full_like(others, row), others
    return weights.scores(features(table, *rows, _bodies(table, weights, *rows)))


def _decided(table: Columns, keys: list[GroupKey], decisions: Decisions) -> list[GroupKey]:
    """The keys after decisions: bound findings share one, rejected pairs never do."""
    named = decisions.named
    if not named:
        return keys
    rows = {each.id: row for row, each in enumerate(table.problems) if each.id in named}
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
