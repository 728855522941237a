"""The flows that keep a library in order."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from indexer.build import ingest
from indexer.library import Library
from tests.flows.notices import inbox

pytestmark = [
    pytest.mark.usefixtures("server"),
    pytest.mark.filterwarnings("default"),  # Prefect's own
]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "data")
    ingest(made, [inbox(tmp_path / "inbox", 2)])
    return made


def test_all_findings_are_linked(library: Library) -> None:
    from flows.link_findings import link_findings

    state: Any = link_findings(str(library.folder), return_state=True)

    assert (state.name, state.result().findings) == ("Completed", 2)


def test_a_whole_library_is_told_to_be_whole(library: Library) -> None:
    from flows.verify_library import verify_library

    state = verify_library(str(library.folder), return_state=True)

    assert (state.name, "完好" in (state.message or "")) == ("Completed", True)


def test_a_damaged_original_is_a_warning(library: Library) -> None:
    from flows.outcome import WARNED
    from flows.verify_library import verify_library

    next(library.originals.files()).write_bytes(b"x")

    state = verify_library(str(library.folder), return_state=True)

    assert (state.name, "发现 1 处问题" in (state.message or "")) == (WARNED, True)


def test_the_index_is_rebuilt_from_the_originals(library: Library) -> None:
    from flows.rebuild_index import rebuild_index

    library.catalog_file().write_bytes(b"x" * 5000)

    state: Any = rebuild_index(str(library.folder), return_state=True)

    assert state.result().reports == 2


def test_the_weekly_digest_names_what_came_in(library: Library) -> None:
    text = _digest(library)

    assert "中共云溪0镇委员会关于巡察整改情况的通报" in text


def test_the_next_digest_begins_where_the_last_one_ended(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _digest(library)
    monkeypatch.setattr("flows.weekly_digest.datetime", _clock(days=1))

    assert "没有新增" in _digest(library)


def test_what_an_import_writes_down_after_a_digest_is_in_the_next(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _digest(library)
    with monkeypatch.context() as patched:
        # An import that began long before, as it dates what it finds.
        patched.setattr("indexer.seen.datetime", _clock(days=-1))
        ingest(library, [inbox(library.folder.parent / "late", 3)])

    text = _digest(library)

    assert "云溪2镇" in text
    assert "云溪1镇" not in text


def test_digests_are_written_to_the_folder_that_the_settings_name(library: Library) -> None:
    (library.folder / "library.toml").write_text("[flows]\ndigests = '简报'\n", encoding="utf-8")

    _digest(Library(library.folder))

    assert len(list((library.folder / "简报").iterdir())) == 1


def _clock(days: int) -> type[datetime]:
    """A clock that is so many days fast."""

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(tz) + timedelta(days=days)

    return Shifted


def _digest(library: Library) -> str:
    """The text of the digest that the flow writes."""
    import docx

    from flows.weekly_digest import weekly_digest

    state: Any = weekly_digest(str(library.folder), return_state=True)
    written = docx.Document(str(state.result()))
    cells = [cell.text for each in written.tables for row in each.rows for cell in row.cells]
    return "\n".join([*(each.text for each in written.paragraphs), *cells])
