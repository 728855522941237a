"""Servers and workers that tests of several rooms share."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from ingest.limits import Limits
from ingest.sandbox import kept
from tests.postgres import NoPostgres, postgres


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long begin first: at the end one process would be left with such a one."""
    items.sort(key=lambda each: each.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def readers() -> Iterator[None]:
    """The processes that read files begin once, not for each of hundreds of small libraries."""
    with kept(1, Limits()):
        yield


@pytest.fixture
def new_readers() -> Iterator[None]:
    """Processes that read files and begin in this test, in the environment that it made."""
    with kept(1, Limits()):
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server; skips with the reason where there is none."""
    pytest.importorskip("psycopg", reason="没有 PostgreSQL 驱动")
    try:
        with postgres() as url:
            yield url
    except NoPostgres as reason:
        pytest.skip(str(reason))


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    yield f"{postgres_server.rsplit('/', 1)[0]}/{name}"
    with psycopg.connect(postgres_server, autocommit=True) as server:
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
