"""What stands where, in catalogs of today and of before."""

from pathlib import Path

from sqlalchemy import create_engine, text

from indexer.catalog import Catalog
from indexer.database import sqlite_url
from indexer.journal import Arrival
from indexer.migrations.upgrade import upgrade
from indexer.new_report import NewReport
from indexer.payload import encode
from ingest.model import Report

A, B = "a" * 64, "b" * 64


def _first_version(url: str) -> None:
    """A catalog of version 0001 with report A at 甲.txt."""
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade(connection, to="0001")
        connection.execute(
            text(
                "INSERT INTO report (id, sha256, name, added_at, kind, orgs, region, current,"
                " text, payload) VALUES (:id, :sha, '甲.txt', '', '其他', '', '', 1, '', :payload)"
            ),
            {"id": A[:12], "sha": A, "payload": encode(Report())},
        )
        connection.execute(
            text(
                "INSERT INTO place (path, name, report_id, first_seen)"
                " VALUES ('/甲.txt', '甲.txt', :id, '2024-01-01T00:00:00+00:00')"
            ),
            {"id": A[:12]},
        )
    engine.dispose()


def _arrive(catalog: Catalog, digest: str, path: str, text_digest: str | None = None) -> None:
    arrival = Arrival(sha256=digest, path=path, name=path[1:], at="2024-02-01T00:00:00+00:00")
    report = Report()
    new = NewReport(
        arrival=arrival,
        report=report,
        payload=encode(report),
        text="",
        text_digest=text_digest,
    )
    with catalog.transaction() as transaction:
        transaction.add([new])
        transaction.apply([arrival], {})


def test_an_older_catalog_learns_which_bytes_stand_where(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "catalog.sqlite")
    _first_version(url)
    with Catalog(url) as catalog:
        assert catalog.standing(["/甲.txt"]) == {"/甲.txt": A}


def test_an_older_catalog_still_lets_a_file_be_replaced(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "catalog.sqlite")
    _first_version(url)
    with Catalog(url) as catalog:
        _arrive(catalog, B, "/甲.txt")
        assert [stay.replaced_at is None for _, stay in catalog.stays_at("/甲.txt")] == [
            False,
            True,
        ]


def test_bytes_with_the_text_of_a_report_are_known_as_that_report(tmp_path: Path) -> None:
    with Catalog(sqlite_url(tmp_path / "catalog.sqlite")) as catalog:
        _arrive(catalog, A, "/甲.txt", "same")
        _arrive(catalog, B, "/乙.txt", "same")
        assert catalog.known([A, B]) == {A, B}
        assert catalog.counts().reports == 1
        assert [each.sha256 for each in catalog.report("aaaa").places] == [A, B]
