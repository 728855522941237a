"""The catalog answers the same on every database."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import inspect

from indexer.catalog import Catalog
from indexer.database import connect, sqlite_url
from indexer.entries import Change
from indexer.errors import LibraryError
from indexer.heal import heal
from indexer.journal import Arrival
from indexer.new_report import NewReport
from indexer.reindex import reindex
from ingest.model import Finding, Report, ReportKind, Status
from tests.indexer.house import House

A, B, C = ("a" * 64, "b" * 64, "a" * 6 + "c" * 58)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "库.sqlite")
    named: str = request.getfixturevalue("postgres_url")
    return named


@pytest.fixture
def catalog(url: str) -> Iterator[Catalog]:
    with Catalog(url) as opened:
        yield opened


def arrival(sha256: str, path: str = "/甲.txt") -> Arrival:
    return Arrival(sha256=sha256, path=path, name=Path(path).name, at="2024-05-06T07:08:09+00:00")


def store(catalog: Catalog, *arrivals: Arrival) -> None:
    report = Report(
        title="通报",
        kind=ReportKind.NOTICE,
        inspected_org=("甲镇", "乙镇"),
        findings=(Finding(n=1, title="账目不清", text="", span=(0, 0), status=Status.DONE),),
    )
    new = [
        NewReport(arrival=each, report=report, payload=msgspec.msgpack.encode(report), text="正文")
        for each in arrivals
    ]
    with catalog.transaction() as transaction:
        transaction.add(new)
        transaction.apply(arrivals, {})


def store_events(catalog: Catalog, events: list[Arrival]) -> None:
    with catalog.transaction() as transaction:
        transaction.advance(99)
        transaction.apply(events, {})


def test_a_report_is_found_by_the_beginning_of_its_id(catalog: Catalog) -> None:
    store(catalog, arrival(A))

    entry = catalog.report("AAAA")

    assert (entry.id, entry.text, entry.report.kind) == ("a" * 12, "正文", ReportKind.NOTICE)
    assert [place.path for place in entry.places] == ["/甲.txt"]


def test_a_finding_is_found_by_report_and_number(catalog: Catalog) -> None:
    store(catalog, arrival(A))

    assert catalog.finding("aaaa-1").finding.title == "账目不清"


def test_an_ambiguous_id_is_told(catalog: Catalog) -> None:
    store(catalog, arrival(A), arrival(C, "/丙.txt"))

    with pytest.raises(LibraryError, match="不止一份报告"):
        catalog.report("aaaa")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [("aaa", "太短"), ("bbbb", "没有编号"), ("%%%%", "没有编号"), ("____", "没有编号")],
)
def test_an_id_that_leads_nowhere_is_told(catalog: Catalog, wanted: str, told: str) -> None:
    store(catalog, arrival(A))

    with pytest.raises(LibraryError, match=told):
        catalog.report(wanted)


def test_a_finding_that_a_report_lacks_is_told(catalog: Catalog) -> None:
    store(catalog, arrival(A))

    with pytest.raises(LibraryError, match="没有第 2 个问题（共 1 个）"):
        catalog.finding("aaaa-2")


def test_changes_tell_the_last_of_each_report(catalog: Catalog) -> None:
    store(catalog, arrival(A))
    store(catalog, arrival(B))

    assert catalog.changes(0) == [Change("a" * 12, False), Change("b" * 12, True)]


def test_a_transaction_that_fails_leaves_nothing(catalog: Catalog) -> None:
    unread = arrival(B)

    with pytest.raises(KeyError):  # nobody said why these bytes are no report
        store_events(catalog, [arrival(A, "/乙.txt"), unread])

    assert (catalog.counts().places, catalog.position().journal) == (0, 0)


def test_many_arrivals_at_once_are_followed_in_order(catalog: Catalog) -> None:
    store(catalog, arrival(A), arrival(B), arrival(A))

    assert catalog.standing(["/甲.txt"]) == {"/甲.txt": A}
    assert catalog.counts().superseded == 1


def test_reports_asked_for_by_id_are_the_current_ones(catalog: Catalog) -> None:
    store(catalog, arrival(A), arrival(B))
    asked = {A[:12].lower(), B[:12].lower()}

    assert [id for id, _, _ in catalog.current(asked)] == [B[:12].lower()]


def test_a_report_is_alone_until_another_has_stood_at_its_place(catalog: Catalog) -> None:
    store(catalog, arrival(A), arrival("c" * 64, "/乙.txt"))
    alone_at_first = catalog.alone(A[:12].lower())
    store(catalog, arrival(B))

    assert (alone_at_first, catalog.alone(A[:12].lower())) == (True, False)
    assert catalog.alone("c" * 12)


def test_a_library_works_on_this_database(house: House, url: str) -> None:
    house.folder.mkdir()
    (house.folder / "library.toml").write_text(f"catalog = '{url}'\n", encoding="utf-8")
    house.write("甲.txt", "通报\n账目不清")
    house.write("坏.txt", "坏")
    house.ingest()
    house.write("甲.txt", "通报\n超标接待")
    house.ingest()
    before = house.searchable(), house.contents()

    reindex(house.library)

    assert (house.searchable(), house.contents()) == before
    assert heal(house.library).reports == 0


def test_a_database_that_cannot_be_reached_is_told() -> None:
    pytest.importorskip("psycopg", reason="没有 PostgreSQL 驱动")

    with pytest.raises(LibraryError, match="打不开目录数据库") as told:
        connect("postgresql://user:secret@127.0.0.1:1/none")

    assert "secret" not in str(told.value)


def test_a_file_that_is_no_catalog_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"x" * 5000)

    with pytest.raises(LibraryError, match="huitoukan reindex"):
        connect(sqlite_url(tmp_path / "x.sqlite"))


def test_an_unknown_database_is_told() -> None:
    with pytest.raises(LibraryError, match="不认识的目录数据库地址"):
        connect("mongo://x")


def test_a_new_catalog_is_stamped_with_its_version(url: str) -> None:
    database = connect(url)
    with database.connect() as connection:
        assert inspect(connection).has_table("alembic_version")
    database.dispose()
