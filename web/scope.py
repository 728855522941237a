"""What a viewer may see, put into the question itself: what is outside is never counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from indexer.engine import (
    AllOf,
    AnyOf,
    Boosted,
    Hits,
    IndexReader,
    IndexState,
    KeywordField,
    Node,
    NumberField,
    Searchable,
    Sort,
    Term,
)
from indexer.identity import report_of
from indexer.linking.recurrences import Boilerplate, Group, Member
from indexer.linking.wording import wording
from search.digest import Digest
from search.found import Found
from search.ledger import Item


class Scope:
    """The regions that a viewer is limited to; everything where there are none.

    A region is a path of names, `江东省/云川县`, or one name: a report is inside where its own path
    has all of them.
    """

    def __init__(self, regions: Iterable[str] = ()) -> None:
        self._paths = tuple(tuple(filter(None, each.split("/"))) for each in regions)

    @property
    def everything(self) -> bool:
        """Whether nothing is hidden."""
        return not self._paths

    def admits(self, region: Collection[str]) -> bool:
        """Whether a report of this region path is inside."""
        return self.everything or any(set(path) <= set(region) for path in self._paths)

    def engine(self, engine: Searchable) -> Searchable:
        """The engine as if it held nothing else."""
        return engine if self.everything else _ScopedEngine(engine, self._node())

    def found(self, found: Found) -> Found:
        """What recurs inside: groups without their members outside, pairs that are whole."""
        if self.everything:
            return found
        inside = {each.report for each in found.sources if self.admits(each.region)}
        relapses = tuple(
            each
            for each in found.relapses
            if {report_of(each.earlier.finding), report_of(each.later.finding)} <= inside
        )
        relapsed = {each.later.finding for each in relapses}
        types = {each.finding: each.type for each in found.occurrences}
        groups = (_inside(each, inside, relapsed, types) for each in found.groups)
        return Found(
            groups=tuple(filter(None, groups)),
            relapses=relapses,
            occurrences=tuple(
                each for each in found.occurrences if report_of(each.finding) in inside
            ),
            sources=tuple(each for each in found.sources if each.report in inside),
            # They name findings of both sides; whoever sees everything will see to them.
            conflicts=(),
        )

    def shared(self, shared: Iterable[Boilerplate], found: Found) -> tuple[Boilerplate, ...]:
        """The shared passages between reports inside; `found` is what recurs inside."""
        if self.everything:
            return tuple(shared)
        names = {each.name for each in found.sources}
        return tuple(each for each in shared if {each.a, each.b} <= names)

    def digest(self, whole: Digest, found: Found) -> Digest:
        """What happened inside; `found` is what recurs inside."""
        if self.everything:
            return whole
        inside = {each.report for each in found.sources}
        return msgspec.structs.replace(
            whole,
            reports=tuple(each for each in whole.reports if each.id in inside),
            changed=tuple(each for each in whole.changed if report_of(each.finding) in inside),
            overdue=tuple(each for each in whole.overdue if report_of(each.id) in inside),
            newly_overdue=tuple(each for each in whole.newly_overdue if report_of(each) in inside),
            relapses=tuple(
                each
                for each in whole.relapses
                if {report_of(each.relapse.earlier.finding), report_of(each.relapse.later.finding)}
                <= inside
            ),
            doubts=tuple(each for each in whole.doubts if each.id in inside),
            # A file that cannot be read is of no region that anybody knows.
            unread=(),
        )

    def _node(self) -> Node:
        paths = (
            AllOf(tuple(Term(KeywordField.REGION, name) for name in path)) for path in self._paths
        )
        return Boosted(AnyOf(tuple(paths)), 0)


def trimmed(item: Item, found: Found) -> Item:
    """The item without what reports outside say of it."""
    inside = {each.report for each in found.sources}
    steps = tuple(each for each in item.steps if each.report in inside)
    known = {each.finding for each in steps}
    returned = any(each.later.finding in known for each in found.relapses)
    return msgspec.structs.replace(
        item, id=steps[-1].finding, steps=steps, returned=item.returned if returned else None
    )


def _inside(
    group: Group, inside: set[str], relapsed: set[str], types: Mapping[str, str | None]
) -> Group | None:
    """The group as it would be told to somebody who knows of nothing outside."""
    members = tuple(each for each in group.members if report_of(each.finding) in inside)
    if len(members) < 2:
        return None
    if len(members) == len(group.members):
        return group
    known = {each.finding for each in members}
    orgs = {each.org for each in members}
    holds = {
        "relapse": bool(known & relapsed),
        "repeated": len(orgs) < len(members),
        "elsewhere": len(orgs) > 1,
    }
    label, kind = _named(members, types)
    return msgspec.structs.replace(
        group,
        label=label,
        type=kind,
        members=members,
        links=tuple(each for each in group.links if {each.a, each.b} <= known),
        kinds=tuple(each for each in group.kinds if holds.get(each)),
        # How common it is was counted over organisations outside, too.
        common=(),
    )


def _named(members: Sequence[Member], types: Mapping[str, str | None]) -> tuple[str, str | None]:
    """Label and type of a group of these alone: those of all would tell what others' titles say."""
    said = [wording(each.title) for each in members]
    label = Counter(each.concept or each.object for each in said).most_common(1)[0][0]
    return label, Counter(types.get(each.finding) for each in members).most_common(1)[0][0]


class _ScopedEngine:
    def __init__(self, engine: Searchable, scope: Node) -> None:
        self._engine, self._scope = engine, scope

    def reader(self) -> IndexReader:
        return _ScopedReader(self._engine.reader(), self._scope)


class _ScopedReader:
    def __init__(self, reader: IndexReader, scope: Node) -> None:
        self._reader, self._scope = reader, scope

    def search(
        self, query: Node, *, limit: int, offset: int = 0, sort: Sort = Sort.RELEVANCE
    ) -> Hits:
        return self._reader.search(self._inside(query), limit=limit, offset=offset, sort=sort)

    def count(self, query: Node) -> int:
        return self._reader.count(self._inside(query))

    def frequency(self, term: Term) -> int:
        return self.count(term)

    def facets(
        self, query: Node, fields: Sequence[KeywordField | NumberField]
    ) -> dict[KeywordField | NumberField, list[tuple[str, int]]]:
        return self._reader.facets(self._inside(query), fields)

    def state(self) -> IndexState | None:
        return self._reader.state()

    def _inside(self, query: Node) -> Node:
        return AllOf((query, self._scope))
