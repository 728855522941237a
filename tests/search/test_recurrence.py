"""What recurs in a library, narrowed as asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.build import ingest
from indexer.errors import LibraryError
from indexer.library import Library
from indexer.linking.recurrences import Recurrences
from search.asked import Asked, Kind, narrowed
from search.links import link, link_added
from search.passages import shared
from search.quotes import told
from search.recurrence import FOUND, found_asked, recurrences
from tests.search.recurring import county, library_of, notice


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return county(tmp_path_factory.mktemp("county"))


def ask(library: Library, asked: Asked) -> Recurrences:
    return narrowed(recurrences(library), shared(library), asked)


@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked(org="柳河"),
        Asked(org="没有的单位"),
        Asked(region="苇川县"),
        Asked(years=(2023, 2023)),
        Asked(type="公务接待", kind=Kind.REPEATED),
        Asked(kind=Kind.COMMON),
    ],
)
def test_what_is_not_asked_for_need_not_be_read(library: Library, asked: Asked) -> None:
    whole = narrowed(recurrences(library), (), asked)
    assert narrowed(found_asked(library, asked), (), asked) == whole


def test_other_organisations_groups_are_not_read(library: Library) -> None:
    recurrences(library)
    assert found_asked(library, Asked(org="没有的单位")).groups == ()


def test_a_relapse_quotes_the_claim_and_the_new_finding(library: Library) -> None:
    (one,) = told(library, recurrences(library).relapses)
    assert "已完成整改" in one.claim
    assert "违规公务接待" in one.again


def test_a_problem_of_three_towns_is_common_in_their_county(library: Library) -> None:
    (group,) = ask(library, Asked(kind=Kind.COMMON)).groups
    assert [(each.region, each.orgs, each.inspected) for each in group.common] == [("云川县", 3, 3)]


def test_reports_that_share_a_passage_are_found(library: Library) -> None:
    (pair,) = ask(library, Asked(kind=Kind.BOILERPLATE)).boilerplate
    assert {pair.a, pair.b} == {"柳河2020.txt", "桂岭2020.txt"}


@pytest.mark.parametrize("org", ["柳河", "中共云川县柳河镇委员会", "柳河镇党委"])
def test_an_organisation_is_found_by_any_of_its_names(library: Library, org: str) -> None:
    assert len(ask(library, Asked(org=org)).relapses) == 1


def test_another_organisation_has_no_relapse(library: Library) -> None:
    assert ask(library, Asked(org="青石乡", kind=Kind.RELAPSE)).groups == ()


@pytest.mark.parametrize(("region", "count"), [("云川县", 1), ("苇川县", 0)])
def test_a_region_narrows(library: Library, region: str, count: int) -> None:
    assert len(ask(library, Asked(region=region)).relapses) == count


@pytest.mark.parametrize(("years", "count"), [((2023, 2023), 1), ((2019, 2022), 0)])
def test_a_relapse_is_of_the_year_of_its_later_finding(
    library: Library, years: tuple[int, int], count: int
) -> None:
    assert len(ask(library, Asked(years=years)).relapses) == count


@pytest.mark.parametrize(("type_", "count"), [("公务接待", 1), ("工程", 0)])
def test_a_type_narrows(library: Library, type_: str, count: int) -> None:
    assert len(ask(library, Asked(type=type_)).groups) == count


def test_a_question_about_a_type_is_none_about_shared_passages(library: Library) -> None:
    assert ask(library, Asked(type="公务接待")).boilerplate == ()


def test_the_second_answer_is_the_first(library: Library) -> None:
    assert recurrences(library) == recurrences(library)


def test_a_report_taken_in_later_counts_at_once(tmp_path: Path) -> None:
    first = notice("柳河镇", 2020, ("公务接待不规范", "整改进度：已完成整改。"))
    library = library_of(tmp_path, {"a.txt": first})
    assert recurrences(library).relapses == ()
    again = notice("柳河镇", 2023, ("违规公务接待", "整改进度：正在整改。"))
    library_of(tmp_path, {"b.txt": again})
    assert len(recurrences(library).relapses) == 1


def test_there_is_nothing_to_ask_without_a_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="还没有库"):
        recurrences(Library(tmp_path))


def test_linking_what_was_added_links_only_that(tmp_path: Path) -> None:
    library = county(tmp_path)
    link(library)
    (tmp_path / "new.txt").write_text(
        notice("柳河镇", 2025, ("公务接待不规范", "整改进度：正在整改。")), encoding="utf-8"
    )
    ingest(library, [tmp_path / "new.txt"])
    summary = link_added(library)
    assert (summary.everything, summary.findings, summary.again) == (False, 1, 2)


def test_linking_again_has_nothing_to_do(tmp_path: Path) -> None:
    library = county(tmp_path)
    link(library)
    assert link(library).findings == 0


def test_a_changed_table_of_aliases_links_all_anew(tmp_path: Path) -> None:
    library = county(tmp_path)
    link(library)
    (library.folder / "aliases.toml").write_text(
        '[[org]]\nname = "柳河镇"\nalso = ["青石乡"]\n', encoding="utf-8"
    )
    assert link(library).everything
    assert len(recurrences(library).relapses) == 2


def test_what_was_linked_bit_by_bit_is_what_linking_all_anew_finds(tmp_path: Path) -> None:
    library = county(tmp_path)
    link_added(library)
    recurrences(library)
    later = notice("青石乡", 2025, ("公务接待费用偏高", "整改进度：正在整改。"))
    library_of(tmp_path, {"later.txt": later})
    link_added(library)
    bit_by_bit = recurrences(library)
    link(library, everything=True)
    (library.folder / FOUND).unlink()
    assert recurrences(library) == bit_by_bit


def test_a_report_that_was_replaced_is_forgotten(tmp_path: Path) -> None:
    library = county(tmp_path)
    recurrences(library)
    other = notice("柳河镇", 2023, ("会议记录不完整", "整改进度：正在整改。"))
    library_of(tmp_path, {"柳河2023.txt": other})
    assert recurrences(library).relapses == ()


def test_weights_of_its_own_are_linked_by(tmp_path: Path) -> None:
    library = county(tmp_path)
    assert len(recurrences(library).relapses) == 1
    strict = _STANDARD.replace("same = 0.28", "same = 1.0")
    (library.folder / "weights.toml").write_text(strict, encoding="utf-8")
    assert recurrences(library).relapses == ()


def test_wrong_weights_are_named(tmp_path: Path) -> None:
    library = county(tmp_path)
    (library.folder / "weights.toml").write_text("[own]\nbias = 1\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"weights\.toml"):
        recurrences(library)


_STANDARD = (
    Path(__file__).parents[2].joinpath("indexer", "linking", "weights.toml").read_text("utf-8")
)


def test_numpy_is_not_imported_before_anything_is_linked() -> None:
    code = (
        "import search.recurrence, search.review, search.passages, search.links, sys\n"
        "print(*{'numpy', 'rapidfuzz'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == ""
