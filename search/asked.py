"""What somebody wants to see of what recurs, and what fits that."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from indexer.folding import searchable
from indexer.identity import report_of
from indexer.linking.organisations import org_name
from indexer.linking.recurrences import Boilerplate, Group, Recurrences
from ingest.model import Record
from search.found import Found, Occurrence, Source


class Kind(StrEnum):
    """A kind of recurrence: 反弹, 屡查屡犯, 共性问题, 同类同改, 雷同."""

    RELAPSE = "relapse"
    REPEATED = "repeated"
    COMMON = "common"
    ELSEWHERE = "elsewhere"
    BOILERPLATE = "boilerplate"


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


def narrowed(found: Found, boilerplate: Collection[Boilerplate], asked: Asked) -> Recurrences:
    """The relapses, groups and shared passages that were asked for.

    A group is kept whole where one of its findings fits; of a kind, where those that fit make it
    one of that kind. A relapse fits by the year of its later finding.
    """
    fit = Fit(found.occurrences, found.sources, asked)
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
    fit = Fit(found.occurrences, found.sources, asked)
    return [each for each in found.occurrences if fit.finding(each.finding)]


class Fit:
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
        """Whether a finding fits organisation, region, type and years."""
        one = self._by_id[id]
        return self._party(id) and self._in_years(one.year) and self._of_type(one.type)

    def relapse(self, earlier: str, later: str) -> bool:
        """Whether a relapse fits, given by its findings: by the year and type of the later one."""
        return self._party(earlier) and self.finding(later)

    def group(self, group: Group) -> bool:
        """Whether one of the group's findings fits."""
        return any(self.finding(each.finding) for each in group.members)

    def kind(self, group: Group, relapses: set[tuple[str, str]]) -> bool:
        """Whether what fits makes the group one of the kind asked for; `relapses` are those that
        fit, as pairs of findings."""
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
        """Whether one of the two reports fits."""
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


def _plain(text: str | None) -> str:
    return searchable(text or "").strip()
