"""Where the files of the deployment are."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def deploy() -> Path:
    """The folder `deploy`."""
    return ROOT / "deploy"
