"""A browser on the machine itself, over the library of two counties."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.library import Library
from tests.web.client import TestClient, local


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, pages wait for what they rest on."""
    monkeypatch.setattr("web.pages.preparing._PATIENCE_SECONDS", 60.0)


@pytest.fixture
def here(library: Library) -> Iterator[TestClient]:
    with local(library) as browser:
        yield browser


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """The same over a library in which nothing is."""
    with local(Library(tmp_path / "nothing")) as browser:
        yield browser
