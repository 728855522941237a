"""What one process serves from: the library, its index, and what was computed from them."""

import threading
from collections.abc import Callable, Hashable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from ingest.taxonomy import Taxonomy, extended
from search.links import state_now
from search.synonyms import Synonyms
from web.compute import DOUBTS, FOUND, LEDGER, QUEUE, SHARED, WEEK, Computation
from web.derived import Derived
from web.kept import KeptEngine, KeptLibrary
from web.remembered import Remembered

T = TypeVar("T")


class Services:
    """One library for all requests of a process."""

    def __init__(self, folder: Path) -> None:
        self.library = KeptLibrary(folder)
        self.remembered = Remembered()
        turn = threading.Lock()

        def derived(state: Callable[[], Hashable], computation: Computation[T]) -> Derived[T]:
            return Derived(state, lambda: computation.run(self.library), turn)

        self.found = derived(self._state, FOUND)
        self.shared = derived(self._sequence, SHARED)
        self.ledger = derived(self._day, LEDGER)
        self.doubts = derived(self._sequence, DOUBTS)
        self.queue = derived(self._state, QUEUE)
        self.week = derived(self._day, WEEK)

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
        self.library.close()

    def _state(self) -> Hashable:
        return state_now(self.library)

    def _sequence(self) -> Hashable:
        return state_now(self.library).sequence

    def _day(self) -> Hashable:
        return state_now(self.library), date.today()
