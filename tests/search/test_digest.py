"""What happened in a library since a day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from indexer.library import Library
from search.digest import Digest, digest
from tests.search.recurring import DONE, ONGOING, county, library_of, notice

NOW = datetime.now(UTC)


def lately(library: Library) -> Digest:
    return digest(library, NOW - timedelta(days=1), NOW + timedelta(minutes=5))


def test_new_reports_are_listed(tmp_path: Path) -> None:
    assert len(lately(county(tmp_path)).reports) == 4


def test_what_came_before_is_not_new(tmp_path: Path) -> None:
    tomorrow = NOW + timedelta(days=1)
    assert digest(county(tmp_path), tomorrow, tomorrow).empty


def test_a_new_report_that_belies_a_claim_is_a_relapse(tmp_path: Path) -> None:
    (one,) = lately(county(tmp_path)).relapses
    assert one.relapse.later.source == "柳河2023.txt"


def test_a_new_version_replaces_the_old_one(tmp_path: Path) -> None:
    library_of(tmp_path, {"一.txt": notice("柳河镇", 2023, ("公务接待不规范", ONGOING))})
    again = notice("柳河镇", 2023, ("公务接待不规范", DONE))
    (one,) = lately(library_of(tmp_path, {"一.txt": again})).reports
    assert one.replaces


def test_a_change_of_status_says_before_and_after(tmp_path: Path) -> None:
    first = notice("柳河镇", 2023, ("公务接待不规范", ONGOING))
    second = notice("柳河镇", 2023, ("公务接待不规范", DONE), published="2024年5月8日")
    (one,) = lately(library_of(tmp_path, {"一.txt": first, "二.txt": second})).changed
    assert (one.before.value, one.after.value) == ("正在整改", "完成")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    (one,) = lately(county(tmp_path)).unread
    assert one.path.endswith("坏.pdf")
