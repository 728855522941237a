"""What one process serves from: the library, its index, and what was computed from them."""

import threading
from collections.abc import Callable, Hashable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from indexer.entries import Position
from indexer.library import Library
from ingest.taxonomy import Taxonomy, extended
from search.links import LinkState, state_at
from search.synonyms import Synonyms
from web.compute import DOUBTS, FOUND, LEDGER, QUEUE, SHARED, WEEK, Computation
from web.derived import Derived
from web.kept import KeptEngine, KeptLibrary
from web.page_cache import PageCache
from web.remembered import Remembered

T = TypeVar("T")

# Pages of one search, and people who do the same, ask the same again: so many answers are kept,
# about a tenth of a megabyte each; and so many results of other work.
_ANSWERS, _RESULTS = 256, 64


class Moment:
    """The library as one request finds it: looked at when it is needed, and once; `as_of` is when
    the oldest value was computed that the request was given, if any is not of the present."""

    def __init__(self, library: Library) -> None:
        self._library, self.day = library, date.today()
        self.as_of: datetime | None = None

    def shown_as_of(self, at: datetime) -> None:
        """Takes note of the oldest value that the request was given."""
        self.as_of = at if self.as_of is None else min(self.as_of, at)

    @cached_property
    def position(self) -> Position:
        """How far the catalog has come. Raises `LibraryError`."""
        with self._library.catalog() as catalog:
            return catalog.position()

    @cached_property
    def links(self) -> LinkState:
        """What its links are made of. Raises `LibraryError`."""
        return state_at(self._library, self.position.sequence)


class Services:
    """One library for all requests of a process."""

    def __init__(self, folder: Path) -> None:
        self.library = KeptLibrary(folder)
        self.remembered = Remembered(_RESULTS)
        self.answers = Remembered(_ANSWERS)
        self.pages = PageCache()
        turn = threading.Lock()

        def derived(
            state: Callable[[Moment], Hashable], computation: Computation[T]
        ) -> Derived[Moment, T]:
            return Derived(
                lambda: Moment(self.library),
                state,
                lambda now: computation.run(self.library, now),
                turn,
                lambda: self.library.being_written,
            )

        self.found = derived(lambda at: at.links, FOUND)
        self.shared = derived(lambda at: at.links.sequence, SHARED)
        self.ledger = derived(lambda at: (at.links, at.day), LEDGER)
        self.doubts = derived(lambda at: at.links.sequence, DOUBTS)
        self.queue = derived(lambda at: at.links, QUEUE)
        self.week = derived(lambda at: (at.links, at.day), WEEK)

    @cached_property
    def engine(self) -> KeptEngine:
        """The index. Raises `LibraryError` where the settings are wrong."""
        return KeptEngine(self.library)

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The types of problems, the library's own among them. Raises `LibraryError`."""
        return extended(self.library.taxonomy)

    @cached_property
    def synonyms(self) -> Synonyms:
        """The wordings that mean the same. Raises `LibraryError`."""
        return Synonyms.of_taxonomy(self.taxonomy)

    def close(self) -> None:
        """Gives back what is open."""
        for each in (self.found, self.shared, self.ledger, self.doubts, self.queue, self.week):
            each.close()
        self.library.close()
