"""What an ingest takes in, leaves, and says about it."""

import errno
import os
from pathlib import Path

import pytest

from indexer.build import ingest
from indexer.errors import LibraryDiskFull, LibraryError, StaleIndex
from indexer.journal import Journal
from indexer.outcome import Progress
from indexer.pace import Pace
from tests.indexer.house import House


def test_a_new_file_becomes_a_report_that_can_be_found(house: House) -> None:
    house.write("甲.txt", "通报\n公务接待不规范\n账目不清")

    summary = house.ingest()

    assert (summary.new, summary.findings) == (1, 2)
    assert house.searchable() == ["公务接待不规范", "账目不清"]


def test_the_second_ingest_of_a_folder_changes_nothing(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    before = {path: path.stat().st_mtime_ns for path in house.folder.rglob("*") if path.is_file()}

    summary = house.ingest()

    after = {path: path.stat().st_mtime_ns for path in house.folder.rglob("*") if path.is_file()}
    changed = {path.name for path in before if before[path] != after.get(path)}
    assert (summary.new, summary.unchanged) == (0, 1)
    assert changed <= {"writer.json", "writer.lock"}


def test_changed_bytes_at_a_path_supersede_the_report_there(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    house.write("甲.txt", "通报\n超标接待")

    summary = house.ingest()

    assert (summary.new, summary.updated) == (0, 1)
    assert house.searchable() == ["超标接待"]


def test_a_superseded_report_is_kept_and_names_its_successor(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    (old,) = house.catalogued()
    house.write("甲.txt", "通报\n超标接待")
    house.ingest()

    with house.library.catalog() as catalog:
        entry = catalog.report(old)

    assert (entry.current, [entry.superseded_by]) == (False, house.catalogued())


def test_a_file_that_returns_to_its_first_bytes_is_found_again(house: House) -> None:
    for text in ("通报\n账目不清", "通报\n超标接待", "通报\n账目不清"):
        house.write("甲.txt", text)
        house.ingest()

    assert house.searchable() == ["账目不清"]


def test_the_same_bytes_at_two_paths_are_one_report_with_two_places(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.write("乙/副本.txt", "通报\n账目不清")

    summary = house.ingest()

    (only,) = house.catalogued()
    with house.library.catalog() as catalog:
        names = {place.name for place in catalog.report(only).places}
    assert (summary.new, summary.unchanged) == (1, 1)
    assert names == {"甲.txt", "副本.txt"}


def test_a_report_stays_while_one_of_its_places_has_it(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.write("乙.txt", "通报\n账目不清")
    house.ingest()
    house.write("甲.txt", "通报\n超标接待")
    house.ingest()

    assert house.searchable() == ["账目不清", "超标接待"]


def test_one_bad_file_costs_only_itself(house: House) -> None:
    house.write("坏.txt", "坏")
    house.write("好.txt", "通报\n账目不清")

    summary = house.ingest()

    assert [(each.name, each.reason) for each in summary.quarantined] == [
        ("坏.txt", "这个文件坏了。")
    ]
    assert house.searchable() == ["账目不清"]


def test_the_bytes_of_a_bad_file_are_kept(house: House) -> None:
    house.write("坏.txt", "坏")
    house.ingest()

    with house.library.catalog() as catalog:
        (entry,) = catalog.quarantined()

    assert entry.sha256 is not None
    assert house.library.originals.read(entry.sha256).decode() == "坏"


def test_a_bad_update_leaves_the_earlier_report_in_service(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    house.write("甲.txt", "坏")

    assert len(house.ingest().quarantined) == 1
    assert house.searchable() == ["账目不清"]


def test_a_bad_file_that_is_mended_leaves_quarantine(house: House) -> None:
    house.write("甲.txt", "坏")
    house.ingest()
    house.write("甲.txt", "通报\n账目不清")

    assert house.ingest().new == 1
    with house.library.catalog() as catalog:
        assert catalog.quarantined() == []


def test_bytes_unreadable_under_one_suffix_are_read_under_another(house: House) -> None:
    house.write("甲.pdf", "通报\n账目不清")
    house.write("甲.txt", "通报\n账目不清")

    assert house.ingest().new == 1


def test_what_failed_for_a_passing_cause_is_tried_again(house: House) -> None:
    house.write("later.txt", "通报\n账目不清")
    house.ingest()
    (house.folder / "now").touch()

    assert house.ingest().new == 1


def test_hidden_files_and_lock_files_do_not_count(house: House) -> None:
    for name in (".暗.txt", "~$甲.docx", ".git/甲.txt"):
        house.write(name, "通报\n账目不清")

    summary = house.ingest()

    assert (summary.new, summary.skipped, summary.quarantined) == (0, 0, ())


def test_a_file_of_unknown_type_is_skipped_in_a_folder(house: House) -> None:
    house.write("图.jpg", "通报")

    assert house.ingest().skipped == 1


def test_a_file_of_unknown_type_is_tried_when_named(house: House) -> None:
    path = house.write("图.jpg", "坏")

    assert len(house.ingest([path]).quarantined) == 1


@pytest.mark.skipif(os.name == "nt", reason="符号链接需要特权")
def test_a_loop_of_links_ends(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    (house.inbox / "环").symlink_to(house.inbox, target_is_directory=True)

    assert house.ingest().new == 1


def test_the_library_does_not_take_in_itself(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    (house.folder / "说明.txt").write_text("说明", encoding="utf-8")

    assert house.ingest([house.inbox.parent]).new == 0


def test_a_path_that_does_not_exist_is_told(house: House) -> None:
    with pytest.raises(LibraryError, match="找不到"):
        house.ingest([house.inbox / "没有.txt"])


def test_a_file_that_vanishes_meanwhile_costs_only_itself(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = house.write("甲.txt", "通报\n账目不清")
    house.write("乙.txt", "通报\n超标接待")
    read = Path.read_bytes

    def vanish(self: Path) -> bytes:
        if self == path:
            raise FileNotFoundError
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    summary = house.ingest()

    assert [(each.name, each.passing) for each in summary.quarantined] == [("甲.txt", True)]
    assert summary.new == 1


def test_a_file_over_the_size_limit_is_not_read(house: House) -> None:
    house.folder.mkdir()
    (house.folder / "library.toml").write_text("[limits]\nfile_bytes = 10\n", encoding="utf-8")
    house.write("大.txt", "通报\n账目不清账目不清")

    (rejected,) = house.ingest().quarantined

    assert "文件太大" in rejected.reason
    assert house.library.originals.size() == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows 的文件名总是 Unicode")
def test_a_name_that_is_no_unicode_is_taken_in(house: House) -> None:
    raw = os.fsencode(house.inbox) + b"/\xb1\xa8.txt"
    Path(os.fsdecode(raw)).write_text("通报\n账目不清", encoding="utf-8")

    assert house.ingest().new == 1
    assert house.ingest().unchanged == 1


def test_small_batches_give_the_same_library(house: House) -> None:
    for n in range(12):
        house.write(f"{n}.txt", f"通报{n % 5}\n问题{n % 5}")

    summary = house.ingest(pace=Pace(files=2, findings=2))

    assert (summary.new, summary.unchanged) == (5, 7)
    assert house.searchable() == [f"问题{n}" for n in range(5)]


def test_progress_ends_with_every_file_settled(house: House) -> None:
    for n in range(5):
        house.write(f"{n}.txt", f"通报\n问题{n}")
    seen: list[Progress] = []

    ingest(house.library, [house.inbox], progress=seen.append, pace=Pace(files=2))

    assert seen[-1] == Progress(done=5, total=5)


def test_a_full_disk_is_told_and_the_next_run_completes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("甲.txt", "通报\n账目不清")

    def full(self: Journal, events: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", full)
        with pytest.raises(LibraryDiskFull, match="磁盘已满"):
            house.ingest()

    assert house.ingest().new == 1


def test_ctrl_c_keeps_what_was_done_and_the_next_run_completes(house: House) -> None:
    for n in range(40):
        house.write(f"{n:02}.txt", f"通报\n问题{n}")

    def interrupt(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(house.library, [house.inbox], progress=interrupt, pace=Pace(files=2))

    kept = len(house.searchable())
    assert kept == len(house.catalogued()) > 0
    assert not house.library.behind
    assert house.ingest().new == 40 - kept


def test_another_analyzers_index_is_refused_with_the_cure(
    house: House, fingerprint: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    monkeypatch.setattr(fingerprint, "analyzer_fingerprint", lambda: "乙")

    with pytest.raises(StaleIndex, match="huitoukan reindex"):
        house.ingest()


def test_new_findings_can_be_found_while_the_ingest_goes_on(house: House) -> None:
    for n in range(40):
        house.write(f"{n}.txt", f"通报{n}\n问题{n}")
    findable: list[int] = []

    ingest(
        house.library,
        [house.inbox],
        progress=lambda _: findable.append(len(house.searchable())),
        pace=Pace(files=8, seconds=0.0),
    )

    assert any(0 < count < 40 for count in findable)
