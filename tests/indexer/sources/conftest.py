"""A site of one's own for each test, and what fetches from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.library import Library
from indexer.sources.dial import Dialer
from indexer.sources.fetch import Clock, Fetcher, FetchLimits
from indexer.sources.source import ColumnSource
from tests.indexer.sources.site import Site, served


@pytest.fixture
def site() -> Iterator[Site]:
    """A running site without pages."""
    with served() as found:
        yield found


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library yet to be made."""
    return Library(tmp_path / "data")


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """What fetches from the site, with small limits."""
    limits = FetchLimits(bytes=100_000, seconds=0.4)
    with Fetcher(Dialer(allow_private=True), Clock(), delay=0, limits=limits) as found:
        yield found


@pytest.fixture
def source(site: Site) -> ColumnSource:
    """A column whose notices are asked for again at every run."""
    return ColumnSource(
        name="县公开",
        url=f"{site.url}/list/",
        delay_seconds=0,
        recheck_days=1,
        allow_private=True,
    )
