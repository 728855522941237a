"""The contract over a real OpenSearch cluster of three nodes, and what only servers can do wrong.

`HUITOUKAN_TEST_OPENSEARCH` names a running cluster; otherwise `make opensearch` starts one, where
Java and Maven are installed.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("opensearchpy", reason="opensearch-py is not installed")

from indexer.documents import index_documents
from indexer.engine import Everything, IndexBusy, IndexState
from indexer.engines.opensearch import OpenSearchEngine
from indexer.engines.opensearch_client import address, connect
from indexer.errors import LibraryError
from indexer.library import Generation, Library
from tests.indexer.indexed import add, finding, report
from tests.indexer.writer_contract import WriterContract

pytestmark = pytest.mark.long

DEPLOY = Path(__file__).parents[2] / "deploy" / "opensearch"
ADDRESSES = DEPLOY / "run" / "addresses"


@pytest.fixture(scope="session")
def hosts() -> Iterator[str]:
    """The cluster's hosts, separated by commas; it is stopped again if it was started here."""
    if named := os.environ.get("HUITOUKAN_TEST_OPENSEARCH"):
        yield named.removeprefix("http://")
        return
    started = not ADDRESSES.exists()
    if started:
        if not (shutil.which("java") and shutil.which("mvn")):
            pytest.skip("no cluster: Java 17 and Maven are needed to start one")
        if os.environ.get("PYTEST_XDIST_WORKER"):
            pytest.skip("no cluster: run `make opensearch` before tests in parallel")
        begun = subprocess.run([DEPLOY / "start.sh"], capture_output=True, timeout=300, check=False)
        if begun.returncode:
            pytest.skip(f"no cluster: {begun.stderr.decode()[-300:]}")
    yield ADDRESSES.read_text().split()[0].replace("http://", "")
    if started:
        subprocess.run([DEPLOY / "stop.sh"], timeout=60, check=True)


@pytest.fixture(scope="session")
def control(hosts: str) -> str:
    """Where nodes can be stopped and started."""
    if os.environ.get("HUITOUKAN_TEST_OPENSEARCH"):
        pytest.skip("only nodes that `make opensearch` started can be stopped")
    return ADDRESSES.read_text().split()[1]


@pytest.fixture(scope="module")
def shared(hosts: str) -> Iterator[OpenSearchEngine]:
    made = OpenSearchEngine(f"http://{hosts}/test-{os.getpid()}", 1)
    yield made
    made.clear()


@pytest.fixture
def engine(shared: OpenSearchEngine, hosts: str) -> OpenSearchEngine:
    """Emptied: making an index anew takes a second, for its copies have to be there."""
    client = connect(address(f"http://{hosts}/test"))
    client.indices.refresh(index=shared.index, ignore=404)
    client.delete_by_query(
        index=shared.index, body={"query": {"match_all": {}}}, refresh=True, ignore=404
    )
    client.close()
    return shared


class TestOpenSearch(WriterContract):
    def test_second_writer_is_told_who_writes(self, engine: OpenSearchEngine) -> None:
        with (
            engine.writer(),
            pytest.raises(IndexBusy, match=f"进程 {os.getpid()}"),
            engine.writer(),
        ):
            pass

    def test_index_that_is_written_to_is_not_cleared(self, engine: OpenSearchEngine) -> None:
        with engine.writer(), pytest.raises(IndexBusy):
            engine.clear()

    def test_what_a_killed_writer_left_is_never_seen(
        self, engine: OpenSearchEngine, hosts: str
    ) -> None:
        add(engine, {"r1": report([finding("公务接待")])})
        client = connect(address(f"http://{hosts}/test"))
        left = {"mark": "finding", "since": 2, "id": ["r9-1"], "report": ["r9"], "card": ""}
        client.index(index=f"test-{os.getpid()}-1", body=left, params={"refresh": "true"})
        client.close()
        assert engine.reader().count(Everything()) == 1
        add(engine, {"r2": report([finding("公务用车")])}, sequence=2)
        assert engine.reader().count(Everything()) == 2

    def test_nothing_is_lost_when_a_node_stops_in_mid_index(
        self, engine: OpenSearchEngine, control: str
    ) -> None:
        with engine.writer() as writer:
            for n in range(1, 1_501):
                writer.add(index_documents(f"r{n}", report([finding("公务接待")]), "a"))
                if n == 700:
                    tell(control, "stop/2")
            writer.commit(IndexState(1, "f"))
        try:
            assert engine.reader().count(Everything()) == 1_500
        finally:
            tell(control, "start/2")
        assert healed(engine) == "green"
        assert engine.reader().count(Everything()) == 1_500


def tell(control: str, order: str) -> None:
    with urlopen(Request(f"{control}/{order}", method="POST"), timeout=60) as answer:
        assert answer.status == 200


def healed(engine: OpenSearchEngine) -> str:
    """The cluster's health, once it is green or two minutes have passed."""
    deadline, health = time.monotonic() + 120, "red"
    while health != "green" and time.monotonic() < deadline:
        health = engine.health()
        time.sleep(0.5)
    return health


def test_password_in_the_address_is_refused() -> None:
    with pytest.raises(LibraryError, match="不能写用户名和密码"):
        OpenSearchEngine("https://admin:geheim@host:9200/huitoukan", 1)


def test_plain_http_leaves_no_machine() -> None:
    with pytest.raises(LibraryError, match="明文"):
        OpenSearchEngine("http://10.0.0.1:9200/huitoukan", 1)


@pytest.mark.parametrize("url", ["https://host:9200", "https://host:9200/回头看", "https:///x"])
def test_address_without_host_or_index_is_told(url: str) -> None:
    with pytest.raises(LibraryError, match=r"library\.toml"):
        OpenSearchEngine(url, 1)


def test_secrets_come_from_files_that_the_environment_names(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("abc\n")
    environment = {"HUITOUKAN_OPENSEARCH_TOKEN_FILE": str(tmp_path / "token")}
    client = connect(address("https://host:9200/huitoukan"), environment)
    assert client.transport.get_connection().headers["authorization"] == "Bearer abc"


def test_file_of_a_secret_that_is_missing_is_named(tmp_path: Path) -> None:
    environment = {"HUITOUKAN_OPENSEARCH_PASSWORD_FILE": str(tmp_path / "fehlt")}
    with pytest.raises(LibraryError, match="fehlt"):
        connect(address("https://host:9200/huitoukan"), environment)


def test_cluster_that_is_not_there_is_no_damaged_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.engines.opensearch._PATIENCE", 1.0)
    with pytest.raises(LibraryError, match="连不上"):
        OpenSearchEngine("http://127.0.0.1:9/huitoukan", 1).reader()


def test_every_generation_has_an_index_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "library.toml").write_text('engine = "http://127.0.0.1:9200/huitoukan"\n')
    made = Library(tmp_path).open_index(Generation(index=3))
    assert isinstance(made, OpenSearchEngine)
    assert made.index == "huitoukan-3"
