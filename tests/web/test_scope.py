"""What a viewer of one region may know of a group that reaches beyond it."""

from indexer.linking.recurrences import Group, Member
from search.found import Found, Occurrence, Source
from web.scope import Scope

REGIONS = {"a": "云川县", "b": "云川县", "c": "白石县", "d": "白石县", "e": "白石县"}
TITLES = {
    "a": "苗木采购不规范",
    "b": "苗木采购不规范",
    "c": "药材收购把关不严",
    "d": "药材收购把关不严",
    "e": "药材收购把关不严",
}
TYPES = {report: "采购" if report in "ab" else "收购" for report in TITLES}


def test_a_group_is_named_after_the_members_that_the_viewer_may_see() -> None:
    (group,) = Scope(("云川县",)).found(found()).groups
    assert group.label == "政府采购"
    assert group.type == "采购"


def test_who_sees_everything_reads_the_name_of_the_whole_group() -> None:
    (group,) = Scope().found(found()).groups
    assert (group.label, group.type) == ("药材收购", "收购")


def found() -> Found:
    """One group of findings of two counties, named after the larger part of it."""
    group = Group(
        id="g1",
        label="药材收购",
        type="收购",
        kinds=("elsewhere",),
        members=tuple(map(member, TITLES)),
        links=(),
    )
    return Found(
        groups=(group,),
        relapses=(),
        occurrences=tuple(
            Occurrence(
                finding=f"{each}-1",
                org=each,
                type=TYPES[each],
                year="2024",
                when="2024",
                round=None,
                done=False,
            )
            for each in TITLES
        ),
        sources=tuple(
            Source(
                report=each,
                name=f"{each}.txt",
                title=None,
                orgs=(each,),
                region=(region,),
                when="2024",
                round=None,
            )
            for each, region in REGIONS.items()
        ),
        conflicts=(),
    )


def member(report: str) -> Member:
    return Member(
        finding=f"{report}-1",
        source=f"{report}.txt",
        n=1,
        org=report,
        title=TITLES[report],
        date="2024",
        status="完成",
    )
