"""Pairs for a person to decide on, and what follows from the decisions."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.linking.decisions import Decision, Verdict
from search.export.review import sheet
from search.export.xlsx import write
from search.filled_in import read_decisions
from search.recurrence import WAITING, recurrences
from search.review import (
    decide,
    news,
    pairs_of_group,
    standing,
    suggestions,
    undo,
)
from tests.search.recurring import DONE, county, library_of, notice

AT = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return county(tmp_path)


def said(pair: tuple[str, str], verdict: Verdict, user: str = "王芳") -> Decision:
    return Decision(a=pair[0], b=pair[1], verdict=verdict, user=user, at=AT)


def relapse(library: Library) -> tuple[str, str]:
    (one,) = recurrences(library).relapses
    return one.earlier.finding, one.later.finding


def test_what_may_be_a_relapse_is_suggested_with_both_texts(library: Library) -> None:
    (one,) = (each for each in suggestions(library, limit=10) if each.relapse)
    assert "公务接待不规范" in one.a_text
    assert "违规公务接待" in one.b_text


def test_a_decided_pair_is_not_suggested_again(library: Library) -> None:
    pair = relapse(library)
    decide(library, [said(pair, Verdict.UNSURE)])
    assert pair not in {(each.a.finding, each.b.finding) for each in suggestions(library, limit=9)}


def test_a_rejected_relapse_is_none(library: Library) -> None:
    decide(library, [said(relapse(library), Verdict.REJECT)])
    assert recurrences(library).relapses == ()


def test_pairs_beyond_those_that_are_kept_are_found_all_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = suggestions(library, limit=9)
    (library.folder / WAITING).unlink()
    monkeypatch.setattr("search.recurrence.KEPT", 1)
    assert suggestions(library, limit=9) == every


def test_what_was_taken_back_is_suggested_again(library: Library) -> None:
    before = suggestions(library, limit=9)
    decide(library, [said(relapse(library), Verdict.REJECT)])
    undo(library, "王芳", AT)
    assert suggestions(library, limit=9) == before


def test_undoing_a_change_of_mind_restores_what_was_decided_before(library: Library) -> None:
    pair = relapse(library)
    decide(library, [said(pair, Verdict.REJECT, "李强")])
    decide(library, [said(pair, Verdict.CONFIRM)])
    undo(library, "王芳", AT)
    (standing_entry,) = standing(library).by_pair.values()
    assert (standing_entry.verdict, standing_entry.user) == (Verdict.REJECT, "李强")


def test_nobody_takes_back_what_another_has_decided(library: Library) -> None:
    decide(library, [said(relapse(library), Verdict.REJECT)])
    assert undo(library, "李强", AT) == []


def test_a_decision_about_an_unknown_finding_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="ffffffffffff-1"):
        decide(library, [said((relapse(library)[0], "ffffffffffff-1"), Verdict.CONFIRM)])
    assert not standing(library).by_pair


def test_a_contradiction_is_told(library: Library) -> None:
    (group,) = recurrences(library).groups
    a, b, c = (each.finding for each in group.members[:3])
    decide(library, [said((a, b), Verdict.CONFIRM), said((b, c), Verdict.CONFIRM)])
    (sentence,) = decide(library, [said((a, c), Verdict.REJECT)])
    assert "矛盾" in sentence


def test_a_whole_group_can_be_parted(library: Library) -> None:
    (group,) = recurrences(library).groups
    pairs = pairs_of_group(library, group.id[:6], Verdict.REJECT)
    decide(library, [said(pair, Verdict.REJECT) for pair in pairs])
    assert recurrences(library).groups == ()


def test_a_group_of_more_than_fifty_can_be_parted(tmp_path: Path) -> None:
    towns = {f"{n}.txt": notice(f"第{n}镇", 2020, ("公务接待不规范", DONE)) for n in range(51)}
    library = library_of(tmp_path, towns)
    (group,) = recurrences(library).groups
    pairs = pairs_of_group(library, group.id, Verdict.REJECT)
    decide(library, [said(pair, Verdict.REJECT) for pair in pairs])
    assert recurrences(library).groups == ()


def test_a_spreadsheet_comes_back_with_decisions(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "待研判.xlsx"
    write(file, [sheet(suggestions(library, limit=9), with_score=False)])
    fill(file, "不同")
    (entry,) = read_decisions(file, "王芳", AT)
    assert (entry.verdict, entry.user) == (Verdict.REJECT, "王芳")
    decide(library, [entry])
    assert news([entry], standing(library)) == []


def test_a_word_that_is_no_decision_names_its_row(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "待研判.xlsx"
    write(file, [sheet(suggestions(library, limit=9), with_score=False)])
    fill(file, "也许")
    with pytest.raises(LibraryError, match="第 2 行"):
        read_decisions(file, "王芳", AT)


def test_a_file_that_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"no spreadsheet")
    with pytest.raises(LibraryError, match="不是有效"):
        read_decisions(file, "王芳", AT)


def fill(file: Path, word: str) -> None:
    """Writes a decision into the first row."""
    book = load_workbook(file)
    page = book.worksheets[0]
    column = [cell.value for cell in page[1]].index("研判") + 1
    page.cell(2, column, word)
    book.save(file)
