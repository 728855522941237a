"""Extracted reports against gold, field by field: what is right, wrong and missed."""

import re
from collections import defaultdict
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from bench.gold import Gold, GoldFinding, gold_of, golden, report_of
from ingest.model import Finding, Report
from ingest.parse import parse
from ingest.read import read

_SAME_TITLE = 90.0


class Tally:
    """Right, wrongly found and missed values of one field."""

    def __init__(self) -> None:
        self.right = self.extra = self.missed = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find."""
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 1.0


class Miss(NamedTuple):
    """One value that differs."""

    source: str
    field: str
    gold: object
    found: object


class Score:
    """Tallies of all fields, and what went wrong."""

    def __init__(self) -> None:
        self.fields: defaultdict[str, Tally] = defaultdict(Tally)
        self.misses: list[Miss] = []

    def value(self, source: str, field: str, gold: object, found: object) -> None:
        """One field: right where both are equal, else missed, found wrongly, or both."""
        tally = self.fields[field]
        if gold == found:
            tally.right += gold not in (None, "", ())
            return
        tally.missed += gold not in (None, "", ())
        tally.extra += found not in (None, "", ())
        self.misses.append(Miss(source, field, gold, found))

    def values(
        self, source: str, field: str, gold: AbstractSet[object], found: AbstractSet[object]
    ) -> None:
        """One field of many values."""
        tally = self.fields[field]
        tally.right += len(gold & found)
        tally.missed += len(gold - found)
        tally.extra += len(found - gold)
        if gold != found:
            self.misses.append(
                Miss(source, field, sorted(map(str, gold - found)), sorted(map(str, found - gold)))
            )


def score(folder: Path, into: Score) -> None:
    """Add every NAME.json of `folder` and the report beside it (or in ../reports) to the score."""
    for path in golden(folder):
        score_one(path, into)


def score_one(gold_path: Path, into: Score) -> None:
    """Add one gold record and its report to the score."""
    source = report_of(gold_path)
    report = parse(read(source.read_bytes(), source.name), source.name)
    score_report(gold_path.stem, gold_of(gold_path), report, into)


def score_report(source: str, gold: Gold, report: Report, into: Score) -> None:
    """Add one report to the score; `source` names it in what went wrong."""
    into.value(source, "kind", gold.kind, report.kind.value)
    into.value(source, "title", plain(gold.title), plain(report.title))
    orgs = [gold.inspected_org] if isinstance(gold.inspected_org, str) else gold.inspected_org or []
    into.value(source, "inspected_org", _org(orgs), _org(report.inspected_org))
    into.value(source, "region", tuple(gold.region), report.region)
    into.value(source, "inspecting_body", gold.inspecting_body, report.inspecting_body)
    into.value(source, "inspection_kind", gold.inspection_kind, report.inspection_kind)
    into.value(source, "round", gold.round, report.round)
    for field in ("inspection_start", "inspection_end", "feedback_on", "published_on"):
        into.value(source, field, getattr(gold, field), getattr(report, field))
    for field, number in gold.declared.items():
        into.value(source, f"declared.{field}", number, getattr(report.declared, field))
    if gold.inconsistencies is not None:
        raised = {i.code for i in report.inconsistencies if not i.code.startswith("missing-")}
        into.values(source, "inconsistencies", set(gold.inconsistencies), raised)
    _score_findings(source, gold.findings, report.findings, into)


def _score_findings(
    source: str, gold: list[GoldFinding], found: tuple[Finding, ...], into: Score
) -> None:
    tally = into.fields["findings"]
    left = list(found)
    for wanted in gold:
        match = next((f for f in left if _same(wanted.title, f.title)), None)
        if match is None:
            tally.missed += 1
            into.misses.append(Miss(source, "findings", wanted.title, None))
            continue
        left.remove(match)
        tally.right += 1
        _score_finding(source, wanted, match, into)
    tally.extra += len(left)
    into.misses += [Miss(source, "findings", None, f.title) for f in left]


def _score_finding(source: str, gold: GoldFinding, found: Finding, into: Score) -> None:
    place = f"{source}#{found.n}"
    count = gold.measures if isinstance(gold.measures, int) else len(gold.measures)
    into.value(place, "exact title", plain(gold.title), plain(found.title))
    into.value(place, "status", gold.status, found.status.value)
    tally = into.fields["measures"]
    tally.right += min(count, len(found.measures))
    tally.missed += max(0, count - len(found.measures))
    tally.extra += max(0, len(found.measures) - count)
    if count != len(found.measures):
        into.misses.append(
            Miss(place, "measures", gold.measures, [m.text[:12] for m in found.measures])
        )
    into.values(place, "amounts", set(gold.amounts_yuan), set(found.amounts_yuan))
    into.value(place, "responsible", plain(gold.responsible), plain(found.responsible))
    into.value(place, "unit", plain(gold.responsible_unit), plain(found.responsible_unit))
    into.value(place, "deadline", gold.deadline, found.deadline)
    into.value(place, "heading", plain(gold.heading), plain(found.heading))
    into.value(place, "org", gold.org, found.org)
    if gold.type:
        into.value(place, "type", gold.type, found.type)


def plain(words: str | None) -> str | None:
    """Words without blanks, quotes and stops, in which two readings may differ."""
    return re.sub(r"[\s“”‘’\"'。：；，、,.*]", "", words) if words else None


def _org(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain(name) or "" for name in names)


def _same(gold: str, found: str) -> bool:
    a, b = plain(gold) or "", plain(found) or ""
    return a == b or fuzz.ratio(a, b) >= _SAME_TITLE
