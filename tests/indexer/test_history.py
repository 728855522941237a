"""A journal that was lost, cut or damaged costs nothing that the catalog or the originals know."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import ReportsAtStake
from indexer.heal import heal
from indexer.health import health
from indexer.quarantine import drop
from indexer.reindex import reindex
from tests.indexer.house import House


@pytest.fixture
def filled(house: House) -> House:
    """Reports superseded, returned and at two places, and three bad files, one of them dropped."""
    for text in ("通报\n账目不清", "通报\n超标接待", "通报\n账目不清"):
        house.write("甲.txt", text)
        house.ingest()
    house.write("乙.txt", "通报\n公车私用")
    house.write("副本/乙.txt", "通报\n公车私用")
    house.write("坏.txt", "坏")
    house.write("也坏.pdf", "坏的版式文件")
    house.write("later.txt", "通报\n以后")
    house.ingest()
    with house.library.catalog() as catalog:
        dropped = next(each.id for each in catalog.quarantined() if each.name == "也坏.pdf")
    drop(house.library, [dropped])
    return house


def journal(house: House) -> Path:
    return house.library.journal.path


def cut(path: Path) -> None:
    """Leaves the first half of a file, to the byte."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [Path.unlink, cut, lambda path: path.write_bytes(b"")])
def test_a_damaged_journal_is_written_anew_before_the_next_ingest(
    filled: House, damage: Callable[[Path], object]
) -> None:
    before = filled.searchable(), filled.contents()
    damage(journal(filled))

    healed = heal(filled.library)

    assert ["由目录补写" in note for note in healed.notes] == [True]
    for file in filled.folder.glob("catalog*"):
        file.unlink()
    reindex(filled.library)
    assert (filled.searchable(), filled.contents()) == before


def test_a_journal_that_went_on_after_a_loss_gets_back_what_was_lost(filled: House) -> None:
    before = filled.searchable(), filled.contents()
    lines = journal(filled).read_bytes().splitlines(keepends=True)
    journal(filled).write_bytes(lines[-1])
    with filled.library.open_catalog() as catalog, catalog.transaction() as transaction:
        transaction.advance(len(lines[-1]))

    healed = reindex(filled.library)

    assert ["由目录补写" in note for note in healed.notes] == [True]
    assert (filled.searchable(), filled.contents()) == before


def test_what_a_short_journal_knows_beyond_the_catalog_is_kept(filled: House) -> None:
    end = journal(filled).stat().st_size
    filled.write("新.txt", "通报\n新问题")
    filled.ingest()
    new = journal(filled).read_bytes()[end:]
    with filled.library.open_catalog() as catalog, catalog.transaction() as transaction:
        transaction.clear(sequence=0)
        transaction.advance(10 * end)
    journal(filled).write_bytes(new)

    heal(filled.library)

    assert "新问题" in filled.searchable()


def test_the_old_journal_is_kept_beside_the_new_one(filled: House) -> None:
    cut(journal(filled))
    kept = journal(filled).read_bytes()

    filled.ingest()

    assert journal(filled).with_name("journal-1.damaged").read_bytes() == kept


def test_a_line_that_is_no_event_is_told_and_passed_over(filled: House) -> None:
    lines = journal(filled).read_bytes().splitlines(keepends=True)
    lines[1] = b'{"type":"arr\xff\n'
    journal(filled).write_bytes(b"".join(lines))

    assert "第 2 行读不懂" in health(filled.library).faults[0]


def test_a_line_that_is_no_event_costs_nothing_where_the_catalog_knows_it(filled: House) -> None:
    before = filled.searchable(), filled.contents()
    lines = journal(filled).read_bytes().splitlines(keepends=True)
    lines[2] = b"\xff" * (len(lines[2]) - 1) + b"\n"
    journal(filled).write_bytes(b"".join(lines))

    reindex(filled.library)

    assert (filled.searchable(), filled.contents()) == before


def test_originals_alone_bring_the_reports_back(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    journal(house).unlink()
    for file in house.folder.glob("catalog*"):
        file.unlink()

    reindex(house.library)

    assert house.searchable() == ["账目不清"]


def test_a_report_taken_in_without_its_name_gets_it_from_the_next_ingest(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()
    journal(house).unlink()
    for file in house.folder.glob("catalog*"):
        file.unlink()
    reindex(house.library)

    house.ingest()

    (only,) = house.catalogued()
    with house.library.catalog() as catalog:
        entry = catalog.report(only)
    standing = [place.name for place in entry.places if place.replaced_at is None]
    assert (entry.name, standing) == ("甲.txt", ["甲.txt"])
    assert house.searchable() == ["账目不清"]


def test_reindex_refuses_to_lose_a_report_whose_original_is_gone(filled: House) -> None:
    before = filled.searchable(), filled.catalogued()
    with filled.library.catalog() as catalog:
        digest = catalog.standing([str(filled.inbox / "乙.txt")]).popitem()[1]
    filled.library.originals.path(digest).unlink()

    with pytest.raises(ReportsAtStake, match=r"有 1 份报告.*乙\.txt.*--drop-lost"):
        reindex(filled.library)

    assert (filled.searchable(), filled.catalogued()) == before


def test_reindex_refuses_to_lose_a_report_whose_original_has_rotted(filled: House) -> None:
    before = filled.searchable()
    with filled.library.catalog() as catalog:
        digest = catalog.standing([str(filled.inbox / "乙.txt")]).popitem()[1]
    filled.library.originals.path(digest).write_text("通报\n公车公用", encoding="utf-8")

    with pytest.raises(ReportsAtStake):
        reindex(filled.library)

    assert filled.searchable() == before
    assert len(list(filled.folder.glob("catalog*.sqlite"))) == 1


def test_reindex_drops_what_is_lost_when_told_to(filled: House) -> None:
    with filled.library.catalog() as catalog:
        digest = catalog.standing([str(filled.inbox / "乙.txt")]).popitem()[1]
    filled.library.originals.path(digest).unlink()

    reindex(filled.library, drop_lost=True)

    assert "公车私用" not in filled.searchable()


def test_every_arrival_tells_how_many_bytes_it_brought(house: House) -> None:
    house.write("甲.txt", "通报\n账目不清")
    house.ingest()

    (line,) = journal(house).read_text("utf-8").splitlines()
    assert json.loads(line)["size"] == len("通报\n账目不清".encode())
