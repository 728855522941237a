"""Which finding of a report's new version is the same problem as one of its old version.

What people decide and write names findings by id, and an id by the bytes of its report: a report
that is put right at its place would lose it all. Nothing is rewritten: logs are resolved when read.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from indexer.entries import ReportEntry
from indexer.folding import searchable
from indexer.library import Generation, Library
from indexer.linking.wording import wording
from ingest.model import Finding, Report

# Of 100: texts that differ in a few characters, under titles on kindred objects at least; titles
# that were reworded in their place, and that are on one object.
_SAME_TEXT, _KIN_OBJECT = 90.0, 70.0
_SAME_TITLE, _SAME_OBJECT = 70.0, 80.0
# Of the whole texts of two versions, where the dates of the inspection differ.
_SAME_REPORT = 90.0

Successors = Mapping[str, str | None]
"""By a finding of a version that stands nowhere any more, the one that took its place; None where
the new version has none that is surely the same."""


def successors(library: Library, findings: Collection[str]) -> Successors:
    """What became of those of these findings (by id) whose report was replaced by a new version.

    Raises `LibraryError` where the catalog cannot be read.
    """
    reports = {each.rpartition("-")[0] for each in findings}
    if not reports or not library.exists:
        return {}
    newest, generation = _newest(library, reports), library.generation
    found: dict[str, str | None] = {}
    for each in findings:
        report, _, number = each.rpartition("-")
        new = newest.get(report)
        if new is not None:
            became = _became(library, generation, report, new).get(number)
            found[each] = None if became is None else f"{new}-{became}"
    return found


def same_inspection(a: Report, b: Report) -> bool | None:
    """Whether two reports on one organisation are about one inspection: by its dates as far as both
    give them, else by its round; None where they have neither in common."""
    for name in ("feedback_on", "inspection_start", "inspection_end", "round"):
        one, other = getattr(a, name), getattr(b, name)
        if one and other:
            # 2024-06 and 2024-06-12 may be one day.
            return bool(one.startswith(other) or other.startswith(one))
    return None


def same_findings(old: Report, new: Report) -> dict[int, int]:
    """By a finding's number in the old version, that of the same problem in the new one."""
    pairs = sorted(
        ((_likeness(a, b), a.n, b.n) for a in old.findings for b in new.findings),
        key=lambda pair: (pair[0], -pair[1], -pair[2]),
        reverse=True,
    )
    became: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, a, b in pairs:
        if likeness.surely and a not in became and b not in taken:
            became[a] = b
            taken.add(b)
    return became


class _Likeness(NamedTuple):
    """How surely two findings are one: in this order, for the best pairs are taken first."""

    surely: bool
    title: bool
    text: float
    number: bool


def _likeness(a: Finding, b: Finding) -> _Likeness:
    from rapidfuzz.fuzz import ratio

    one, other = searchable(a.title), searchable(b.title)
    text = ratio(searchable(a.text), searchable(b.text))
    number, title = a.n == b.n, one == other
    surely = title
    if not title and (text >= _SAME_TEXT or number):
        # Of a short text most is what every finding has: labels, a measure in a few set words.
        objects = ratio(wording(a.title).object, wording(b.title).object)
        surely = text >= _SAME_TEXT and objects >= _KIN_OBJECT
        surely |= number and ratio(one, other) >= _SAME_TITLE and objects >= _SAME_OBJECT
    if a.org and b.org and a.org != b.org:
        surely = False
    return _Likeness(surely, title, text, number)


def _newest(library: Library, reports: Collection[str]) -> dict[str, str]:
    """The report that stands now where each of these stood last, of those that were replaced."""
    step: dict[str, str] = {}
    with library.catalog() as catalog:
        ask = set(reports)
        while ask:
            found = catalog.replaced(ask)
            step.update(found)
            ask = set(found.values()) - step.keys()
    newest = {}
    for each in step.keys() & set(reports):
        at, passed = each, {each}
        while at in step and step[at] not in passed:
            at = step[at]
            passed.add(at)
        newest[each] = at
    return newest


# A page asks for the same ones again and again; what stands in a catalog stays as it is.
@lru_cache(10_000)
def _became(library: Library, generation: Generation, old: str, new: str) -> Mapping[str, str]:
    with library.catalog() as catalog:
        before, after = catalog.report(old), catalog.report(new)
    if not _one_document(before, after):
        return {}
    became = same_findings(before.report, after.report)
    return {str(a): str(b) for a, b in became.items()}


def _one_document(old: ReportEntry, new: ReportEntry) -> bool:
    """Whether they are versions of one report; a file name may also be used again for another."""
    orgs = set(old.report.inspected_org), set(new.report.inspected_org)
    if all(orgs) and not orgs[0] & orgs[1]:
        return False
    if same_inspection(old.report, new.report) is not False:
        return True
    from rapidfuzz.fuzz import ratio

    return _same_years(old.report, new.report) and ratio(old.text, new.text) >= _SAME_REPORT


def _same_years(a: Report, b: Report) -> bool:
    """Notices of one town are worded alike from one inspection to the next: a date that was put
    right is one of the same year."""
    dates = ("feedback_on", "inspection_start", "inspection_end")
    pairs = [(getattr(a, name), getattr(b, name)) for name in dates]
    return all(one[:4] == other[:4] for one, other in pairs if one and other)
