"""Fills an index from the catalog."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.engine import Engine, IndexBusy, IndexState, IndexUnreadable, IndexWriter
from indexer.errors import LibraryBusy
from indexer.library import Generation, Library
from indexer.prepare import IndexJob, decode_documents, index
from ingest.sandbox import run
from ingest.unreadable import Unreadable

if TYPE_CHECKING:
    from indexer.catalog import Catalog


def index_state(engine: Engine) -> IndexState | None:
    """What the index says of itself; None where it is missing or damaged."""
    try:
        return engine.reader().state()
    except IndexUnreadable:
        return None


@contextmanager
def engine_writer(engine: Engine, library: Library) -> Iterator[IndexWriter]:
    """The engine's writer; a foreign one's lock is told as `LibraryBusy`."""
    try:
        with engine.writer() as writer:
            yield writer
    except IndexBusy as error:
        raise LibraryBusy(
            f"另一个程序正在写入 {library.folder} 的检索索引。请等它结束后再试。"
        ) from error


def rebuild_index(library: Library, catalog: "Catalog", generation: Generation) -> int:
    """Fills the index of `generation` from nothing; returns how many reports are in it."""
    engine = library.open_index(generation)
    engine.clear()
    return _fill(library, engine, catalog, catalog.current(), [])


def catch_up(library: Library, engine: Engine, catalog: "Catalog", sequence: int) -> int:
    """Takes in and out of the engine's index what the catalog has changed since `sequence`.

    Returns how many reports that are.
    """
    changes = catalog.changes(sequence)
    added = [each.report_id for each in changes if each.added]
    touched = [each.report_id for each in changes]
    _fill(library, engine, catalog, catalog.current(added), touched)
    return len(changes)


def _fill(
    library: Library,
    engine: Engine,
    catalog: "Catalog",
    reports: Iterable[tuple[str, str, bytes]],
    removed: list[str],
) -> int:
    from indexer.analysis import analyzer_fingerprint

    settings = library.settings
    jobs = (IndexJob(report_id=each, name=name, payload=data) for each, name, data in reports)
    count = 0
    with engine_writer(engine, library) as writer:
        if removed:
            writer.remove(removed)
        for job, result in run(index, jobs, workers=settings.processes, limits=settings.limits):
            # It was analysed once before: what a worker could not do again, this process can.
            packed = index(job) if isinstance(result, Unreadable) else result
            writer.add(decode_documents(packed))
            count += 1
        writer.commit(IndexState(catalog.position().sequence, analyzer_fingerprint()))
    return count
