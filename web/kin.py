"""What stands beside a finding: its group and the members of it, links, relapses."""

from collections import defaultdict
from collections.abc import Iterator

from indexer.linking.recurrences import Group, Link, Member, Relapse
from search.recurrence import Found, Occurrence


class Kin:
    """An index of all that recurs, by finding: pages ask for one finding of a hundred thousand."""

    def __init__(self, found: Found) -> None:
        self._occurrences = {each.finding: each for each in found.occurrences}
        self._groups: dict[str, Group] = {}
        self._links: dict[str, list[Link]] = defaultdict(list)
        self._relapses: dict[str, list[Relapse]] = defaultdict(list)
        self._of_org: dict[tuple[str, str], list[Member]] = defaultdict(list)
        self._by_age: dict[str, list[Member]] = {}
        # Of several groups the first counts: a pair across kinds comes after the groups.
        for group in reversed(found.groups):
            self._add(group)
        for relapse in found.relapses:
            self._relapses[relapse.earlier.finding].append(relapse)
            self._relapses[relapse.later.finding].append(relapse)

    def _add(self, group: Group) -> None:
        self._by_age[group.id] = sorted(group.members, key=lambda each: each.date or "")
        for member in self._by_age[group.id]:
            self._groups[member.finding] = group
            org = self._org(member.finding)
            if org:
                self._of_org[group.id, org].append(member)
        for link in group.links:
            self._links[link.a].append(link)
            self._links[link.b].append(link)

    def _org(self, finding: str) -> str | None:
        occurrence = self._occurrences.get(finding)
        return occurrence.org if occurrence else None

    def occurrence(self, finding: str) -> Occurrence | None:
        """The finding as it is counted; None where it is not."""
        return self._occurrences.get(finding)

    def group(self, finding: str) -> Group | None:
        """The findings of the same kind; None where it stands alone."""
        return self._groups.get(finding)

    def links(self, finding: str) -> dict[str, Link]:
        """The links within groups that a finding has, by the other one's id."""
        links = self._links.get(finding, ())
        return {(each.b if each.a == finding else each.a): each for each in links}

    def relapses(self, finding: str) -> list[Relapse]:
        """The relapses that it is the beginning or the end of."""
        return self._relapses.get(finding, [])

    def own(self, finding: str, group: Group) -> list[Member]:
        """The others of its organisation in the group, the oldest first."""
        org = self._org(finding)
        mine = self._of_org.get((group.id, org), ()) if org else ()
        return [each for each in mine if each.finding != finding]

    def elsewhere(self, finding: str, group: Group) -> Iterator[Member]:
        """The members of the group that are not its organisation's: first those that were compared
        with it, the likest first, for a person can check that; then the oldest first."""
        org, links = self._org(finding), self.links(finding)

        def others(linked: bool) -> Iterator[Member]:
            for each in self._by_age[group.id]:
                if (each.finding in links) != linked or each.finding == finding:
                    continue
                if not org or self._org(each.finding) != org:
                    yield each

        yield from sorted(others(linked=True), key=lambda each: -links[each.finding].score)
        yield from others(linked=False)
