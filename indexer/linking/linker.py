"""Links all findings of a library: from problems and decisions to groups and relapses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt

from indexer.linking.aliases import Alias
from indexer.linking.columns import NONE, Ints, columns, in_order
from indexer.linking.common import Common, Seen, common, inspected
from indexer.linking.decisions import Conflict, Decisions
from indexer.linking.features import FEATURES, features
from indexer.linking.grams import Floats, Rarity, matrix
from indexer.linking.groups import group_id, group_keys
from indexer.linking.organisations import Organisations, OrgName
from indexer.linking.own import own_pairs
from indexer.linking.problem import Problem
from indexer.linking.recurrences import Group, Link, Member, Recurrences, Relapse
from indexer.linking.relapses import Again, found_again
from indexer.linking.score import Model, reasons, standard_model

_PAIRS = 2_000


class Linked:
    """Problems with the groups and relapses found among them. Making one links them all.

    The result depends on the problems, the aliases, the decisions and the model alone, not on the
    order in which the problems are given.
    """

    def __init__(
        self,
        problems: Iterable[Problem],
        decisions: Decisions | None = None,
        *,
        aliases: Sequence[Alias] = (),
        model: Model | None = None,
        rarity: Rarity | None = None,
        names: Iterable[OrgName] = (),
    ) -> None:
        """`rarity` is what earlier linking learned of the words of bodies; by default it is
        learned from these problems. `names` are organisations known beside those of the problems.
        """
        self.decisions = decisions or Decisions()
        self.model = model or standard_model()
        self.problems = in_order(problems)
        own = {each.name for each in self.problems if each.name is not None}
        self.organisations = Organisations(own.union(names), aliases)
        self.columns = columns(self.problems, self.organisations, rarity)
        self.keys = group_keys(self.columns, self.model.elsewhere, self.decisions)
        self.own = own_pairs(self.columns, self.model.own)
        self.again = tuple(found_again(self.columns, self.own, self.model.own, self.decisions))

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Decisions that contradict each other."""
        return self.decisions.conflicts

    @property
    def relapses(self) -> Iterator[Again]:
        """The pairs whose earlier finding was claimed solved."""
        return (each for each in self.again if each.relapse)

    @cached_property
    def members(self) -> dict[str, list[int]]:
        """Rows by group key, in order of time; groups of one included."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for row, key in enumerate(self.keys):
            found[key].append(row)
        return dict(found)

    def groups(self) -> Iterator[Group]:
        """Every group of two findings or more, the largest first.

        Where an organisation's problem came back under another kind, the pair is a group of its
        own beside these.
        """
        pairs_of: defaultdict[str, list[Again]] = defaultdict(list)
        across = []
        for each in self.again:
            if self.keys[each.earlier] == self.keys[each.later]:
                pairs_of[self.keys[each.earlier]].append(each)
            else:
                across.append(each)
        ranked = sorted(self.members.items(), key=lambda item: (-len(item[1]), item[0]))
        every = [(key, rows, pairs_of[key]) for key, rows in ranked if len(rows) > 1]
        for each in across:
            key = f"again:{self.problems[each.earlier].id}/{self.problems[each.later].id}"
            every.append((key, [each.earlier, each.later], [each]))
        # Scored all together, which is many times faster than group by group.
        chosen = [_chosen(self.problems, rows, pairs) for _, rows, pairs in every]
        links = iter(self.links([pair for pairs in chosen for pair in pairs]))
        for (key, rows, pairs), linked in zip(every, chosen, strict=True):
            yield self._group(key, rows, pairs, tuple(islice(links, len(linked))))

    def recurrences(self) -> Recurrences:
        """The groups and relapses as records."""
        return Recurrences(
            groups=tuple(self.groups()),
            relapses=tuple(
                Relapse(
                    earlier=self.member(each.earlier),
                    later=self.member(each.later),
                    months=each.months,
                    reasons=self._reasons(each.earlier, each.later, each.body),
                )
                for each in self.relapses
            ),
        )

    def member(self, row: int) -> Member:
        """The problem as an answer names it."""
        each = self.problems[row]
        return Member(
            finding=each.id,
            source=each.source,
            n=each.n,
            org=each.org,
            title=each.title,
            date=each.when,
            status=each.status.value,
        )

    def links(self, pairs: Sequence[tuple[int, int]]) -> list[Link]:
        """The score of each pair of rows, what was decided about it, and why."""
        if not pairs:
            return []
        own, values = self.values(pairs)
        body = values[:, FEATURES.index("body")]
        scores = np.where(
            own, self.model.own.scores(values), self.model.elsewhere.scores(values)
        ).tolist()
        return [
            self._link(a, b, score, alike)
            for (a, b), score, alike in zip(pairs, scores, body.tolist(), strict=True)
        ]

    def values(self, pairs: Sequence[tuple[int, int]]) -> tuple[npt.NDArray[np.bool_], Floats]:
        """Which pairs of rows are of one organisation, shape (pairs,), and the `features` of each.
        There must be at least one pair."""
        left, right = (np.array(rows, np.int32) for rows in zip(*pairs, strict=True))
        own = (self.columns.org[left] == self.columns.org[right]) & (self.columns.org[left] != NONE)
        return own, features(self.columns, left, right, self._alike(left, right))

    def _link(self, a: int, b: int, score: float, body: float) -> Link:
        one, other = self.problems[a], self.problems[b]
        verdict = self.decisions.verdict(one.id, other.id)
        return Link(
            a=one.id,
            b=other.id,
            score=round(score, 4),
            decision=verdict.value if verdict else None,
            reasons=self._reasons(a, b, body),
        )

    def _alike(self, left: Ints, right: Ints) -> Floats:
        """The cosines of the bodies, pair by pair."""
        found = np.zeros(len(left), np.float32)
        for start in range(0, len(left), _PAIRS):
            sides = [
                matrix([self.problems[row].body for row in rows], self.columns.weights)
                for rows in (left[start : start + _PAIRS], right[start : start + _PAIRS])
            ]
            found[start : start + _PAIRS] = np.einsum("ij,ij->i", *sides)
        return found

    def _reasons(self, a: int, b: int, body: float) -> tuple[str, ...]:
        return reasons(self.problems[a], self.problems[b], body, self.organisations)

    def _group(
        self, key: str, rows: list[int], pairs: list[Again], links: tuple[Link, ...]
    ) -> Group:
        regions = self._common(rows)
        orgs = {self.columns.org[row] for row in rows} - {NONE}
        kinds = (
            ("relapse", any(each.relapse for each in pairs)),
            ("repeated", bool(pairs)),
            ("common", bool(regions)),
            ("elsewhere", len(orgs) > 1),
        )
        types = Counter(self.problems[row].type for row in rows).most_common(1)
        return Group(
            id=group_id(key),
            label=self._label(rows),
            type=types[0][0],
            kinds=tuple(kind for kind, holds in kinds if holds),
            members=tuple(map(self.member, rows)),
            links=links,
            common=regions,
        )

    def _label(self, rows: list[int]) -> str:
        """The group's concept; where there is none, its commonest object."""
        said = [self.problems[row].concept or self.problems[row].object for row in rows]
        return Counter(said).most_common(1)[0][0]

    def _common(self, rows: list[int]) -> tuple[Common, ...]:
        return common(self._seen(rows), self._everyone)

    @cached_property
    def _everyone(self) -> dict[str, dict[str, set[OrgName]]]:
        return inspected(self._seen(range(len(self.problems))))

    def _seen(self, rows: Iterable[int]) -> Iterator[Seen]:
        for row in rows:
            each = self.problems[row]
            resolved = None if each.name is None else self.organisations.resolve(each.name)
            if resolved is not None:
                yield resolved, each.year


def _chosen(
    problems: Sequence[Problem], rows: list[int], pairs: list[Again]
) -> list[tuple[int, int]]:
    """The pairs that a group tells of: the organisations' own, then each member with the first of
    its object, and that with the group's first."""
    chosen = {(each.earlier, each.later): None for each in pairs}
    first_of: dict[str, int] = {problems[rows[0]].object: rows[0]}
    for row in rows[1:]:
        first = first_of.setdefault(problems[row].object, row)
        chosen[rows[0] if first == row else first, row] = None
    return list(chosen)
