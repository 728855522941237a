"""Ctrl-C waits for the end of a step that should be whole."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupt_deferred() -> Iterator[None]:
    """A Ctrl-C inside raises KeyboardInterrupt only at the end; of several, one inside the other,
    at that of the outermost.

    Outside the main thread nothing is changed: Python delivers no signals there.
    """
    if threading.current_thread() is not threading.main_thread() or _deferred():
        yield
        return
    remembered = _Remembered()
    before = signal.signal(signal.SIGINT, remembered)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if remembered.wanted:
        raise KeyboardInterrupt


class _Remembered:
    """A handler that only notes the signal."""

    wanted = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.wanted = True


def _deferred() -> bool:
    return isinstance(signal.getsignal(signal.SIGINT), _Remembered)
