"""A sample for the re-check on the spot."""

from ingest.model import Finding, Report, Status
from search.recheck import Stratum, claims, sample
from search.stored import Stored


def _report(id: str, org: str, statuses: list[Status]) -> Stored:
    findings = tuple(
        Finding(n=n, title=f"问题{n}", text="", span=(0, 0), status=status, type=f"类型{n % 2}")
        for n, status in enumerate(statuses, 1)
    )
    return Stored(id=id, source=f"{id}.txt", report=Report(inspected_org=(org,), findings=findings))


def test_only_findings_that_claim_to_be_done_are_claims() -> None:
    found = claims([_report("a", "甲镇", [Status.DONE, Status.ONGOING, Status.SUSTAINED])])

    assert [claim.id for claim in found] == ["a-1", "a-3"]


def test_every_organisation_is_in_the_sample_where_it_has_room() -> None:
    reports = [_report("a", "甲镇", [Status.DONE] * 50), _report("b", "乙镇", [Status.DONE] * 2)]

    drawn = sample(claims(reports), 5, [Stratum.ORG], seed=1)

    assert len(drawn) == 5
    assert {claim.org for claim in drawn} == {"甲镇", "乙镇"}


def test_the_same_seed_draws_the_same_sample() -> None:
    found = claims([_report("a", "甲镇", [Status.DONE] * 30)])
    by = [Stratum.ORG, Stratum.TYPE]

    assert sample(found, 7, by, seed=3) == sample(list(reversed(found)), 7, by, seed=3)
    assert sample(found, 7, by, seed=3) != sample(found, 7, by, seed=4)


def test_fewer_claims_than_asked_for_are_all_drawn() -> None:
    found = claims([_report("a", "甲镇", [Status.DONE] * 3)])

    assert len(sample(found, 10, [Stratum.ORG], seed=1)) == 3
