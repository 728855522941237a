"""The five real reports: their sentences stay outside of the project, only digests are kept."""

import hashlib
from pathlib import Path

from ingest.model import Report, ReportKind
from ingest.parse import parse
from ingest.read import read
from tests.ingest.reports import seeds

_DIGESTS = Path(__file__).with_name("seed_findings.sha256")


def _reports() -> list[Report]:
    return [parse(read(path.read_bytes(), path.name), path.name) for path in seeds()]


def test_seeds_hold_63_findings() -> None:
    assert [len(report.findings) for report in _reports()] == [13, 0, 11, 23, 16]


def test_seeds_have_the_titles_and_statuses_that_a_person_reads() -> None:
    found = [
        hashlib.sha256(f"{f.title}|{f.status.value}".encode()).hexdigest()
        for report in _reports()
        for f in report.findings
    ]
    assert found == _DIGESTS.read_text("ascii").split()


def test_seeds_are_of_their_kinds() -> None:
    assert [report.kind for report in _reports()] == [
        ReportKind.REPORT,
        ReportKind.DUTY_REPORT,
        ReportKind.NOTICE,
        ReportKind.REPORT,
        ReportKind.NOTICE,
    ]


def test_seed_dates_are_read_as_precisely_as_they_are_written() -> None:
    assert [(r.inspection_start, r.feedback_on) for r in _reports()] == [
        ("2021", "2021"),
        ("2023-04-20", "2023-07-06"),
        ("2025-09-08", "2025-12-11"),
        ("2021-11-30", "2022-03-24"),
        ("2023-09", "2024-03-14"),
    ]
