"""The five real reports: their sentences stay outside of the project, only digests are kept."""

import pytest

from bench.scoring import Score
from bench.seeds import score_seeds
from ingest.model import Report
from ingest.parse import parse
from ingest.read import read
from tests.ingest.reports import seeds


def _reports() -> list[Report]:
    return [parse(read(path.read_bytes(), path.name), path.name) for path in seeds()]


def test_seeds_hold_63_findings() -> None:
    assert [len(report.findings) for report in _reports()] == [13, 0, 11, 23, 16]


@pytest.mark.usefixtures("_seeds")
def test_seeds_are_read_as_a_person_reads_them() -> None:
    score = Score()
    score_seeds(score)
    assert not score.misses
    assert score.fields["findings"].right == 63


@pytest.fixture
def _seeds() -> None:
    seeds()
