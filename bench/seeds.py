"""The real reports, scored against gold of which the project keeps no words but their digests."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from bench.gold import Gold
from bench.scoring import Score, plain, score_report
from ingest.model import Finding, Report
from ingest.parse import parse
from ingest.read import read

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
_GOLD = Path(__file__).with_name("seeds.json")
_DIGITS = 16


def texts() -> list[Path]:
    """The reports' files, where they are at hand."""
    return sorted(SEEDS.glob("*.txt"))


def score_seeds(into: Score) -> None:
    """Add the reports to the score; their gold is in the order of their names."""
    gold = msgspec.json.decode(_GOLD.read_bytes(), type=list[Gold])
    for n, (wanted, path) in enumerate(zip(gold, texts(), strict=True), 1):
        report = parse(read(path.read_bytes(), path.name), path.name)
        score_report(f"seed {n}", wanted, veiled(report), into)


def veiled(report: Report) -> Report:
    """The report with a digest in place of every value that is words of its text."""
    return msgspec.structs.replace(
        report,
        title=digest(report.title),
        inspected_org=_each(report.inspected_org),
        region=_each(report.region),
        inspecting_body=digest(report.inspecting_body),
        round=digest(report.round),
        findings=tuple(map(_veiled, report.findings)),
    )


def _veiled(finding: Finding) -> Finding:
    return msgspec.structs.replace(
        finding,
        title=digest(finding.title) or "",
        heading=digest(finding.heading),
        responsible=digest(finding.responsible),
        responsible_unit=digest(finding.responsible_unit),
        org=digest(finding.org),
    )


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(digest(each) or "" for each in words)


def digest(words: str | None) -> str | None:
    """The first digits of the SHA-256 of words, their punctuation left out."""
    bare = plain(words)
    return hashlib.sha256(bare.encode()).hexdigest()[:_DIGITS] if bare else None
