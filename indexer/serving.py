"""The index that serves when it is asked."""

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

from indexer.engine import Engine, IndexReader, IndexUnreadable

G = TypeVar("G")


class ServingIndex(Generic[G]):
    """Each reader is of the generation that serves when it is opened.

    A rebuild removes the index that served before, and what was removed reads as an empty one.
    """

    def __init__(self, generation: Callable[[], G], open_index: Callable[[G], Engine]) -> None:
        """Raises `LibraryError` for wrong settings, as `open_index` does."""
        self._generation = generation
        self._opened = lru_cache(maxsize=1)(open_index)
        self._opened(generation())

    def reader(self) -> IndexReader:
        """A reader of the newest commit; of nothing where there is none yet.

        Raises `IndexUnreadable` where the index that serves cannot be opened.
        """
        while True:
            generation = self._generation()
            try:
                reader = self._opened(generation).reader()
                if reader.state() is not None:
                    return reader
            except (IndexUnreadable, OSError):
                if generation == self._generation():
                    raise
            else:
                if generation == self._generation():
                    return reader
