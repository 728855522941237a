"""Ties the processes that run flows to the scheduler that started them.

One that outlived its scheduler would work beside the run that makes up for it. Ending it anywhere
is safe: the next run completes what it left.
"""

import os
import threading
import time

SCHEDULER = "HUITOUKAN_SCHEDULER"
"""The environment variable with the scheduler's process id."""


def tie() -> None:
    """In a process that a scheduler started: ends it soon after the scheduler's end.

    Nothing tells a process on Windows of its parent's end; there, the locks have to do.
    """
    # Not for this process's own children, whose parent it is.
    scheduler = os.environ.pop(SCHEDULER, "")
    if scheduler and os.name != "nt":
        threading.Thread(target=_end_with, args=(int(scheduler),), daemon=True).start()


def _end_with(scheduler: int) -> None:
    while os.getppid() == scheduler:
        time.sleep(0.5)
    os._exit(1)
