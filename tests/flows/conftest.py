"""One Prefect server for all tests of flows, the one that the product starts."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder whose server Prefect in this process talks to.

    The first of the processes that run tests starts it, the last one ends it.
    """
    from flows.server import begin, end, hand_in

    base = tmp_path_factory.getbasetemp()
    data = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "server"
    users = data / "users"
    users.mkdir(parents=True, exist_ok=True)
    mine = users / str(os.getpid())
    with FileLock(data / "users.lock"):
        mine.touch()
        begin(data)
    yield data
    hand_in()
    with FileLock(data / "users.lock"):
        mine.unlink()
        if not any(users.iterdir()):
            end(data)
