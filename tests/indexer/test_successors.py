"""Which finding of a new version is the same problem as one of the old version."""

from pathlib import Path

from indexer.build import ingest
from indexer.library import Library
from indexer.originals import sha256
from indexer.reindex import reindex
from indexer.successors import same_findings, successors
from ingest.model import Finding
from tests.indexer.indexed import finding, report
from tests.search.recurring import DONE, ONGOING, notice


def became(old: list[Finding], new: list[Finding]) -> dict[int, int]:
    return same_findings(report(old), report(new))


def test_a_finding_is_known_by_its_title_wherever_it_stands_now() -> None:
    old = [finding("公务接待不规范", "超标准接待。", 1)]
    new = [
        finding("会议记录不完整", "缺页。", 1),
        finding("公务接待不规范", "已经全部清退完毕。", 2),
    ]
    assert became(old, new) == {1: 2}


def test_a_finding_is_known_by_a_text_that_differs_in_a_few_characters() -> None:
    text = "2023年以来，镇里三次接待没有公函，也没有审批手续，共涉及金额二千四百元。"
    old = [finding("公务接待不规范", text, 1)]
    new = [
        finding("会议记录不完整", "缺页。", 1),
        finding("公务接待没有公函", text.replace("三次", "四次"), 2),
    ]
    assert became(old, new) == {1: 2}


def test_a_finding_that_was_reworded_in_its_place_is_the_same() -> None:
    old = [finding("印章管理混乱", "印章管理混乱。没有登记。", 1)]
    new = [finding("印章管理很混乱", "印章管理很混乱。用印没有登记。", 1)]
    assert became(old, new) == {1: 1}


def test_another_problem_in_the_same_place_is_not_the_same() -> None:
    old = [finding("印章管理混乱", "印章管理混乱。没有登记。", 1)]
    new = [finding("食堂账目不清", "食堂账目不清。采购没有发票。", 1)]
    assert became(old, new) == {}


def test_another_problem_with_the_same_words_around_it_is_not_the_same() -> None:
    around = "的问题。\n整改措施：正在清理，专人负责，逐项核对。\n整改进度：正在整改。"
    old, new = (
        [finding(title, title + around, 1)] for title in ("财务管理不规范", "印章管理不规范")
    )
    assert became(old, new) == {}


def test_of_two_with_one_title_each_keeps_its_own_text() -> None:
    old = [finding("制度执行不严", "考勤。", 1), finding("制度执行不严", "用车。", 2)]
    new = [finding("制度执行不严", "用车。", 1), finding("制度执行不严", "考勤。", 2)]
    assert became(old, new) == {1: 2, 2: 1}


def test_one_title_of_two_organisations_is_two_problems() -> None:
    old = [finding("制度执行不严", "考勤。", 1, org="竹溪镇")]
    new = [finding("制度执行不严", "考勤。", 1, org="松坪镇")]
    assert became(old, new) == {}


def test_of_several_versions_the_one_that_stands_counts(tmp_path: Path) -> None:
    ids = versions(tmp_path, *(notice("竹溪镇", 2024, (title, ONGOING)) for title in TITLES))
    assert successors(library_in(tmp_path), ids) == {ids[0]: ids[2], ids[1]: ids[2]}


def test_a_version_that_came_back_needs_no_successor(tmp_path: Path) -> None:
    one, other = (notice("竹溪镇", 2024, (title, ONGOING)) for title in TITLES[:2])
    first, second, _ = versions(tmp_path, one, other, one)
    assert successors(library_in(tmp_path), [first, second]) == {second: first}


def test_another_towns_notice_in_the_same_file_takes_nothing_over(tmp_path: Path) -> None:
    towns = "竹溪镇", "松坪镇"
    old, _ = versions(tmp_path, *(notice(town, 2024, ("印章管理混乱", ONGOING)) for town in towns))
    assert successors(library_in(tmp_path), [old]) == {old: None}


def test_a_notice_of_another_years_inspection_takes_nothing_over(tmp_path: Path) -> None:
    old, _ = versions(
        tmp_path, *(notice("竹溪镇", year, ("印章管理混乱", ONGOING)) for year in (2021, 2024))
    )
    assert successors(library_in(tmp_path), [old]) == {old: None}


def test_a_date_put_right_takes_everything_over(tmp_path: Path) -> None:
    text = notice("竹溪镇", 2024, ("印章管理混乱", ONGOING), ("食堂账目不清", DONE))
    old, new = versions(tmp_path, text, text.replace("6月20日反馈", "6月21日反馈"))
    assert successors(library_in(tmp_path), [old]) == {old: new}


def test_what_became_of_findings_survives_rebuilding_the_library(tmp_path: Path) -> None:
    ids = versions(tmp_path, *(notice("竹溪镇", 2024, (title, ONGOING)) for title in TITLES))
    before = successors(library_in(tmp_path), ids)
    reindex(library_in(tmp_path))
    assert successors(library_in(tmp_path), ids) == before


TITLES = "印章管理混乱", "印章管理很混乱", "印章管理很是混乱"


def versions(folder: Path, *texts: str) -> list[str]:
    """The ids of the first findings of texts that stood in one file, one after the other."""
    file = folder / "通报.txt"
    for each in texts:
        file.write_text(each, encoding="utf-8")
        ingest(library_in(folder), [file])
    return [f"{sha256(each.encode())[:12]}-1" for each in texts]


def library_in(folder: Path) -> Library:
    return Library(folder / "data")
