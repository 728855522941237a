"""The flow does what the command does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

NOTICE = "中共云溪镇委员会关于巡察整改情况的通报\n1.关于“村务公开不及时”的问题。已完成整改。\n"


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    """A Prefect server of the tests' own."""
    from prefect.testing.utilities import prefect_test_harness

    import flows  # noqa: F401 - keeps Prefect from phoning home

    with prefect_test_harness(server_startup_timeout=60):
        yield


@pytest.mark.usefixtures("server")
@pytest.mark.filterwarnings("default")  # Prefect's own
def test_the_flow_takes_reports_into_the_library(tmp_path: Path) -> None:
    from flows.ingest_reports import ingest_reports

    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "通报.txt").write_text(NOTICE, encoding="utf-8")

    summary = ingest_reports([tmp_path / "inbox"], tmp_path / "data")

    assert summary.new == 1
