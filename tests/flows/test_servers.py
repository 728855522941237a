"""Several workers over one library: a Dask cluster, and workers of a pool on PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest

from indexer.journal import Arrival
from indexer.library import Library
from tests.flows.notices import inbox
from tests.flows.office import until

PREFECT_YAML = Path(__file__).parents[2] / "deploy" / "prefect.yaml"
POOL = "huitoukan"

pytestmark = [
    pytest.mark.long,
    pytest.mark.usefixtures("server"),
    pytest.mark.filterwarnings("default"),  # Prefect's own
]


def library_with(folder: Path, settings: str) -> Library:
    """A library yet to be filled, with these settings."""
    folder.mkdir()
    (folder / "library.toml").write_text(settings, encoding="utf-8")
    return Library(folder)


def arrivals(library: Library) -> list[str]:
    """The names of the files that came in, one for each time that one did."""
    events = library.journal.events()
    return sorted(each.name for each in events if isinstance(each, Arrival))


def reports(library: Library) -> int:
    """How many reports the catalog has."""
    with library.catalog() as catalog:
        return catalog.counts().reports


def test_batches_are_worked_on_by_a_dask_cluster(tmp_path: Path) -> None:
    pytest.importorskip("prefect_dask", reason="没有安装 Dask（extra “dask”）")
    from flows.ingest_reports import ingest_reports

    library = library_with(tmp_path / "data", "workers = 2\n[flows]\nbatch = 2\ndask = 'local'\n")
    paths = [str(inbox(tmp_path / "inbox", 6))]

    state: Any = ingest_reports(paths, str(library.folder), return_state=True)

    assert (state.name, state.result().new) == ("Completed", 6)
    assert arrivals(library) == [f"{n}.txt" for n in range(6)]


def test_two_flows_over_one_folder_bring_in_each_report_once(tmp_path: Path) -> None:
    folder, data = inbox(tmp_path / "inbox", 6), tmp_path / "data"
    code = (
        "import sys; from flows.ingest_reports import ingest_reports;"
        "ingest_reports([sys.argv[1]], sys.argv[2], batch=1)"
    )
    command = [sys.executable, "-c", code, str(folder), str(data)]

    flows = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(2)]

    assert [each.wait(400) for each in flows] == [0, 0]
    assert arrivals(Library(data)) == [f"{n}.txt" for n in range(6)]
    assert reports(Library(data)) == 6


@pytest.fixture
def engine() -> Iterator[str]:
    """The setting of an index of the test's own on the OpenSearch that the environment names; the
    index in the library where it names none."""
    hosts = os.environ.get("HUITOUKAN_TEST_OPENSEARCH", "").removeprefix("http://")
    if not hosts:
        yield ""
        return
    name = f"workers-{uuid4().hex}"
    yield f"engine = 'http://{hosts}/{name}'\n"
    urlopen(Request(f"http://{hosts.split(',')[0]}/{name}*", method="DELETE"), timeout=30).close()


def test_two_workers_of_a_pool_feed_one_library_on_servers(
    tmp_path: Path, postgres_url: str, engine: str
) -> None:
    settings = f"catalog = '{postgres_url}'\n{engine}[flows]\nbatch = 2\n"
    library = library_with(tmp_path / "data", settings)
    make_pool()
    prefect("deploy", "--prefect-file", str(PREFECT_YAML), "--all", data=library.folder)
    folder = str(inbox(tmp_path / "inbox", 6))

    with workers(2):
        runs = [begin("ingest-reports", paths=[folder]) for _ in range(2)]
        until(lambda: all(ended(each) for each in runs))

    assert [state(each) for each in runs] == ["Completed", "Completed"]
    assert arrivals(library) == [f"{n}.txt" for n in range(6)]
    assert reports(library) == 6


def make_pool() -> None:
    """Makes the pool that the deployments name."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate

    with get_client(sync_client=True) as client:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"), overwrite=True)


def prefect(*words: str, data: Path | None = None) -> None:
    """Runs Prefect's own program."""
    command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
    env = {**os.environ, "HUITOUKAN_DATA": str(data or "")}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def workers(count: int) -> Iterator[None]:
    """So many workers of the pool, each with one flow at a time."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--limit", "1"]
    env = {**os.environ, "PREFECT_WORKER_QUERY_SECONDS": "1"}
    started = [subprocess.Popen(command, env=env) for _ in range(count)]
    try:
        yield
    finally:
        for each in started:
            each.terminate()
        for each in started:
            try:
                each.wait(30)
            except subprocess.TimeoutExpired:
                each.kill()  # the test is over: how a worker ends is Prefect's affair
                each.wait()


def begin(flow: str, **parameters: Any) -> Any:
    """Asks for a run of a deployed flow; its id."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(f"{flow}/servers")
        return client.create_flow_run_from_deployment(deployment.id, parameters=parameters).id


def state(run: Any) -> str:
    """The name of the state of a run."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        found = client.read_flow_run(run).state
        assert found is not None
        return found.name or ""


def ended(run: Any) -> bool:
    """Whether it is over."""
    return state(run) in ("Completed", "有警告", "Failed", "Crashed", "Cancelled")
