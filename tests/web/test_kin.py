"""What stands beside a finding on its page."""

from indexer.linking.recurrences import Group, Link, Member
from search.found import Found, Occurrence
from web.kin import Kin


def member(finding: str, date: str) -> Member:
    return Member(
        finding=finding, source="a.txt", n=1, org=None, title="浪费", date=date, status="完成"
    )


def occurrence(finding: str, org: str) -> Occurrence:
    return Occurrence(
        finding=finding, org=org, type=None, year=None, when=None, round=None, done=True
    )


def link(a: str, b: str, score: float) -> Link:
    return Link(a=a, b=b, score=score, decision=None, reasons=())


GROUP = Group(
    id="g",
    label="浪费",
    type=None,
    kinds=(),
    members=(
        member("old-1", "2019"),
        member("mine-1", "2020"),
        member("near-1", "2023"),
        member("nearer-1", "2022"),
        member("own-1", "2021"),
        member("new-1", "2024"),
    ),
    links=(link("mine-1", "near-1", 0.8), link("nearer-1", "mine-1", 0.9)),
)
FOUND = Found(
    groups=(GROUP,),
    relapses=(),
    occurrences=(
        occurrence("mine-1", "云溪镇"),
        occurrence("own-1", "云溪镇"),
        occurrence("near-1", "白石镇"),
    ),
    sources=(),
    conflicts=(),
)


def test_the_likest_elsewhere_come_first_and_then_the_oldest() -> None:
    elsewhere = [each.finding for each in Kin(FOUND).elsewhere("mine-1", GROUP)]
    assert elsewhere == ["nearer-1", "near-1", "old-1", "new-1"]


def test_a_finding_s_own_are_the_others_of_its_organisation() -> None:
    assert [each.finding for each in Kin(FOUND).own("mine-1", GROUP)] == ["own-1"]


def test_a_finding_of_nobody_known_has_none_of_its_own() -> None:
    assert Kin(FOUND).own("old-1", GROUP) == []
