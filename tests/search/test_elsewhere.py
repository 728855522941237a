"""What others did about the same kind of problem, and whether it held."""

from pathlib import Path

import pytest

from indexer.errors import LibraryError
from indexer.library import Library
from search.elsewhere import Example, Outcome, same_kind_elsewhere
from search.recurrence import recurrences
from tests.search.recurring import DONE, ONGOING, library_of, notice

_CURED = "整改措施：一是菜单上墙。二是逐月公开接待账。\n整改进度：已完成整改。\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_of(
        tmp_path,
        {
            "柳河2020.txt": notice("柳河镇", 2020, ("公务接待不规范", DONE)),
            "柳河2023.txt": notice("柳河镇", 2023, ("违规公务接待", ONGOING)),
            "桂岭2020.txt": notice("桂岭镇", 2020, ("公务接待超标准", _CURED)),
            "桂岭2023.txt": notice("桂岭镇", 2023, ("会议记录不完整", DONE)),
            "青石2023.txt": notice("青石乡", 2023, ("公务接待审批不严", DONE)),
            "白坡2024.txt": notice("白坡乡", 2024, ("公务接待费用偏高", ONGOING)),
        },
    )


def told(library: Library, source: str) -> tuple[Example, ...]:
    (id,) = (
        member.finding
        for group in recurrences(library).groups
        for member in group.members
        if member.source == source and len(group.members) > 2
    )
    return same_kind_elsewhere(library, id)


def test_others_are_told_by_what_became_of_their_cure(library: Library) -> None:
    assert [(each.member.source, each.outcome) for each in told(library, "白坡2024.txt")] == [
        ("桂岭2020.txt", Outcome.HELD),
        ("青石2023.txt", Outcome.UNTESTED),
        ("柳河2023.txt", Outcome.OPEN),
        ("柳河2020.txt", Outcome.RETURNED),
    ]


def test_the_measures_that_held_are_told(library: Library) -> None:
    assert any("菜单上墙" in text for text in told(library, "白坡2024.txt")[0].measures)


def test_where_the_problem_came_back_is_told(library: Library) -> None:
    returned = told(library, "白坡2024.txt")[-1].returned
    assert returned is not None
    assert returned.source == "柳河2023.txt"


def test_the_organisations_own_findings_are_no_example(library: Library) -> None:
    assert not [each for each in told(library, "柳河2023.txt") if each.member.org == "柳河镇党委"]


def test_a_finding_of_its_own_kind_has_no_example(library: Library) -> None:
    (alone,) = (
        each.finding for each in recurrences(library).occurrences if each.type == "议事决策"
    )
    assert same_kind_elsewhere(library, alone) == ()


def test_an_unknown_finding_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="没有编号"):
        same_kind_elsewhere(library, "000000000000-1")
