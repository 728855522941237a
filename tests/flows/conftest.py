"""One Prefect server for all tests of flows: starting it takes 12 seconds."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def server() -> Iterator[None]:
    """A Prefect server of the tests' own."""
    import flows  # noqa: F401 - keeps Prefect from phoning home

    from prefect.testing.utilities import prefect_test_harness  # isort: skip

    with prefect_test_harness(server_startup_timeout=60):
        yield
