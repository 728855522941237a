"""The flow does what the command does, and its final state tells how it went."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from indexer.library import Library
from indexer.lock import held
from tests.flows.notices import BROKEN, CONTRADICTORY, inbox, notice

pytestmark = [
    pytest.mark.long,
    pytest.mark.usefixtures("server"),
    pytest.mark.filterwarnings("default"),  # Prefect's own
]


def run(paths: list[Path], data: Path, batch: int = 100) -> Any:
    from flows.ingest_reports import ingest_reports

    names = [str(each) for each in paths]
    return ingest_reports(names, str(data), batch=batch, return_state=True)


def table(state: Any, key: str) -> list[dict[str, str]]:
    """The table that a flow left under this key."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter

    wanted = ArtifactFilter.model_validate(
        {
            "flow_run_id": {"any_": [state.state_details.flow_run_id]},
            "key": {"any_": [key]},
        }
    )
    with get_client(sync_client=True) as client:
        [found] = client.read_artifacts(artifact_filter=wanted)
    rows: list[dict[str, str]] = json.loads(str(found.data))
    return rows


def test_the_flow_takes_reports_into_the_library_batch_by_batch(tmp_path: Path) -> None:
    state = run([inbox(tmp_path / "inbox", 2)], tmp_path / "data", batch=1)

    assert (state.name, state.result().new) == ("Completed", 2)


def test_what_comes_in_is_linked(tmp_path: Path) -> None:
    from search.links import kept_state, state_now

    run([inbox(tmp_path / "inbox", 1)], tmp_path / "data")

    library = Library(tmp_path / "data")
    assert kept_state(library) == state_now(library)


def test_a_second_run_reads_nothing_again(tmp_path: Path) -> None:
    folder = inbox(tmp_path / "inbox", 2)
    run([folder], tmp_path / "data")

    summary = run([folder], tmp_path / "data").result()

    assert (summary.new, summary.unchanged, summary.megabytes) == (0, 2, 0)


def test_a_file_in_quarantine_is_a_warning(tmp_path: Path) -> None:
    from flows.outcome import WARNED

    (tmp_path / "坏.pdf").write_bytes(BROKEN)

    state = run([tmp_path / "坏.pdf"], tmp_path / "data")

    assert (state.is_completed(), state.name) == (True, WARNED)
    assert [Path(row["文件"]).name for row in table(state, "quarantined")] == ["坏.pdf"]


def test_what_came_in_and_does_not_add_up_is_listed(tmp_path: Path) -> None:
    (tmp_path / "梅岭镇.txt").write_text(CONTRADICTORY, encoding="utf-8")

    state = run([tmp_path / "梅岭镇.txt"], tmp_path / "data")

    assert "2 个问题" in table(state, "came-in")[0]["说明"]
    assert {row["文件"] for row in table(state, "does-not-add-up")} == {"梅岭镇.txt"}


def test_a_batch_that_fails_leaves_the_others_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import ingest_reports
    from flows.outcome import WARNED
    from indexer.build import ingest_found
    from indexer.errors import LibraryError

    def fail_on_the_first(library: Library, found: Any, **options: Any) -> Any:
        if found.found[0].path.name == "0.txt":
            raise LibraryError("坏了")
        return ingest_found(library, found, **options)

    monkeypatch.setattr(ingest_reports, "ingest_found", fail_on_the_first)

    state = run([inbox(tmp_path / "inbox", 3)], tmp_path / "data", batch=1)

    assert (state.name, state.result().new) == (WARNED, 2)


def test_a_flow_all_of_whose_batches_fail_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import ingest_reports
    from indexer.errors import LibraryError

    def fail(*_: Any, **__: Any) -> Any:
        raise LibraryError("坏了")

    monkeypatch.setattr(ingest_reports, "ingest_found", fail)

    state = run([inbox(tmp_path / "inbox", 1)], tmp_path / "data")

    assert state.is_failed()
    assert "坏了" in state.message


def test_a_batch_waits_for_another_writer(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    free = threading.Event()

    def write() -> None:
        with held(data, 0):
            started.set()
            free.wait(30)

    started = threading.Event()
    writer = threading.Thread(target=write)
    writer.start()
    started.wait()
    threading.Timer(1, free.set).start()

    state = run([inbox(tmp_path / "inbox", 1)], data)

    writer.join()
    assert (state.name, state.result().new) == ("Completed", 1)


def test_the_library_s_own_settings_say_how_large_a_batch_is(tmp_path: Path) -> None:
    from flows.ingest_reports import ingest_reports

    data = tmp_path / "data"
    data.mkdir()
    (data / "library.toml").write_text("[flows]\nbatch = 1\n", encoding="utf-8")
    (tmp_path / "甲.txt").write_text(notice("甲镇"), encoding="utf-8")

    state = ingest_reports([str(tmp_path / "甲.txt")], str(data), return_state=True)

    assert state.name == "Completed"
