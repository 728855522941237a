"""A page that stays open follows what others do to the library."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build import ingest
from indexer.catalog import Catalog
from indexer.errors import LibraryError
from indexer.library import Generation, Library
from indexer.linking.decisions import Decision, Verdict
from indexer.reindex import reindex
from search.review import decide
from tests.search.recurring import DONE, notice
from tests.web.client import TestClient, local
from web.compute import DOUBTS, LEDGER
from web.kept import KeptLibrary, _AnsweredBefore, _KeptCatalog


@pytest.fixture
def page(library: Library) -> Iterator[TestClient]:
    """A page that has answered before."""
    with local(library) as browser:
        browser.get("/api/v1/search")
        browser.get("/api/v1/recurrences")
        yield browser


def total(page: TestClient, query: str) -> int:
    return int(page.get("/api/v1/search", params={"q": query}).json()["total"])


def open_readers() -> int:
    gc.collect()
    return sum(type(each) is _AnsweredBefore for each in gc.get_objects())


def test_what_another_program_takes_in_is_found(
    page: TestClient, library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "新.txt"
    file.write_text(notice("黄陂镇", 2024, ("扶贫车间闲置", DONE)), encoding="utf-8")
    ingest(library, [file])
    assert total(page, "扶贫车间") == 1


def test_an_index_that_was_overtaken_is_let_go(
    page: TestClient, library: Library, tmp_path: Path
) -> None:
    at_first = open_readers()
    for year in range(2020, 2026):
        file = tmp_path / f"{year}.txt"
        file.write_text(notice("黄陂镇", year, ("扶贫车间闲置", DONE)), encoding="utf-8")
        ingest(library, [file])
        assert total(page, "扶贫车间") == year - 2019
        assert total(page, f"扶贫车间 {year}") == 1
    assert open_readers() == at_first


def test_a_rebuilt_library_is_served_on(page: TestClient, library: Library) -> None:
    before = total(page, "公务接待")
    finding = page.get("/api/v1/search?q=公务接待").json()["hits"][0]["card"]["id"]
    reindex(library)
    assert total(page, "公务接待") == before
    assert page.get(f"/api/v1/findings/{finding}").status_code == 200


def test_who_walks_the_catalog_walks_on_while_it_is_rebuilt(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.catalog._PAGE", 1)
    kept = KeptLibrary(library.folder)
    with kept.catalog() as catalog:
        reports = catalog.counts().reports
        walk = catalog.current()
        first = next(walk)
        reindex(library)
        with kept.catalog() as new:
            assert new is not catalog
        assert len([first, *walk]) == reports
    kept.close()


def test_a_catalog_that_was_replaced_is_closed_at_the_next_rebuild(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[Catalog] = []
    dispose = _KeptCatalog.dispose

    def noted(self: _KeptCatalog) -> None:
        closed.append(self)
        dispose(self)

    monkeypatch.setattr(_KeptCatalog, "dispose", noted)
    kept = KeptLibrary(library.folder)
    first = kept.catalog()
    library.serve(Generation(index=2))
    second = kept.catalog()
    assert closed == []
    library.serve(Generation(index=3))
    third = kept.catalog()
    assert closed == [first]
    kept.close()
    assert closed == [first, second, third]


def test_what_another_program_decides_is_known(page: TestClient, library: Library) -> None:
    waiting = page.get("/api/v1/review").json()[0]
    pair = waiting["a"]["finding"], waiting["b"]["finding"]
    entry = Decision(
        a=pair[0], b=pair[1], verdict=Verdict.REJECT, user="别人", at="2026-01-01T00:00:00+00:00"
    )
    decide(library, [entry])
    assert [each["user"] for each in page.get("/api/v1/decisions").json()] == ["别人"]
    left = [
        (each["a"]["finding"], each["b"]["finding"]) for each in page.get("/api/v1/review").json()
    ]
    assert pair not in left


def test_a_large_library_is_computed_in_a_process_of_its_own(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = LEDGER.run(library)
    monkeypatch.setattr("web.compute._LARGE", 1)
    assert LEDGER.run(library) == here


def test_a_page_that_is_opened_anew_computes_nothing_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = LEDGER.run(library, "as it is")
    monkeypatch.setattr(LEDGER, "compute", lambda library: pytest.fail("computed again"))
    assert LEDGER.run(library, "as it is") == before


def test_what_was_computed_of_another_state_is_not_taken(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    LEDGER.run(library, "as it was")
    monkeypatch.setattr(LEDGER, "compute", lambda library: ())
    assert LEDGER.run(library, "as it is") == ()


def test_what_is_kept_and_damaged_is_computed_again(library: Library) -> None:
    before = LEDGER.run(library, "as it is")
    (file,) = (library.folder / "computed").glob("ledger*")
    file.write_bytes(file.read_bytes()[:-100])
    assert LEDGER.run(library, "as it is") == before


def test_a_process_of_its_own_tells_what_is_wrong(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.compute._LARGE", 1)
    (library.folder / "library.toml").write_text("workers = 1\n", encoding="utf-8")
    with library.catalog():
        (library.folder / "library.toml").write_text("wokers = 1\n", encoding="utf-8")
        with pytest.raises(LibraryError, match="wokers"):
            DOUBTS.run(library)
