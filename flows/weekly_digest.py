"""The flow that writes the weekly digest (汇总) into a folder of the library."""

import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State

from flows.outcome import completed
from flows.step import step
from indexer import durable
from indexer.library import Library

_WEEK = timedelta(days=7)
# Local time: what a digest tells begins where the one before it ended.
_STAMP = "%Y-%m-%d %H%M%S"
# How many bytes of the journal the last digest read: an import may write down today what it dated
# before that digest.
_READ = "digest.read"
_NAME = re.compile(r"汇总 (\d{4}-\d\d-\d\d \d{6})\.docx")


@step("写汇总")
def write_digest(data: Path) -> Path:
    """Writes what happened since the last digest, or in the last week, and returns the file."""
    from search.digest import digest
    from search.export.digest import paper
    from search.export.paper_docx import write

    library = Library(data)
    folder = library.folder / library.settings.flows.digests
    folder.mkdir(parents=True, exist_ok=True)
    now = _next_second()
    path = folder / f"汇总 {now.astimezone():{_STAMP}}.docx"
    read = library.folder / _READ
    end = library.journal.end()
    write(path, paper(digest(library, _since(folder, now), now, _read_to(read))))
    durable.replace(read, str(end).encode())
    return path


@flow(name="weekly-digest", validate_parameters=False)
def weekly_digest(data: str) -> State[Any]:
    """Writes the digest of the library in the folder `data`; returns its path."""
    path = write_digest(Path(data))
    told = f"汇总写在 {path}"
    get_run_logger().info("%s", told)
    return completed(told, warned=False, data=path)


def _next_second() -> datetime:
    """The next full second, once it has come: what came in is dated to the second, and what is
    dated to one shall not be in the digests on both sides of it."""
    now = datetime.now(UTC)
    then = now.replace(microsecond=0) + timedelta(seconds=1)
    time.sleep((then - now).total_seconds())
    return then


def _since(folder: Path, now: datetime) -> datetime:
    stamps = [found[1] for each in folder.iterdir() if (found := _NAME.fullmatch(each.name))]
    before = [datetime.strptime(each, _STAMP).astimezone() for each in stamps]
    return max(before, default=now - _WEEK)


def _read_to(file: Path) -> int | None:
    try:
        return int(file.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None
