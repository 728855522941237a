"""What goes on inside a worker process: one batch of jobs after the other."""

import contextlib
import faulthandler
import multiprocessing
import os
import pickle
import reprlib
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ingest.limits import Limits
from ingest.unreadable import Unreadable

J = TypeVar("J")
R = TypeVar("R")

_NICE = 5


@dataclass(frozen=True)
class Bug:
    """An exception other than `Unreadable`, on its way from the worker."""

    error: Exception


def work(
    function: Callable[[J], R], batch: Sequence[J], budget: float, most_seconds: float
) -> list[R | Unreadable | Bug]:
    """In the worker: the outcomes of the first jobs of `batch`, as many as `budget` seconds allow.

    At least one; raises `MemoryError` where memory is short.
    """
    # A timer outside the interpreter: ends a worker stuck in C code whose parent is gone.
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(most_seconds + 5, exit=True, file=nowhere)
        try:
            deadline = time.monotonic() + budget
            outcomes = [_outcome(function, batch[0])]
            for job in batch[1:]:
                if time.monotonic() > deadline:
                    break
                outcomes.append(_outcome(function, job))
            return outcomes
        finally:
            faulthandler.cancel_dump_traceback_later()


def _outcome(function: Callable[[J], R], job: J) -> R | Unreadable | Bug:
    try:
        return function(job)
    except Unreadable as error:
        # Without its traceback: frames hold the file's contents.
        return Unreadable(error.reason, error.passing)
    except MemoryError:
        raise
    except Exception as error:
        return Bug(_portable(error, job))


def _portable(error: Exception, job: object) -> Exception:
    """`error`, or a RuntimeError in its stead where it cannot be pickled, saying where it arose."""
    note = f"处理 {reprlib.repr(job)} 时：\n{''.join(traceback.format_exception(error))}"
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(repr(error))
    error.add_note(note)
    return error


def start_worker(limits: Limits) -> None:
    """In the worker, once: limits its memory, ties its life to the parent's, and lets people go
    first who wait for a page."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = (
        limits.memory_bytes if hard == resource.RLIM_INFINITY else min(limits.memory_bytes, hard)
    )
    # macOS knows the limit, but refuses to set it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
