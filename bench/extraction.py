"""Precision and recall of extraction, field by field, against hand-written gold.

python -m bench.extraction                       # tests/corpus
python -m bench.extraction --misses FOLDER …     # also what went wrong, for folders of your own
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from rapidfuzz import fuzz

from ingest.model import Finding, Report
from ingest.parse import parse
from ingest.read import read

_SAME_TITLE = 90.0


class GoldFinding(msgspec.Struct):
    """One finding as a person read it; measures by their first characters."""

    title: str
    number: str | None = None
    heading: str | None = None
    status: str = "未说明"
    status_text: str | None = None
    measures: list[str] | int = []
    amounts_yuan: list[float] = []
    responsible: str | None = None
    responsible_unit: str | None = None
    deadline: str | None = None
    org: str | None = None
    type: str | None = None


class Gold(msgspec.Struct):
    """One report as a person read it."""

    kind: str
    title: str | None = None
    issuing_org: str | None = None
    inspected_org: str | list[str] | None = None
    region: list[str] = []
    inspecting_body: str | None = None
    inspection_kind: str | None = None
    round: str | None = None
    inspection_start: str | None = None
    inspection_end: str | None = None
    feedback_on: str | None = None
    published_on: str | None = None
    declared: dict[str, float | None] = {}
    findings: list[GoldFinding] = []
    inconsistencies: list[str] | None = None


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

    def values(self, source: str, field: str, gold: set[object], found: set[object]) -> None:
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
    for gold_path in sorted(folder.glob("*.json")):
        if gold_path.name.startswith("_"):
            continue
        text_path = _report_of(gold_path)
        gold = msgspec.json.decode(gold_path.read_bytes(), type=Gold)
        report = parse(read(text_path.read_bytes(), text_path.name), text_path.name)
        _score_report(gold_path.stem, gold, report, into)


def _report_of(gold_path: Path) -> Path:
    for folder in (gold_path.parent, gold_path.parent.parent / "reports"):
        for path in sorted(folder.glob(gold_path.stem + ".*")):
            if path.suffix != ".json":
                return path
    raise FileNotFoundError(f"no report for {gold_path}")


def _score_report(source: str, gold: Gold, report: Report, into: Score) -> None:
    into.value(source, "kind", gold.kind, report.kind.value)
    into.value(source, "title", _plain(gold.title), _plain(report.title))
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
        into.values(source, "inconsistencies", set(gold.inconsistencies), raised)  # type: ignore[arg-type]
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
    into.value(place, "exact title", _plain(gold.title), _plain(found.title))
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
    into.value(place, "responsible", _plain(gold.responsible), _plain(found.responsible))
    into.value(place, "unit", _plain(gold.responsible_unit), _plain(found.responsible_unit))
    into.value(place, "deadline", gold.deadline, found.deadline)
    into.value(place, "heading", _plain(gold.heading), _plain(found.heading))
    into.value(place, "org", gold.org, found.org)
    if gold.type:
        into.value(place, "type", gold.type, found.type)


def _plain(words: str | None) -> str | None:
    return re.sub(r"[\s“”‘’\"'。：；，、,.*]", "", words) if words else None


def _org(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_plain(name) or "" for name in names)


def _same(gold: str, found: str) -> bool:
    a, b = _plain(gold) or "", _plain(found) or ""
    return a == b or fuzz.ratio(a, b) >= _SAME_TITLE


def table(scored: Score) -> Iterator[str]:
    """The scores as a Markdown table."""
    yield "| field | right | wrong | missed | precision | recall | F1 |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for field, tally in scored.fields.items():
        precision = tally.right / (tally.right + tally.extra) if tally.right + tally.extra else 1.0
        recall = tally.right / (tally.right + tally.missed) if tally.right + tally.missed else 1.0
        yield (
            f"| {field} | {tally.right} | {tally.extra} | {tally.missed}"
            f" | {precision:.3f} | {recall:.3f} | {tally.f1:.3f} |"
        )


def main() -> None:
    """Score the folders of the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("tests/corpus")])
    parser.add_argument("--misses", action="store_true", help="also list what went wrong")
    chosen = parser.parse_args()
    scored = Score()
    for folder in chosen.folders:
        score(folder, scored)
    print("\n".join(table(scored)))
    if chosen.misses:
        for miss in scored.misses:
            print(f"{miss.source}  {miss.field}\n    gold  {miss.gold}\n    found {miss.found}")


if __name__ == "__main__":
    main()
