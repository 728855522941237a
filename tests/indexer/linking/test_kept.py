"""Linking of a real library."""

from pathlib import Path

from indexer.build import ingest
from indexer.library import Library
from indexer.linking.copies import boilerplate
from indexer.linking.decisions import Decision, Verdict
from indexer.linking.kept import bodies_of, decision_log, link_all, link_new, link_store
from indexer.reindex import reindex
from search.links import link
from search.recurrence import recurrences


def notice(folder: Path, name: str, year: int, finding: str) -> Path:
    path = folder / name
    path.write_text(
        f"中共云川县柳河镇委员会关于巡察整改进展情况的通报\n\n"
        f"{year}年3月1日至5月31日，县委第一巡察组对柳河镇党委开展了常规巡察，"
        f"{year}年6月20日反馈了巡察意见。现将整改情况公布如下。\n\n"
        f"一、关于财经纪律方面\n1.{finding}的问题。\n整改措施：修订制度，逐笔核对。\n"
        "整改进度：已完成整改。\n",
        encoding="utf-8",
    )
    return path


def library_of_two(tmp_path: Path) -> Library:
    library = Library(tmp_path / "data")
    ingest(library, [notice(tmp_path, "2020.txt", 2020, "公务接待不规范")])
    ingest(library, [notice(tmp_path, "2023.txt", 2023, "违规公务接待")])
    return library


def reject_the_relapse(library: Library) -> None:
    (found,) = link_all(library).recurrences().relapses
    decision_log(library).append(
        [
            Decision(
                a=found.earlier.finding,
                b=found.later.finding,
                verdict=Verdict.REJECT,
                user="王芳",
                at="2026-01-01T00:00:00Z",
            )
        ]
    )


def test_a_librarys_relapse_is_found_with_its_sources(tmp_path: Path) -> None:
    (found,) = link_all(library_of_two(tmp_path)).recurrences().relapses
    assert (found.earlier.source, found.later.source, found.months) == ("2020.txt", "2023.txt", 36)


def test_a_rejection_survives_rebuilding_the_library(tmp_path: Path) -> None:
    library = library_of_two(tmp_path)
    reject_the_relapse(library)
    reindex(library)
    assert link_all(library).recurrences().relapses == ()


def test_a_rejection_holds_for_a_new_version(tmp_path: Path) -> None:
    library = library_of_two(tmp_path)
    reject_the_relapse(library)
    ingest(library, [notice(tmp_path, "2023.txt", 2023, "违规公务接待多")])
    assert link(library).again == 0
    assert recurrences(library).relapses == ()


def test_linking_again_changes_nothing(tmp_path: Path) -> None:
    library = library_of_two(tmp_path)
    assert link_all(library).recurrences() == link_all(library).recurrences()


def test_a_new_report_is_linked_with_what_is_there(tmp_path: Path) -> None:
    library = library_of_two(tmp_path)
    link_all(library)
    with library.catalog() as catalog:
        known = {report for report, _, _ in catalog.current()}
    ingest(library, [notice(tmp_path, "2025.txt", 2025, "公务接待超标准")])
    with library.catalog() as catalog:
        new = {report for report, _, _ in catalog.current()} - known
    added = link_new(library, new)
    assert added.exact
    assert len(added.again) == 2


def test_findings_of_a_replaced_report_are_forgotten(tmp_path: Path) -> None:
    library = library_of_two(tmp_path)
    linked = link_all(library)
    link_store(library).drop([linked.problems[0].report])
    assert [each.title for each in link_store(library).members(linked.keys[0])] == ["违规公务接待"]


def test_reports_of_one_town_share_no_passages(tmp_path: Path) -> None:
    assert not list(boilerplate(bodies_of(library_of_two(tmp_path))))
