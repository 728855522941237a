"""看反复: what recurs in a library, computed once for each state of it, and narrowed as asked."""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from indexer.folding import searchable
from indexer.library import Library
from indexer.linking.organisations import org_name
from indexer.linking.recurrences import Boilerplate, Group, Recurrences, Relapse
from ingest.model import Record
from search.links import LinkState, linked_now, state_now
from search.stored import Stored, stored, stored_only
from search.waiting import KEPT, Pair, Waiting, waiting

if TYPE_CHECKING:
    from indexer.linking.linker import Linked  # numpy takes longer to import than a search does

FOUND = "recurrences.msgpack"
WAITING = "waiting.msgpack"


class Kind(StrEnum):
    """A kind of recurrence: 反弹, 屡查屡犯, 共性问题, 同类同改, 雷同."""

    RELAPSE = "relapse"
    REPEATED = "repeated"
    COMMON = "common"
    ELSEWHERE = "elsewhere"
    BOILERPLATE = "boilerplate"


class Occurrence(Record, frozen=True, kw_only=True):
    """A finding as it is counted; `org` is the resolved organisation's short name, with its county
    where another has the same; None where nobody can say which it is. `done` is what its report
    claims."""

    finding: str
    org: str | None
    type: str | None
    year: str | None
    when: str | None
    round: str | None
    done: bool


class Source(Record, frozen=True, kw_only=True):
    """A report as filters see it; `orgs` are those inspected, `when` an ISO date."""

    report: str
    name: str
    title: str | None
    orgs: tuple[str, ...]
    region: tuple[str, ...]
    when: str | None
    round: str | None


class Found(Record, frozen=True, kw_only=True):
    """All that recurs, boilerplate apart, and what it was found among."""

    groups: tuple[Group, ...]
    relapses: tuple[Relapse, ...]
    occurrences: tuple[Occurrence, ...]
    sources: tuple[Source, ...]
    conflicts: tuple[str, ...]


class Asked(Record, frozen=True, kw_only=True):
    """What to keep: part of a name, of a region, of a type; the years from and to; one kind."""

    org: str | None = None
    region: str | None = None
    type: str | None = None
    years: tuple[int, int] | None = None
    kind: Kind | None = None

    @property
    def with_boilerplate(self) -> bool:
        """Whether shared passages are asked for: they are of no type."""
        return self.kind in (None, Kind.BOILERPLATE) and self.type is None


class _KeptFound(Record, frozen=True, kw_only=True):
    state: LinkState
    found: Found


class _KeptWaiting(Record, frozen=True, kw_only=True):
    state: LinkState
    waiting: Waiting


class _Sparse(Record, frozen=True, kw_only=True):
    """What was found, with groups and relapses as they stand in the file."""

    groups: tuple[msgspec.Raw, ...]
    relapses: tuple[msgspec.Raw, ...]
    occurrences: tuple[Occurrence, ...]
    sources: tuple[Source, ...]
    conflicts: tuple[str, ...]


class _KeptSparse(Record, frozen=True, kw_only=True):
    state: LinkState
    found: _Sparse


class _Id(msgspec.Struct, frozen=True):
    finding: str


class _GroupIds(msgspec.Struct, frozen=True):
    members: tuple[_Id, ...]


class _RelapseIds(msgspec.Struct, frozen=True):
    earlier: _Id
    later: _Id


_KeptAny = TypeVar("_KeptAny", _KeptFound, _KeptSparse, _KeptWaiting)


def recurrences(library: Library) -> Found:
    """What recurs in the library now: as found before, or linked anew where anything has changed.

    Raises `LibraryError` where there is no library, or its catalog or aliases cannot be read.
    """
    library.require()
    state = state_now(library)
    kept = _read(library.folder / FOUND, _KeptFound)
    if kept is not None and kept.state == state:
        return kept.found
    return _anew(library, state, kept)[0]


def waiting_pairs(library: Library, limit: int, within: Collection[str] | None) -> list[Pair]:
    """The first `limit` undecided pairs that have one of the findings `within`; links are not made
    anew for them where `recurrences` has made them. Raises as it does."""
    library.require()
    state = state_now(library)
    kept = _read(library.folder / WAITING, _KeptWaiting)
    if kept is None or kept.state != state:
        found = _read(library.folder / FOUND, _KeptFound)
        every = _anew(library, state, found)[1]
    else:
        every = kept.waiting
    first = every.first(limit, within)
    if first is None:
        linked = linked_now(library)
        first = waiting(linked, linked.groups(), None).first(limit, within)
    return first or []


def _anew(library: Library, state: LinkState, kept: "_KeptFound | None") -> tuple[Found, Waiting]:
    """What recurs and what waits to be decided on, of one linking, and both kept."""
    linked = linked_now(library)
    found = _found(linked, _sources(library, kept))
    pairs = waiting(linked, found.groups, KEPT)
    _keep(library.folder / FOUND, _KeptFound(state=state, found=found))
    _keep(library.folder / WAITING, _KeptWaiting(state=state, waiting=pairs))
    return found, pairs


def found_asked(library: Library, asked: Asked) -> Found:
    """The same without the groups and relapses that do not fit: they are not even read, which in a
    large library takes most of the time. Raises as `recurrences` does."""
    library.require()
    kept = _read(library.folder / FOUND, _KeptSparse) if asked != Asked() else None
    if kept is None or kept.state != state_now(library):
        return recurrences(library)
    every = kept.found
    fit = _Fit(every.occurrences, every.sources, asked)
    groups, relapses = [], []
    for raw in every.groups:
        members = msgspec.msgpack.decode(raw, type=_GroupIds).members
        if any(fit.finding(each.finding) for each in members):
            groups.append(msgspec.msgpack.decode(raw, type=Group))
    for raw in every.relapses:
        pair = msgspec.msgpack.decode(raw, type=_RelapseIds)
        if fit.relapse(pair.earlier.finding, pair.later.finding):
            relapses.append(msgspec.msgpack.decode(raw, type=Relapse))
    return Found(
        groups=tuple(groups),
        relapses=tuple(relapses),
        occurrences=every.occurrences,
        sources=every.sources,
        conflicts=every.conflicts,
    )


def narrowed(found: Found, boilerplate: Collection[Boilerplate], asked: Asked) -> Recurrences:
    """The relapses, groups and shared passages that were asked for.

    A group is kept whole where one of its findings fits; of a kind, where those that fit make it
    one of that kind. A relapse fits by the year of its later finding.
    """
    fit = _Fit(found.occurrences, found.sources, asked)
    relapses = [
        each for each in found.relapses if fit.relapse(each.earlier.finding, each.later.finding)
    ]
    pairs = {(each.earlier.finding, each.later.finding) for each in relapses}
    wanted = asked.kind
    return Recurrences(
        groups=tuple(
            each
            for each in found.groups
            if wanted is not Kind.BOILERPLATE and fit.group(each) and fit.kind(each, pairs)
        ),
        relapses=tuple(relapses) if wanted in (None, Kind.RELAPSE) else (),
        boilerplate=tuple(
            each for each in boilerplate if asked.with_boilerplate and fit.boilerplate(each)
        ),
    )


def occurrences_asked(found: Found, asked: Asked) -> list[Occurrence]:
    """The findings that fit organisation, region, type and years."""
    fit = _Fit(found.occurrences, found.sources, asked)
    return [each for each in found.occurrences if fit.finding(each.finding)]


def report_of(finding: str) -> str:
    """The id of the report that a finding's id names."""
    return finding.rpartition("-")[0]


class _Fit:
    """Which findings, groups and reports a question asks for."""

    def __init__(
        self, occurrences: Iterable[Occurrence], sources: Iterable[Source], asked: Asked
    ) -> None:
        self._asked = asked
        self._org = _plain(asked.org)
        # 中共枫墟镇委员会 asks for 枫墟镇.
        taken_apart = org_name(self._org)
        self._leaves = {self._org, taken_apart.leaf} if taken_apart else {self._org}
        self._orgs_asked: dict[str, bool] = {}
        self._region = _plain(asked.region)
        self._type = _plain(asked.type)
        self._by_id = {each.finding: each for each in occurrences}
        self._sources = {each.report: each for each in sources}
        self._named: dict[str, list[Source]] = {}
        for each in self._sources.values():
            self._named.setdefault(each.name, []).append(each)
        self._orgs: dict[str, list[str]] = {}
        for one in self._by_id.values():
            if one.org:
                self._orgs.setdefault(report_of(one.finding), []).append(one.org)

    def finding(self, id: str) -> bool:
        one = self._by_id[id]
        return self._party(id) and self._in_years(one.year) and self._of_type(one.type)

    def relapse(self, earlier: str, later: str) -> bool:
        return self._party(earlier) and self.finding(later)

    def group(self, group: Group) -> bool:
        return any(self.finding(each.finding) for each in group.members)

    def kind(self, group: Group, relapses: set[tuple[str, str]]) -> bool:
        wanted = self._asked.kind
        if wanted is None:
            return True
        if wanted.value not in group.kinds:
            return False
        links = [(each.a, each.b) for each in group.links]
        if wanted is Kind.RELAPSE:
            return any(pair in relapses for pair in links)
        if wanted is Kind.REPEATED:
            return any(self._repeated(a, b) for a, b in links)
        if wanted is Kind.COMMON and self._region:
            return any(self._region in searchable(each.region) for each in group.common)
        return True

    def boilerplate(self, each: Boilerplate) -> bool:
        return any(
            self._source(source) for name in (each.a, each.b) for source in self._named[name]
        )

    def _repeated(self, a: str, b: str) -> bool:
        one, other = self._by_id[a], self._by_id[b]
        apart = report_of(a) != report_of(b)
        return apart and one.org is not None and one.org == other.org and self._party(a)

    def _party(self, id: str) -> bool:
        source = self._sources[report_of(id)]
        own = self._by_id[id].org
        names = [own] if own else list(source.orgs)
        return self._of_org(names) and self._of_region(source, names)

    def _source(self, source: Source) -> bool:
        names = [*source.orgs, *self._orgs.get(source.report, ())]
        year = source.when[:4] if source.when else None
        return self._of_org(names) and self._of_region(source, names) and self._in_years(year)

    def _of_org(self, names: Collection[str]) -> bool:
        return not self._org or any(self._is_asked(name) for name in names)

    def _is_asked(self, name: str) -> bool:
        known = self._orgs_asked.get(name)
        if known is None:
            said = searchable(name)
            known = self._orgs_asked[name] = any(each in said for each in self._leaves)
        return known

    def _of_region(self, source: Source, names: Collection[str]) -> bool:
        if not self._region:
            return True
        return self._region in searchable("".join((*source.region, "/", *names)))

    def _in_years(self, year: str | None) -> bool:
        years = self._asked.years
        return years is None or (year is not None and years[0] <= int(year) <= years[1])

    def _of_type(self, type_: str | None) -> bool:
        return not self._type or self._type in searchable(type_ or "")


def _sources(library: Library, kept: _KeptFound | None) -> list[Source]:
    """All current reports; those that were known are not read again."""
    with library.catalog() as catalog:
        floor = catalog.position().floor
        if kept is None or kept.state.sequence < floor:
            return list(map(_source, stored(library)))
        changes = catalog.changes(kept.state.sequence)
    changed = {each.report_id for each in changes}
    new = stored_only(library, {each.report_id for each in changes if each.added})
    known = [each for each in kept.found.sources if each.report not in changed]
    return sorted([*known, *map(_source, new)], key=lambda each: each.report)


def _found(linked: "Linked", sources: list[Source]) -> Found:
    answer = linked.recurrences()
    named = linked.organisations.short(each.name for each in linked.problems if each.name)
    return Found(
        groups=answer.groups,
        relapses=answer.relapses,
        occurrences=tuple(
            Occurrence(
                finding=each.id,
                org=named[each.name] if each.name else None,
                type=each.type,
                year=each.year,
                when=each.when,
                round=each.round,
                done=each.status.claims_done,
            )
            for each in linked.problems
        ),
        sources=tuple(sources),
        conflicts=tuple(each.message for each in linked.conflicts),
    )


def _source(each: Stored) -> Source:
    report = each.report
    return Source(
        report=each.id,
        name=each.source,
        title=report.title,
        orgs=report.inspected_org,
        region=report.region,
        when=report.feedback_on or report.inspection_end or report.published_on,
        round=report.round,
    )


def _plain(text: str | None) -> str:
    return searchable(text or "").strip()


def _read(path: Path, kind: type[_KeptAny]) -> _KeptAny | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None


def _keep(path: Path, kept: _KeptFound | _KeptWaiting) -> None:
    """Keeps an answer for the next question; where the folder is read-only, nothing is kept."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        part.write_bytes(msgspec.msgpack.encode(kept))
        part.replace(path)
