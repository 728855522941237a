"""The generator: seeded, streaming, with a truth that its texts bear out."""

from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from bench.findings import PlantedFinding
from bench.generate import PlantedTruth, findings, reports, write
from bench.layouts import bracketed, chinese, itemised, labelled, tabular, tagged
from bench.places import ORGS_PER_COUNTY, org
from bench.vocabulary import phrases, problem_types

MANY = 3000


@pytest.fixture(scope="module")
def many() -> list[PlantedFinding]:
    return list(findings(MANY))


def test_vocabulary_is_rich_enough() -> None:
    kinds = problem_types()
    assert len(kinds) >= 60
    assert all(len(kind.objects) >= 4 and len(kind.wordings) >= 6 for kind in kinds)


def test_every_type_has_two_facts_two_cures_and_a_heading() -> None:
    for kind in problem_types():
        assert (len(kind.facts), len(kind.cures)) == (2, 2), kind.name
        assert kind.area in phrases().areas


def test_same_seed_writes_the_same_reports() -> None:
    assert list(reports(10, seed=7)) == list(reports(10, seed=7))


def test_another_seed_writes_other_reports() -> None:
    first, other = next(reports(1, seed=1)), next(reports(1, seed=2))
    assert first.text != other.text


def test_more_reports_begin_with_the_same_ones() -> None:
    assert list(reports(4)) == list(reports(9))[:4]


def test_findings_alone_equal_the_findings_in_reports() -> None:
    in_reports = [finding for report in reports(12) for finding in report.findings]
    assert list(findings(len(in_reports))) == in_reports


def test_a_million_findings_can_be_begun_without_being_made() -> None:
    assert next(findings(1_000_000)).n == 1


def test_report_holds_eight_to_twenty_five_findings() -> None:
    counts = [len(report.findings) for report in reports(200)]
    assert min(counts) >= 8
    assert max(counts) <= 25


def test_finding_is_as_long_as_a_real_one(many: list[PlantedFinding]) -> None:
    mean = sum(len(finding.text) for finding in many) / MANY
    assert 250 < mean < 330


def test_no_slot_is_left_open(many: list[PlantedFinding]) -> None:
    assert not any("{" in finding.text or "}" in finding.text for finding in many)


def test_relapse_points_to_an_earlier_claim_of_success(many: list[PlantedFinding]) -> None:
    by_id = {finding.id: finding for finding in many}
    relapses = [finding for finding in many if finding.relapse_of]
    assert relapses
    for later in relapses:
        earlier = by_id[later.relapse_of or ""]
        assert earlier.status.claims_done
        assert (earlier.org, earlier.type, earlier.group) == (later.org, later.type, later.group)
        assert earlier.year < later.year
        assert earlier.title != later.title


def test_every_claim_that_came_back_is_marked_as_relapse(many: list[PlantedFinding]) -> None:
    groups: dict[str, list[PlantedFinding]] = {}
    for finding in many:
        groups.setdefault(finding.group, []).append(finding)
    for group in groups.values():
        for earlier, later in pairwise(group):
            assert (later.relapse_of == earlier.id) == earlier.status.claims_done


def test_year_lies_in_the_decade(many: list[PlantedFinding]) -> None:
    assert {finding.year for finding in many} <= set(range(2016, 2027))


def test_organisations_of_a_county_have_different_names() -> None:
    names = {org(k).name for k in range(ORGS_PER_COUNTY)}
    assert len(names) == ORGS_PER_COUNTY


def test_every_layout_holds_titles_and_statuses() -> None:
    found = next(reports(1)).findings
    for layout in (bracketed, tagged, itemised, labelled, tabular):
        text = layout(found)
        assert all(f.title in text and f.status_text in text for f in found), layout.__name__


def test_table_has_one_row_a_finding_and_seven_cells() -> None:
    found = next(reports(1)).findings
    rows = tabular(found).split("\n")
    assert len(rows) == len(found) + 1
    assert {row.count("\t") for row in rows} == {6}


@pytest.mark.parametrize(("n", "numeral"), [(3, "三"), (10, "十"), (15, "十五"), (20, "二十")])
def test_numeral(n: int, numeral: str) -> None:
    assert chinese(n) == numeral


def test_some_reports_misstate_their_number_of_findings() -> None:
    wrong = [report for report in reports(200) if report.stated != len(report.findings)]
    assert 4 <= len(wrong) <= 40
    assert any(f"共反馈{report.stated}个问题" in report.text for report in wrong)


def test_written_files_and_truth_agree(tmp_path: Path) -> None:
    size = write(5, tmp_path)
    files = sorted((tmp_path / "reports").rglob("*.txt"))
    assert len(files) == 5
    assert sum(file.stat().st_size for file in files) == size
    lines = (tmp_path / "truth.jsonl").read_bytes().splitlines()
    truths = [msgspec.json.decode(line, type=PlantedTruth) for line in lines]
    assert {tmp_path / truth.file for truth in truths} == set(files)
    assert len(truths) == sum(len(report.findings) for report in reports(5))
