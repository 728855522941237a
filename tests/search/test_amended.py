"""The ledger as people amended it."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from indexer.edits import Edit, EditLog, Field
from indexer.errors import LibraryError
from indexer.library import Library
from indexer.reindex import reindex
from ingest.model import Status
from search.amended import Overtaken, amended, edit, history
from search.ledger import Item, Step, ledger
from search.recurrence import recurrences
from search.stored import stored
from tests.search.recurring import ONGOING, library_of, notice

TODAY = date(2025, 6, 1)
ITEM = Item(
    id="aaaaaaaaaaaa-1",
    org="柳河镇",
    region="云川县",
    inspection="",
    heading=None,
    title="公务接待不规范",
    type=None,
    status=Status.ONGOING,
    steps=(
        Step(
            finding="aaaaaaaaaaaa-1",
            report="aaaaaaaaaaaa",
            source="柳河.txt",
            when="2024",
            status=Status.ONGOING,
        ),
    ),
    measures=(),
    responsible="王静",
    responsible_unit=None,
    deadline=None,
    overdue=None,
    returned=None,
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def written(library: Library, field: Field, value: str | None, at: str = "2025") -> None:
    edit(library, Edit(finding=ITEM.id, field=field, value=value, user="周敏", at=at))


def only(library: Library) -> Item:
    (shown,) = amended(library, [ITEM], TODAY)
    return shown.item


def test_what_nobody_amended_is_what_the_reports_say(library: Library) -> None:
    assert only(library) == ITEM


def test_a_written_deadline_decides_what_is_overdue(library: Library) -> None:
    written(library, Field.DEADLINE, "2025-05-30")
    assert only(library).overdue == 2


def test_the_last_word_counts_and_all_are_kept(library: Library) -> None:
    written(library, Field.RESPONSIBLE, "李文")
    written(library, Field.RESPONSIBLE, "周敏")
    assert only(library).responsible == "周敏"
    assert [each.value for each in history(library, [ITEM.id])] == ["李文", "周敏"]


def test_an_edit_taken_back_leaves_what_the_reports_say(library: Library) -> None:
    written(library, Field.RESPONSIBLE, "李文")
    written(library, Field.RESPONSIBLE, None)
    assert only(library) == ITEM


@pytest.mark.parametrize("value", ["", "  ", "长" * 501])
def test_a_note_says_something_short(library: Library, value: str) -> None:
    with pytest.raises(LibraryError, match="1 到 500 个字"):
        written(library, Field.NOTE, value)


@pytest.mark.parametrize("value", ["明年", "2025-13", "2025-02-30", "25-01-01"])
def test_a_deadline_is_a_date(library: Library, value: str) -> None:
    with pytest.raises(LibraryError, match="不是日期"):
        written(library, Field.DEADLINE, value)


def test_an_edit_on_any_step_is_the_items(library: Library) -> None:
    written(library, Field.NOTE, "已约谈")
    later = msgspec.structs.replace(ITEM.steps[0], finding="bbbbbbbbbbbb-1")
    item = msgspec.structs.replace(ITEM, id=later.finding, steps=(*ITEM.steps, later))
    edit(library, Edit(finding=later.finding, field=Field.NOTE, value=None, user="李文", at="2026"))
    (shown,) = amended(library, [item], TODAY)
    assert shown.note is None
    assert [each.value for each in history(library, shown.findings)] == ["已约谈", None]


def test_several_values_are_written_or_none(library: Library) -> None:
    entries = [
        Edit(finding=ITEM.id, field=field, value=value, user="周敏", at="2025")
        for field, value in ((Field.RESPONSIBLE, "李文"), (Field.DEADLINE, "明年底"))
    ]
    with pytest.raises(LibraryError, match="不是日期"):
        edit(library, *entries)
    assert history(library, [ITEM.id]) == []


def test_what_others_wrote_meanwhile_is_not_written_over(library: Library) -> None:
    (seen,) = amended(library, [ITEM], TODAY)
    written(library, Field.NOTE, "已约谈")
    late = Edit(finding=ITEM.id, field=Field.NOTE, value="未约谈", user="李文", at="2026")
    with pytest.raises(Overtaken):
        edit(library, late, seen=seen)
    assert only(library).note == "已约谈"


def test_what_the_reports_say_stays_beside_what_was_written(library: Library) -> None:
    written(library, Field.RESPONSIBLE, "李文")
    (shown,) = amended(library, [ITEM], TODAY)
    assert shown.says(Field.RESPONSIBLE) == "李文"
    assert shown.reports_say(Field.RESPONSIBLE) == "王静"


def test_what_was_written_holds_in_the_ledger_of_a_new_version(tmp_path: Path) -> None:
    library = library_of(tmp_path, {"竹溪.txt": notice("竹溪镇", 2024, ("印章管理混乱", ONGOING))})
    (before,) = ledger_of(library)
    edit(library, Edit(finding=before.id, field=Field.NOTE, value="已约谈", user="周敏", at="2025"))
    library_of(tmp_path, {"竹溪.txt": notice("竹溪镇", 2024, ("印章管理很混乱", ONGOING))})
    (after,) = ledger_of(library)
    assert after.id != before.id
    assert after.note == "已约谈"
    reindex(library)
    assert ledger_of(library) == [after]


def ledger_of(library: Library) -> list[Item]:
    """The ledger as `huitoukan ledger` makes it."""
    items = ledger(stored(library), recurrences(library), TODAY)
    return [each.item for each in amended(library, items, TODAY)]


def test_half_a_line_left_by_a_crash_is_passed_over(library: Library) -> None:
    written(library, Field.NOTE, "已约谈")
    log = EditLog(library.folder)
    with log.path.open("ab") as file:
        file.write(b'{"finding":"aaaa')
    written(library, Field.NOTE, "已约谈两次")
    assert only(library).note == "已约谈两次"
