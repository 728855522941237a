"""反复问题分析: what an office puts before its leadership about what recurs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from indexer.identity import report_of
from indexer.library import Library
from indexer.linking.recurrences import Boilerplate, Group, Relapse
from ingest.model import Record
from search.asked import Asked, narrowed, occurrences_asked
from search.found import Found, Occurrence
from search.passages import shared
from search.quotes import Told, told
from search.recurrence import recurrences

UNKNOWN = "未说明"
# Of fewer claims that were looked at again, a share says nothing.
_FEWEST_CLAIMS = 2
_FOCUS = 8


class Round(Record, frozen=True, kw_only=True):
    """A round of inspections, or a year of inspections without one: `when` it began to report, how
    many organisations and findings, how many of these were found again after a claim."""

    name: str
    when: str
    orgs: int
    findings: int
    relapsed: int


class Cell(Record, frozen=True, kw_only=True):
    """How many findings of a type an organisation had in a year; `year` None where unknown."""

    org: str
    type: str
    year: str | None
    findings: int


class Focus(Record, frozen=True, kw_only=True):
    """A type that comes back: of `claimed` findings that were claimed solved, in organisations that
    were inspected again, `relapsed` were found again; `orgs` are theirs."""

    type: str
    claimed: int
    relapsed: int
    orgs: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share found again, in (0, 1]."""
        return self.relapsed / self.claimed


class Study(Record, frozen=True, kw_only=True):
    """All of it, for what was asked, as of the ISO date `on`."""

    asked: Asked
    on: str
    reports: int
    orgs: int
    findings: int
    claimed: int
    rounds: tuple[Round, ...]
    heat: tuple[Cell, ...]
    relapses: tuple[Told, ...]
    common: tuple[Group, ...]
    repeated: tuple[Group, ...]
    boilerplate: tuple[Boilerplate, ...]
    focus: tuple[Focus, ...]
    conflicts: tuple[str, ...]


def study(library: Library, asked: Asked, on: date) -> Study:
    """What recurs, counted and quoted. Raises `LibraryError` as `recurrences` does."""
    passages = shared(library) if asked.with_boilerplate else ()
    return study_of(library, recurrences(library), passages, asked, on)


def study_of(
    library: Library, found: Found, passages: Sequence[Boilerplate], asked: Asked, on: date
) -> Study:
    """The same of what was found to recur, be it only a part of the library's."""
    answer = narrowed(found, passages, asked)
    inside = occurrences_asked(found, asked)
    return Study(
        asked=asked,
        on=on.isoformat(),
        reports=len({report_of(each.finding) for each in inside}),
        orgs=len({each.org for each in inside if each.org}),
        findings=len(inside),
        claimed=sum(each.done for each in inside),
        rounds=tuple(rounds(inside, answer.relapses)),
        heat=tuple(heat(inside)),
        relapses=tuple(told(library, answer.relapses)),
        common=tuple(each for each in answer.groups if each.common),
        repeated=tuple(each for each in answer.groups if "repeated" in each.kinds),
        boilerplate=answer.boilerplate,
        focus=tuple(focus(found, inside)),
        conflicts=found.conflicts,
    )


def rounds(inside: Iterable[Occurrence], relapses: Iterable[Relapse]) -> list[Round]:
    """The rounds of these findings by time, with how many came back after a claim."""
    again = {each.later.finding for each in relapses}
    by_name: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for each in inside:
        by_name[each.round or (f"{each.year} 年" if each.year else UNKNOWN)].append(each)
    rounds = [
        Round(
            name=name,
            when=min((each.when for each in rows if each.when), default=""),
            orgs=len({each.org for each in rows if each.org}),
            findings=len(rows),
            relapsed=sum(each.finding in again for each in rows),
        )
        for name, rows in by_name.items()
    ]
    return sorted(rounds, key=lambda each: (each.when, each.name))


def heat(inside: Iterable[Occurrence]) -> list[Cell]:
    """These findings counted by organisation, type and year."""
    counts = Counter((each.org, each.type or "未分类", each.year) for each in inside if each.org)
    return [
        Cell(org=org, type=type_, year=year, findings=n)
        for (org, type_, year), n in sorted(counts.items(), key=lambda item: str(item[0]))
        if org
    ]


def focus(found: Found, inside: Sequence[Occurrence]) -> list[Focus]:
    """Types by the share of claims that did not hold, among those that could be looked at again."""
    last: dict[str, str] = {}
    for each in found.occurrences:
        if each.org and each.when:
            last[each.org] = max(last.get(each.org, ""), each.when)
    belied = {each.earlier.finding for each in found.relapses}
    claimed: Counter[str] = Counter()
    relapsed: Counter[str] = Counter()
    orgs: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for each in inside:
        looked_again = each.org and each.when and last[each.org] > each.when
        if not (each.done and each.type and each.org and looked_again):
            continue
        claimed[each.type] += 1
        if each.finding in belied:
            relapsed[each.type] += 1
            orgs[each.type][each.org] = None
    ranked = [
        Focus(type=type_, claimed=claimed[type_], relapsed=n, orgs=tuple(orgs[type_]))
        for type_, n in relapsed.items()
        if claimed[type_] >= _FEWEST_CLAIMS
    ]
    return sorted(ranked, key=lambda each: (-each.share, -each.relapsed, each.type))[:_FOCUS]
