"""Making much that stays, quickly."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Looks for no garbage meanwhile, nor ever again through what there is then: of modules that
    are loaded and large values that are read nothing is garbage, and looking through them again
    and again takes a tenth of the time, and halts everybody who waits for a page."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
