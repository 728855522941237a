"""One look at a source: takes in what is new, and records what came of it."""

import time

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.lock import held
from indexer.sources import column, folder
from indexer.sources.fetch import Clock, Fetcher
from indexer.sources.folder import SourceUnreachable
from indexer.sources.haul import Haul, now
from indexer.sources.history import History, Missed, Run
from indexer.sources.source import AnySource, ColumnSource, FolderSource


def open_fetcher(source: ColumnSource, clock: Clock) -> Fetcher:
    """What fetches for this source, by its own settings."""
    from indexer.sources.dial import Dialer

    dialer = Dialer(allow_private=source.allow_private)
    return Fetcher(dialer, clock, delay=source.delay_seconds)


def run(library: Library, source: AnySource, *, clock: Clock | None = None) -> Run:
    """Looks at a source and takes what is new; the run is recorded, whatever came of it.

    `clock` is shared between sources, so that no host is asked too often. Raises `LibraryBusy`
    where this source is being run already, and what `indexer.build.ingest` raises: what was
    ingested before stays, and the next run goes on from there.
    """
    history = History(library.folder, source.name)
    history.folder.mkdir(parents=True, exist_ok=True)
    with held(history.folder, 0):
        haul = Haul(library, history)
        at, began = now(), time.monotonic()
        error = None
        try:
            _take(library, source, history, haul, clock or Clock())
        except SourceUnreachable as unreachable:
            error = Missed(
                place=source.name, reason=unreachable.reason, passing=unreachable.passing
            )
        except BaseException as problem:
            error = Missed(place=source.name, reason=_reason(problem), passing=True)
            raise
        finally:
            done = haul.run(source.name, at, time.monotonic() - began, error)
            history.append([done])
        return done


def broken_off(source: AnySource, problem: Exception) -> Run:
    """A run that `run` raised this from, for who goes on with other sources; without its counts."""
    return Run(source=source.name, at=now(), error=_reason(problem), passing=True)


def _reason(problem: BaseException) -> str:
    if isinstance(problem, LibraryError):
        return str(problem)
    return f"运行中断（{type(problem).__name__}），下次运行会接着做。"


def _take(library: Library, source: AnySource, history: History, haul: Haul, clock: Clock) -> None:
    visits = history.visits()
    try:
        if isinstance(source, FolderSource):
            folder.take(source, library, visits, haul)
        else:
            with open_fetcher(source, clock) as fetcher:
                column.take(source, library, visits, haul, fetcher)
    finally:
        haul.ingest()
