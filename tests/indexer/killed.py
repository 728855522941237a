"""`python -m tests.indexer.killed ingest|reindex DATA INBOX STEP`: works on a library until STEP.

Steps are the moments at which something becomes lasting: each fsync, each rename, each commit of
the catalog. At step STEP the process kills itself; at 0 it never does and prints their number.
"""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, event

import indexer.build
import indexer.refill
import indexer.replay
import indexer.update
from indexer.build import ingest
from indexer.library import Library
from indexer.pace import Pace
from indexer.reindex import reindex
from tests.indexer import fakes

P = ParamSpec("P")
R = TypeVar("R")


def main(task: str, data: str, inbox: str, deadly: int) -> None:
    analysis = ModuleType("indexer.analysis")
    vars(analysis)["analyzer_fingerprint"] = lambda: "甲"
    sys.modules["indexer.analysis"] = analysis
    vars(indexer.build)["prepare"] = vars(indexer.replay)["prepare"] = fakes.prepare
    vars(indexer.update)["index"] = vars(indexer.refill)["index"] = fakes.index
    steps = itertools.count(1)

    def step() -> None:
        if next(steps) == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(function: Callable[P, R]) -> Callable[P, R]:
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            step()
            return function(*args, **kwargs)

        return call

    vars(os)["fsync"] = counted(os.fsync)
    vars(os)["replace"] = counted(os.replace)

    def committing(connection: Connection) -> None:
        step()

    event.listen(Engine, "commit", committing)
    library = Library(Path(data), open_engine=fakes.FileEngine)
    if task == "ingest":
        ingest(library, [Path(inbox)], pace=Pace(files=8, findings=24))
    else:
        reindex(library)
    print(next(steps) - 1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
