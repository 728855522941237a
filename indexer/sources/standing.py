"""How each source of a library stands."""

from datetime import UTC, datetime

from indexer.library import Library
from indexer.sources.health import ailment
from indexer.sources.history import History, Run
from indexer.sources.register import sources
from indexer.sources.source import FolderSource
from ingest.model import Record


class Standing(Record, frozen=True, kw_only=True):
    """A source, its last run, and what is wrong with it; None where nothing is."""

    name: str
    place: str
    last: Run | None
    ailment: str | None


def standings(library: Library) -> tuple[Standing, ...]:
    """All sources, in the order of `sources.toml`. Raises `LibraryError`."""
    found = []
    for each in sources(library.folder):
        runs = History(library.folder, each.name).runs()
        found.append(
            Standing(
                name=each.name,
                place=each.path if isinstance(each, FolderSource) else each.url,
                last=runs[-1] if runs else None,
                ailment=ailment(each, runs, datetime.now(UTC)),
            )
        )
    return tuple(found)
