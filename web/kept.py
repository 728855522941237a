"""What one process keeps open for all requests: the index's reader and the catalog."""

import threading
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from indexer.catalog import Catalog
from indexer.engine import (
    Hits,
    IndexReader,
    KeywordField,
    Node,
    NumberField,
    Sort,
)
from indexer.library import Generation, Library

# File systems tell times in ticks: a folder that has changed just now may change again unseen.
# Until then a reader is kept so long only.
_SETTLED_SECONDS, _UNSETTLED_SECONDS = 1.0, 0.25
# Pages of one search, and people who do the same, ask the same again; so many answers are kept of
# pages that are no longer than this.
_ANSWERS, _PAGE = 256, 50


class KeptEngine:
    """The library's engine with a reader that stays open until there is a new commit."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: _KeptReader | None = None
        # A reader of whoosh is for one thread, and of a server's index there is no file to look at.
        self._keeps = library.settings.engine == "tantivy"

    def reader(self) -> IndexReader:
        folder = self._library.index_folder()
        changed = _changed(folder) if self._keeps else None
        if changed is None:
            return self._library.engine().reader()
        kept = self._kept
        if kept is not None and (kept.folder, kept.changed) == (folder, changed) and kept.current:
            return kept.reader
        opened = time.time()
        reader = _AnsweredBefore(self._library.engine().reader())
        self._kept = _KeptReader(folder, changed, opened, reader)
        return reader

    def commit(self) -> str | None:
        """The same text until there is a new commit; None of an engine of which that cannot be
        seen here. (Not the reader, which whoever remembers it would keep open, with its files and
        memory, long after the next commit.)"""
        if not self._keeps:
            return None
        self.reader()
        kept = self._kept
        return f"{kept.folder} {kept.opened}" if kept else None


class _KeptReader(NamedTuple):
    """A reader of the index in `folder` as of its last change, in nanoseconds."""

    folder: Path
    changed: int
    opened: float
    reader: IndexReader

    @property
    def current(self) -> bool:
        """Whether no later change can have gone unseen."""
        settled = abs(self.opened - self.changed / 1e9) >= _SETTLED_SECONDS
        return settled or abs(time.time() - self.opened) < _UNSETTLED_SECONDS


class _AnsweredBefore:
    """A reader that remembers: what it reads never changes, for a commit makes a new reader."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.count = lru_cache(_ANSWERS)(reader.count)
        self.frequency = reader.frequency
        self.state = reader.state
        self._search = lru_cache(_ANSWERS)(reader.search)
        self._facets = lru_cache(_ANSWERS)(reader.facets)

    def search(
        self, query: Node, *, limit: int, offset: int = 0, sort: Sort = Sort.RELEVANCE
    ) -> Hits:
        find = self._search if limit <= _PAGE else self._reader.search
        return find(query, limit=limit, offset=offset, sort=sort)

    def facets(
        self, query: Node, fields: Sequence[KeywordField | NumberField]
    ) -> dict[KeywordField | NumberField, list[tuple[str, int]]]:
        return self._facets(query, tuple(fields))


def _changed(folder: Path) -> int | None:
    """When a folder was changed last, in nanoseconds; None where there is none."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return None


class _KeptCatalog(Catalog):
    def close(self) -> None:
        """Nothing: the next request asks the same connections."""

    def dispose(self) -> None:
        """Closes the connections."""
        super().close()


class KeptLibrary(Library):
    """A library whose catalog stays open; for many threads."""

    _catalog: tuple[Generation, _KeptCatalog] | None = None
    _replaced: _KeptCatalog | None = None
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
            # Another request may still walk the one before, whose file cannot be opened again:
            # it is closed only when it is replaced in its turn.
            done, self._replaced = self._replaced, kept[1] if kept else None
        if done is not None:
            done.dispose()
        return opened

    def close(self) -> None:
        """Gives the connections back."""
        with self._opening:
            for each in (self._replaced, self._catalog[1] if self._catalog else None):
                if each is not None:
                    each.dispose()
            self._catalog = self._replaced = None
