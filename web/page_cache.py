"""Pages as they were last made, to be sent again while nothing that they rest on has changed."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from cachetools import LRUCache

# A page of hits has fifty kilobytes; of a report's whole text, which may be far longer, few ask
# twice.
_ALL, _LONGEST = 48_000_000, 500_000

Pieces = tuple[bytes, ...]
"""A page without what is each browser's own: that belongs between the pieces."""


class PageCache:
    """The pages last asked for, by all that they depend on."""

    def __init__(self) -> None:
        self._kept: LRUCache[Hashable, Pieces] = LRUCache(_ALL, getsizeof=_size)
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, key: Hashable) -> Iterator[None]:
        """One thread's turn to make a page: after a change, all ask for the same ones at once."""
        with self._lock:
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            try:
                yield
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def get(self, key: Hashable) -> Pieces | None:
        """The page that was kept so; None where there is none any more."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: Hashable, page: Pieces) -> None:
        """Keeps a page, unless it is so long that it would displace many others."""
        if _size(page) <= _LONGEST:
            with self._lock:
                self._kept[key] = page


def _size(page: Pieces) -> int:
    return sum(map(len, page))
