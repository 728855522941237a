"""Who may write to an index that several hosts share."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

pytest.importorskip("opensearchpy", reason="opensearch-py is not installed")

from opensearchpy import OpenSearch

from indexer.engine import IndexBusy
from indexer.engines import opensearch_lease
from indexer.engines.opensearch_client import address, connect
from indexer.engines.opensearch_lease import Lease
from tests.indexer.stub_cluster import cluster

INDEX = "test-1"
SECONDS = 2.0
HOLDER = f"""
import sys, time
from indexer.engines import opensearch_lease
from indexer.engines.opensearch_client import address, connect
vars(opensearch_lease)["SECONDS"] = {SECONDS}
where = address(sys.argv[1])
lease = opensearch_lease.Lease(connect(where), where, "{INDEX}")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def named() -> Iterator[str]:
    """The address of a cluster."""
    with cluster() as made:
        yield made


@pytest.fixture
def client(named: str) -> Iterator[OpenSearch]:
    made = connect(address(named))
    yield made
    made.close()


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease that nobody renews lapses soon."""
    monkeypatch.setattr(opensearch_lease, "SECONDS", SECONDS)


def taken(client: OpenSearch, named: str) -> Lease:
    return Lease(client, address(named), INDEX)


def test_a_released_lease_is_free_at_once(client: OpenSearch, named: str) -> None:
    taken(client, named).release()
    taken(client, named).release()


def test_who_comes_second_is_told_until_when_to_wait(client: OpenSearch, named: str) -> None:
    first = taken(client, named)
    with pytest.raises(IndexBusy, match="之后即可写入"):
        taken(client, named)
    first.release()


@pytest.mark.usefixtures("brief")
def test_a_lease_lasts_longer_than_its_term_while_its_holder_lives(
    client: OpenSearch, named: str
) -> None:
    first = taken(client, named)
    time.sleep(1.5 * SECONDS)
    first.require()
    with pytest.raises(IndexBusy):
        taken(client, named)
    first.release()


@pytest.mark.usefixtures("brief")
def test_the_lease_of_a_killed_process_is_taken_over_when_it_lapses(
    client: OpenSearch, named: str
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, named], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    with pytest.raises(IndexBusy, match=f"进程 {holder.pid}"):
        taken(client, named)
    time.sleep(SECONDS)

    next_one = taken(client, named)

    next_one.require()
    next_one.release()


@pytest.mark.usefixtures("brief")
def test_a_holder_that_lost_its_lease_to_another_may_not_write(
    client: OpenSearch, named: str
) -> None:
    lost = taken(client, named)
    client.index(
        index=INDEX,
        id=opensearch_lease.ID,
        body={"lease": {"owner": "另一台主机", "expires": time.time() + 60}},
    )
    time.sleep(SECONDS)
    with pytest.raises(IndexBusy, match="接手"):
        lost.require()
    lost.release()
