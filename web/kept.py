"""What one process keeps open for all requests: the index's reader and the catalog."""

import threading
import time
from contextlib import AbstractContextManager

from indexer.catalog import Catalog
from indexer.engine import IndexReader, IndexWriter
from indexer.library import Generation, Library

# File systems tell times in ticks: a folder that has changed just now may change again unseen.
_SETTLED_SECONDS = 1.0


class ReadOnlyEngine:
    """The part of an engine that a page has no use for."""

    def writer(self) -> AbstractContextManager[IndexWriter]:
        raise NotImplementedError("pages only read an index")

    def clear(self) -> None:
        raise NotImplementedError("pages only read an index")


class KeptEngine(ReadOnlyEngine):
    """The library's engine with a reader that stays open until there is a new commit."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: tuple[object, IndexReader] | None = None
        # A reader of whoosh is for one thread, and of a server's index there is no file to look at.
        self._keeps = library.settings.engine == "tantivy"

    def reader(self) -> IndexReader:
        stamp = self._stamp() if self._keeps else None
        kept = self._kept
        if kept is not None and stamp is not None and kept[0] == stamp:
            return kept[1]
        reader = self._library.engine().reader()
        self._kept = (stamp, reader) if stamp is not None else None
        return reader

    def _stamp(self) -> object | None:
        """What a new commit changes; None while it cannot be relied on."""
        folder = self._library.index_folder()
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            return None
        if abs(time.time() - changed / 1e9) < _SETTLED_SECONDS:
            return None
        return folder, changed


class _KeptCatalog(Catalog):
    def close(self) -> None:
        """Nothing: the next request asks the same connections."""

    def dispose(self) -> None:
        """Closes the connections."""
        super().close()


class KeptLibrary(Library):
    """A library whose catalog stays open; for many threads."""

    _catalog: tuple[Generation, _KeptCatalog] | None = None
    _opening = threading.Lock()

    def catalog(self) -> Catalog:
        """The open catalog, which outlives `close`. Raises `LibraryError`."""
        now = self.generation
        with self._opening:
            kept = self._catalog
            if kept is not None and kept[0] == now:
                return kept[1]
            with self.making_told():
                opened = _KeptCatalog(self.catalog_url(now), reading=True)
            self._catalog = (now, opened)
        if kept is not None:
            kept[1].dispose()
        return opened

    def close(self) -> None:
        """Gives the connections back."""
        with self._opening:
            if self._catalog is not None:
                self._catalog[1].dispose()
                self._catalog = None
