"""What stands beside a finding: its group and the members of it, links, relapses."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from indexer.linking.recurrences import Group, Link, Member, Relapse
from search.found import Found, Occurrence


class _Within(NamedTuple):
    """A group's members, the oldest first, in all and by organisation; its links by finding."""

    by_age: list[Member]
    of_org: dict[str, list[Member]]
    links: dict[str, dict[str, Link]]


class Kin:
    """An index of all that recurs, by finding: pages ask for one finding of a hundred thousand.

    Made anew whenever anything was linked, while people wait: what a group needs is made once
    somebody looks into it.
    """

    def __init__(self, found: Found) -> None:
        self._occurrences = {each.finding: each for each in found.occurrences}
        # Of several groups the first counts: a pair across kinds comes after the groups.
        groups = reversed(found.groups)
        self._groups = {member.finding: each for each in groups for member in each.members}
        self._within: dict[str, _Within] = {}
        self._relapses: dict[str, list[Relapse]] = defaultdict(list)
        for relapse in found.relapses:
            self._relapses[relapse.earlier.finding].append(relapse)
            self._relapses[relapse.later.finding].append(relapse)

    def occurrence(self, finding: str) -> Occurrence | None:
        """The finding as it is counted; None where it is not."""
        return self._occurrences.get(finding)

    def group(self, finding: str) -> Group | None:
        """The findings of the same kind; None where it stands alone."""
        return self._groups.get(finding)

    def links(self, finding: str, group: Group) -> dict[str, Link]:
        """The links within the group that a finding has, by the other one's id."""
        return self._inside(group).links.get(finding, {})

    def relapses(self, finding: str) -> list[Relapse]:
        """The relapses that it is the beginning or the end of."""
        return self._relapses.get(finding, [])

    def own(self, finding: str, group: Group) -> list[Member]:
        """The others of its organisation in the group, the oldest first."""
        org = self._org(finding)
        mine = self._inside(group).of_org.get(org, ()) if org else ()
        return [each for each in mine if each.finding != finding]

    def elsewhere(self, finding: str, group: Group) -> Iterator[Member]:
        """The members of the group that are not its organisation's: first those that were compared
        with it, the likest first, for a person can check that; then the oldest first."""
        org, links = self._org(finding), self.links(finding, group)

        def others(linked: bool) -> Iterator[Member]:
            for each in self._inside(group).by_age:
                if (each.finding in links) != linked or each.finding == finding:
                    continue
                if not org or self._org(each.finding) != org:
                    yield each

        yield from sorted(others(linked=True), key=lambda each: -links[each.finding].score)
        yield from others(linked=False)

    def _inside(self, group: Group) -> _Within:
        if group.id not in self._within:
            by_age = sorted(group.members, key=lambda each: each.date or "")
            of_org = defaultdict(list)
            for member in by_age:
                if org := self._org(member.finding):
                    of_org[org].append(member)
            links: defaultdict[str, dict[str, Link]] = defaultdict(dict)
            for each in group.links:
                links[each.a][each.b] = links[each.b][each.a] = each
            self._within[group.id] = _Within(by_age, dict(of_org), dict(links))
        return self._within[group.id]

    def _org(self, finding: str) -> str | None:
        occurrence = self._occurrences.get(finding)
        return occurrence.org if occurrence else None
