"""A library of two counties, made once; tests that change one get a copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from indexer.library import Library
from search.passages import shared
from search.recurrence import recurrences
from tests.web.counties import two_counties


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Digests that cost next to nothing: what real ones cost hundreds of logins would pay."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("web.passwords._hasher", lambda: cheap)
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the library."""
    library = two_counties(tmp_path_factory.mktemp("counties"))
    recurrences(library)
    shared(library)
    return library.folder


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Library:
    """The library, to be changed."""
    shutil.copytree(made, tmp_path / "data")
    return Library(tmp_path / "data")
