"""What is computed from the whole library, once for each state of it."""

import logging
import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from indexer.errors import LibraryBusy

M = TypeVar("M")
T = TypeVar("T")

# A request waits so long for what nobody has computed yet.
_PATIENCE_SECONDS = 20.0
# What takes longer than this is computed beside the requests, which get the last result meanwhile.
_QUICK_SECONDS = 1.0
# Then it rests for so many times as long, so that a library that keeps changing leaves room for
# other things.
_REST, _LONGEST_REST_SECONDS = 9.0, 300.0
_log = logging.getLogger("huitoukan.web")


class Derived(Generic[M, T]):
    """A value that follows the library's state."""

    def __init__(
        self,
        state: Callable[[M], Hashable],
        compute: Callable[[Hashable], T],
        turn: threading.Lock,
    ) -> None:
        """`state` is that of the library at a moment; `compute` makes the value for it; `turn` is
        shared by values that should not be computed at the same time."""
        self._state, self._compute, self._turn = state, compute, turn
        self._starting = threading.Lock()
        self._known: tuple[Hashable, T] | None = None
        self._work: threading.Thread | None = None
        self._problem: Exception | None = None
        self._seconds, self._ended, self._number = 0.0, 0.0, 0

    def soon(self, moment: M, seconds: float) -> bool:
        """Whether `get` can answer at once. Where nothing was computed yet, that begins beside, and
        is waited for so long."""
        if self._known is not None:
            return True
        work = self._begin(self._state(moment))
        work.join(seconds)
        # What has ended without a value has failed: whoever asks for it is told why.
        return not work.is_alive()

    def get(self, moment: M) -> T:
        """The value for the library as it is at that moment; where computing takes long, or others
        are computed, the last one, while a new one is made beside.

        Raises what computing raises, and `LibraryBusy` where there is no value in time.
        """
        state, known = self._state(moment), self._known
        if known is not None and known[0] == state:
            return known[1]
        # What is quick itself may have to wait for its turn behind what is not.
        if known is not None and (self._seconds > _QUICK_SECONDS or self._turn.locked()):
            rest = min(_REST * self._seconds, _LONGEST_REST_SECONDS)
            if time.monotonic() - self._ended >= rest:
                self._begin(state)
            return known[1]
        return self._wait(state)

    def number(self, moment: M) -> int:
        """Which value `get` returns, counted from the first; 0 while there is none."""
        if self._known is not None:
            self.get(moment)
        return self._number

    def _wait(self, state: Hashable) -> T:
        # Others may take the turn first, and keep it long.
        patience = _PATIENCE_SECONDS if self._known is None else _QUICK_SECONDS
        until = time.monotonic() + patience
        while time.monotonic() < until:
            # Work under way may have begun before the library changed.
            work = self._begin(state)
            work.join(max(0.0, until - time.monotonic()))
            known = self._known
            if known is not None and (known[0] == state or self._seconds > _QUICK_SECONDS):
                return known[1]
            if self._problem is not None and not work.is_alive():
                raise self._problem
        if self._known is not None:
            return self._known[1]
        raise LibraryBusy("正在比对整个库，还要一会儿。请过一两分钟再打开这一页。")

    def _begin(self, state: Hashable) -> threading.Thread:
        with self._starting:
            if self._work is None or not self._work.is_alive():
                self._problem = None
                self._work = threading.Thread(target=self._make, args=(state,), daemon=True)
                self._work.start()
            return self._work

    def _make(self, state: Hashable) -> None:
        try:
            with self._turn:
                began = time.monotonic()
                value = self._compute(state)
                self._seconds = time.monotonic() - began
            self._known = (state, value)
            self._number += 1
        except Exception as problem:
            _log.warning("%s", problem)
            self._problem = problem
        self._ended = time.monotonic()
