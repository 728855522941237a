"""The flow does what the command does, and its final state tells how it went."""

from pathlib import Path
from typing import Any

import pytest

NOTICE = "中共云溪镇委员会关于巡察整改情况的通报\n1.关于“村务公开不及时”的问题。已完成整改。\n"

pytestmark = [
    pytest.mark.usefixtures("server"),
    pytest.mark.filterwarnings("default"),  # Prefect's own
]


def test_the_flow_takes_reports_into_the_library_batch_by_batch(tmp_path: Path) -> None:
    from flows.ingest_reports import ingest_reports

    (tmp_path / "inbox").mkdir()
    for n in range(2):
        (tmp_path / "inbox" / f"{n}.txt").write_text(f"{NOTICE}{n}", encoding="utf-8")

    state = ingest_reports([tmp_path / "inbox"], tmp_path / "data", batch=1, return_state=True)

    summary: Any = state.result()
    assert (state.name, summary.new) == ("Completed", 2)


def test_a_file_in_quarantine_is_a_warning(tmp_path: Path) -> None:
    from flows.ingest_reports import WARNED, ingest_reports

    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 broken")

    state = ingest_reports([tmp_path / "坏.pdf"], tmp_path / "data", return_state=True)

    assert (state.is_completed(), state.name) == (True, WARNED)
