"""`python -m tests.indexer.killed_copy backup|restore DATA FILE STEP`: copies until step STEP.

Steps are the moments at which something is written, becomes lasting or gets its name. At step STEP
the process kills itself; at 0 it never does and prints their number.
"""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import ParamSpec, TypeVar

import indexer.refill
import indexer.replay
import indexer.restore
from indexer.backup import backup
from indexer.backup_file import BackupWriter
from indexer.library import Library
from tests.indexer import fakes

P = ParamSpec("P")
R = TypeVar("R")


def main(task: str, data: str, file: str, deadly: int) -> None:
    analysis = ModuleType("indexer.analysis")
    vars(analysis)["analyzer_fingerprint"] = lambda: "甲"
    sys.modules["indexer.analysis"] = analysis
    vars(indexer.replay)["prepare"] = fakes.prepare
    vars(indexer.refill)["index"] = fakes.index
    vars(indexer.restore)["Library"] = _library
    steps = itertools.count(1)

    def counted(function: Callable[P, R]) -> Callable[P, R]:
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if next(steps) == deadly:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return call

    for name in ("fsync", "replace", "link", "rename", "sync", "unlink", "chmod"):
        vars(os)[name] = counted(getattr(os, name))
    setattr(BackupWriter, "add", counted(BackupWriter.add))  # noqa: B010
    if task == "backup":
        backup(_library(Path(data)), Path(file))
    else:
        indexer.restore.restore(Path(file), Path(data))
    print(next(steps) - 1)


def _library(folder: Path) -> Library:
    return Library(folder, open_engine=fakes.FileEngine)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
