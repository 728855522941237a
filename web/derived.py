"""What is computed from the whole library, once for each state of it."""

import logging
import threading
import time
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from indexer.errors import LibraryBusy

# A request waits so long for what nobody has computed yet.
_PATIENCE_SECONDS = 20.0
# What takes longer than this is computed beside the requests, which get the last result meanwhile.
_QUICK_SECONDS = 1.0
# While the library keeps changing, it then rests for so many times as long, to leave room for
# other things.
_REST, _LONGEST_REST_SECONDS = 9.0, 300.0
_log = logging.getLogger("huitoukan.web")


class Looking(Protocol):
    """Somebody who looks at the library at one moment."""

    def shown_as_of(self, at: datetime) -> None:
        """Takes note that a value was told that had been computed `at` then, of an older state."""


M = TypeVar("M", bound=Looking)
T = TypeVar("T")


class Derived(Generic[M, T]):
    """A value that follows the library's state."""

    def __init__(
        self,
        now: Callable[[], M],
        state: Callable[[M], Hashable],
        compute: Callable[[Hashable], T],
        turn: threading.Lock,
        changing: Callable[[], bool],
    ) -> None:
        """`state` is that of the library at a moment, of which `now` is the present one; `compute`
        makes the value for it; `turn` is shared by values that should not be computed at the same
        time; `changing` tells whether somebody is changing the library."""
        self._now, self._state, self._compute = now, state, compute
        self._turn, self._changing = turn, changing
        self._starting = threading.Lock()
        self._known: tuple[Hashable, T] | None = None
        self._work: threading.Thread | None = None
        self._later: threading.Timer | None = None
        self._problem: Exception | None = None
        self._seconds, self._ended, self._number = 0.0, 0.0, 0
        self._made_at = datetime.now()

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
            self._follow(state)
            moment.shown_as_of(self._made_at)
            return known[1]
        return self._wait(moment, state)

    def number(self, moment: M) -> int:
        """Which value `get` returns, counted from the first; 0 while there is none."""
        if self._known is not None:
            self.get(moment)
        return self._number

    def close(self) -> None:
        """Begins nothing any more by itself."""
        with self._starting:
            if self._later is not None:
                self._later.cancel()

    def _wait(self, moment: M, state: Hashable) -> T:
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
            moment.shown_as_of(self._made_at)
            return self._known[1]
        raise LibraryBusy("正在比对整个库，还要一会儿。请过一两分钟再打开这一页。")

    def _follow(self, state: Hashable) -> None:
        """Begins to compute the value of that state, now or when it has rested."""
        rest = min(_REST * self._seconds, _LONGEST_REST_SECONDS) if self._changing() else 0.0
        left = self._ended + rest - time.monotonic()
        if left <= 0:
            self._begin(state)
        with self._starting:
            # Whether or not anybody asks again: also what changes during the work is followed.
            if self._later is None or not self._later.is_alive():
                self._later = threading.Timer(max(left, _QUICK_SECONDS), self._follow_now)
                self._later.daemon = True
                self._later.start()

    def _follow_now(self) -> None:
        work = self._work
        if work is not None:
            work.join()
        self._later = None
        try:
            state, known = self._state(self._now()), self._known
            if known is not None and known[0] != state and self._problem is None:
                self._follow(state)
        except Exception as problem:  # the library may be gone
            _log.warning("%s", problem)

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
                began, at = time.monotonic(), datetime.now()
                value = self._compute(state)
                self._seconds = time.monotonic() - began
            self._made_at = at
            self._known = (state, value)
            self._number += 1
        except Exception as problem:
            _log.warning("%s", problem)
            self._problem = problem
        self._ended = time.monotonic()
