"""共性问题: a kind of problem that many organisations of one region have."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from indexer.linking.organisations import OrgName
from ingest.model import Record

ENOUGH = 3
"""From this many organisations of one region on, a problem is common."""
_STEADY = 0.05


class Trend(StrEnum):
    """How the share of organisations that have a problem goes over the years."""

    RISING = "上升"
    FALLING = "下降"
    STEADY = "持平"


class Common(Record, frozen=True, kw_only=True):
    """`orgs` of the `inspected` organisations of a region have it; `by_year` how many had it in
    each year's inspections and how many were inspected then."""

    region: str
    orgs: int
    inspected: int
    by_year: dict[str, tuple[int, int]]

    @property
    def share(self) -> float:
        """The share of inspected organisations that have it, in (0, 1]."""
        return self.orgs / self.inspected

    @property
    def trend(self) -> Trend | None:
        """Where the share goes: that of the later half of the years against that of the earlier
        half, each taken over all organisations of its years; None with a single year."""
        years = [pair for pair in self.by_year.values() if pair[1]]
        if len(years) < 2:
            return None
        half = len(years) // 2
        before, after = (
            sum(n for n, _ in part) / sum(total for _, total in part)
            for part in (years[:half], years[-half:])
        )
        if abs(after - before) < _STEADY:
            return Trend.STEADY
        return Trend.RISING if after > before else Trend.FALLING


Seen = tuple[OrgName, str | None]
"""An organisation, and the year of one of its inspections."""


def inspected(seen: Iterable[Seen]) -> dict[str, dict[str, set[OrgName]]]:
    """Organisations by county and year; the year "" stands for all."""
    found: defaultdict[str, defaultdict[str, set[OrgName]]] = defaultdict(lambda: defaultdict(set))
    for org, year in seen:
        if org.county:
            found[org.county][""].add(org)
            if year:
                found[org.county][year].add(org)
    return {county: dict(years) for county, years in found.items()}


def common(
    group: Iterable[Seen], everyone: dict[str, dict[str, set[OrgName]]], enough: int = ENOUGH
) -> tuple[Common, ...]:
    """The regions where at least `enough` organisations have the group's problem, most first."""
    found = []
    for county, years in inspected(group).items():
        if len(years[""]) < enough:
            continue
        total = everyone[county]
        found.append(
            Common(
                region=county,
                orgs=len(years[""]),
                inspected=len(total[""]),
                by_year={
                    year: (len(years.get(year, ())), len(total[year]))
                    for year in sorted(total)
                    if year
                },
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.orgs, each.region)))
