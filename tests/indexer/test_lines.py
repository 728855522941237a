"""Append-only files: an act is recorded as a whole, or not at all."""

from pathlib import Path

import pytest

from indexer.edits import Edit, EditLog, Field
from indexer.linking.decisions import Decision, DecisionLog, Verdict
from tests.indexer.full_disk import room_for

AT = "2026-01-01T00:00:00Z"
ROOM = 1000  # bytes: for some of the entries below, and half of the next one


def rejections(first: int, last: int) -> list[Decision]:
    return [
        Decision(a=f"{n}-1", b=f"{n}-2", verdict=Verdict.REJECT, user="王芳", at=AT)
        for n in range(first, last)
    ]


def notes(first: int, last: int) -> list[Edit]:
    return [
        Edit(finding=f"{n}-1", field=Field.NOTE, value="已函告", user="王芳", at=AT)
        for n in range(first, last)
    ]


def test_of_an_act_that_did_not_fit_on_the_disk_no_decision_counts(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append(rejections(0, 2))
    with room_for(ROOM), pytest.raises(OSError, match="large"):
        log.append(rejections(2, 60))
    assert list(log.entries()) == rejections(0, 2)


def test_of_an_act_that_did_not_fit_on_the_disk_no_edit_counts(tmp_path: Path) -> None:
    log = EditLog(tmp_path)
    log.append(notes(0, 2))
    with room_for(ROOM), pytest.raises(OSError, match="large"):
        log.append(notes(2, 60))
    assert list(log.entries()) == notes(0, 2)


def test_after_an_act_that_failed_the_next_one_counts(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    with room_for(ROOM), pytest.raises(OSError, match="large"):
        log.append(rejections(0, 60))
    log.append(rejections(60, 61))
    assert list(log.entries()) == rejections(60, 61)


def test_half_a_line_of_a_crash_is_not_continued(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append(rejections(0, 1))
    with log.path.open("ab") as file:
        file.write(b'{"a":"1-1","b"')
    log.append(rejections(1, 2))
    assert list(log.entries()) == rejections(0, 2)
