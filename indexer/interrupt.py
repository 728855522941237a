"""Ctrl-C waits for the end of a step that should be whole."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupt_deferred() -> Iterator[None]:
    """A Ctrl-C inside raises KeyboardInterrupt only at the end.

    Outside the main thread nothing is changed: Python delivers no signals there.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wanted = False

    def remember(number: int, frame: FrameType | None) -> None:
        nonlocal wanted
        wanted = True

    before = signal.signal(signal.SIGINT, remember)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if wanted:
        raise KeyboardInterrupt
