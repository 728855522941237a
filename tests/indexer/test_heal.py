"""A library whose parts have come out of step is mended, and rebuilt the same."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from indexer.entries import Counts
from indexer.heal import heal
from indexer.health import IndexHealth, health
from indexer.library import Library
from indexer.reindex import reindex
from tests.indexer.house import House


@pytest.fixture
def filled(house: House) -> House:
    """Five reports, one of them superseded, one at two places, and two bad files."""
    for n in range(4):
        house.write(f"{n}.txt", f"通报{n}\n问题{n}甲\n问题{n}乙")
    house.write("副本/3.txt", "通报3\n问题3甲\n问题3乙")
    house.write("坏.txt", "坏")
    house.write("later.txt", "通报\n以后")
    house.ingest()
    house.write("0.txt", "通报\n改过")
    house.ingest()
    return house


def test_reindex_gives_the_same_answers(filled: House) -> None:
    before = filled.searchable(), filled.contents()

    reindex(filled.library)

    assert (filled.searchable(), filled.contents()) == before


def test_a_deleted_catalog_comes_back_the_same(filled: House) -> None:
    before = filled.searchable(), filled.contents()
    for file in filled.folder.glob("catalog.sqlite*"):
        file.unlink()

    heal(filled.library)

    assert (filled.searchable(), filled.contents()) == before


def test_a_deleted_index_comes_back_the_same(filled: House) -> None:
    before = filled.searchable()
    shutil.rmtree(filled.library.index_folder())

    healed = heal(filled.library)

    assert (healed.rebuilt, filled.searchable()) == (True, before)


def test_a_damaged_index_comes_back_the_same(filled: House) -> None:
    before = filled.searchable()
    (filled.library.index_folder() / "index.json").write_text("垃圾", encoding="utf-8")

    heal(filled.library)

    assert filled.searchable() == before


def test_an_index_from_before_catches_up(filled: House, tmp_path: Path) -> None:
    shutil.copytree(filled.library.index_folder(), tmp_path / "早先")
    filled.write("新.txt", "通报\n新问题")
    filled.write("1.txt", "通报\n又改过")
    filled.ingest()
    after = filled.searchable()
    shutil.rmtree(filled.library.index_folder())
    shutil.copytree(tmp_path / "早先", filled.library.index_folder())

    healed = heal(filled.library)

    assert (healed.rebuilt, healed.reports, filled.searchable()) == (False, 3, after)


def test_an_index_ahead_of_its_catalog_is_made_anew(filled: House, tmp_path: Path) -> None:
    before = filled.searchable()
    catalog = filled.library.catalog_file()
    shutil.copy(catalog, tmp_path / "早先")
    journal = filled.library.journal.path.read_bytes()
    filled.write("新.txt", "通报\n新问题")
    filled.ingest()
    shutil.copy(tmp_path / "早先", catalog)
    filled.library.journal.path.write_bytes(journal)

    healed = heal(filled.library)

    assert (healed.rebuilt, filled.searchable()) == (True, before)


def test_a_catalog_behind_the_journal_catches_up(filled: House, tmp_path: Path) -> None:
    catalog = filled.library.catalog_file()
    shutil.copy(catalog, tmp_path / "早先")
    filled.write("新.txt", "通报\n新问题")
    filled.ingest()
    after = filled.searchable(), filled.contents()
    shutil.copy(tmp_path / "早先", catalog)

    heal(filled.library)

    assert (filled.searchable(), filled.contents()) == after


def test_half_a_line_in_the_journal_is_dropped(filled: House) -> None:
    with filled.library.journal.path.open("ab") as file:
        file.write(b'{"type":"arr')
    filled.write("新.txt", "通报\n新问题")

    assert filled.ingest().new == 1
    assert "新问题" in filled.searchable()


def test_healing_a_sound_library_does_nothing(filled: House) -> None:
    healed = heal(filled.library)

    assert (healed.events, healed.reports, healed.rebuilt) == (0, 0, False)


def test_reindex_makes_a_damaged_catalog_anew(filled: House) -> None:
    before = filled.contents()
    filled.library.catalog_file().write_bytes(b"\0" * 8192)

    reindex(filled.library)

    assert filled.contents() == before


def test_reindex_takes_over_a_new_analyzer(
    filled: House, fingerprint: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "analyzer_fingerprint", lambda: "乙")
    assert health(filled.library).index is IndexHealth.STALE

    reindex(filled.library)

    assert health(filled.library).index is IndexHealth.LEVEL


def test_a_reindex_that_fails_leaves_the_old_library_serving(
    filled: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.searchable(), filled.contents()

    def fail(self: Library, generation: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(Library, "serve", fail)
        with pytest.raises(RuntimeError):
            reindex(filled.library)

    assert (filled.searchable(), filled.contents()) == before


def test_reindex_leaves_no_old_files_behind(filled: House) -> None:
    reindex(filled.library)
    reindex(filled.library)

    assert len(list(filled.folder.glob("index*"))) == 1
    assert len(list(filled.folder.glob("catalog*.sqlite"))) == 1


def test_health_counts_what_there_is(filled: House) -> None:
    found = health(filled.library)

    assert found.index is IndexHealth.LEVEL
    assert found.counts == Counts(
        reports=4,
        superseded=1,
        findings=7,
        places=5,
        quarantined=2,
        by_status={"完成": 7},
        by_kind={"其他": 4},
    )


def test_health_sees_an_index_that_lags_behind(filled: House, tmp_path: Path) -> None:
    with sqlite3.connect(filled.library.catalog_file()) as connection:
        connection.execute("UPDATE state SET sequence = sequence + 1")
    connection.close()

    assert health(filled.library).index is IndexHealth.BEHIND
