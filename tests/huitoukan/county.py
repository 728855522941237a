"""A library in which a problem comes back, for the commands about recurrence."""

from pathlib import Path

import pytest

from tests.search.recurring import county as made


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the library; tests only read it."""
    return made(tmp_path_factory.mktemp("county")).folder
