"""来源与运行: where reports come from, what could not be read, and uploads."""

import os
import socket
from typing import Annotated

import msgspec
from fastapi import APIRouter, Form, UploadFile
from fastapi.responses import Response

from indexer.engine import IndexUnreadable
from indexer.entries import Quarantined
from indexer.errors import LibraryError
from indexer.health import LibraryHealth
from indexer.sources.history import History
from indexer.sources.standing import standings
from web.context import Context, Here, require
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ, everywhere=True)])

_SHOWN = 100
_JOBS = 8
_RUNS = 10


@router.get("/sources", name="sources")
def sources(here: Here) -> Response:
    """The sources with their health, the last runs, quarantine, and the upload."""
    library = here.reading.library
    standing, quarantined = _library(here)
    return here.page(
        "sources.html",
        active="来源与运行",
        title="来源与运行",
        health=standing,
        writing=_writing(here),
        sources=[(each, _runs(here, each.name)) for each in standings(library)],
        jobs=here.jobs.recent(_JOBS),
        quarantined=quarantined[:_SHOWN],
        quarantine_count=len(quarantined),
    )


@router.get("/sources/jobs", name="jobs")
def jobs(here: Here) -> Response:
    """The last jobs alone, for the page's script."""
    return here.page("jobs.html", jobs=here.jobs.recent(_JOBS))


@router.post("/sources/run", name="run_source", dependencies=[require(Role.ADMIN, everywhere=True)])
def run_source(here: Here, name: Annotated[str, Form(max_length=60)]) -> Response:
    """Looks at a source now."""
    here.changes.run_source(name)
    return here.go("sources", {"notice": "started"})


@router.post("/sources/upload", name="upload", dependencies=[require(Role.ADMIN, everywhere=True)])
def upload(here: Here, files: list[UploadFile]) -> Response:
    """Takes files in, with the same limits and quarantine as anywhere."""
    here.changes.upload([(each.filename or "", each.file) for each in files if each.filename])
    return here.go("sources", {"notice": "started"})


@router.post("/quarantine/retry", name="retry", dependencies=[require(Role.ADMIN, everywhere=True)])
def retry(here: Here, id: Annotated[str, Form(max_length=40)] = "") -> Response:
    """Tries a file again, or all."""
    here.changes.retry([id] if id else [])
    return here.go("sources", {"notice": "started"})


@router.post("/quarantine/drop", name="drop", dependencies=[require(Role.ADMIN, everywhere=True)])
def drop(here: Here, id: Annotated[str, Form(max_length=40)]) -> Response:
    """Puts a file out of sight."""
    here.changes.drop([id])
    return here.go("sources", {"notice": "dropped"})


def _runs(here: Context, source: str) -> list[tuple[str, str]]:
    """When the source was last looked at, and what came of it, the last time first."""
    runs = History(here.reading.library.folder, source).runs()[-_RUNS:]
    return [(each.at, each.told) for each in reversed(runs)]


def _writing(here: Context) -> str | None:
    """Which other process is writing to the library, and since when; None where there is none. Jobs
    of this one are listed with how far they are."""
    from indexer.lock import HOLDER, Holder

    library = here.reading.library
    if not library.being_written:
        return None
    try:
        holder = msgspec.json.decode((library.folder / HOLDER).read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return "另一个程序正在导入。"
    if (holder.pid, holder.host) == (os.getpid(), socket.gethostname()):
        return None
    return (
        f"另一个程序正在导入，从 {holder.since} 开始"
        f"（进程 {holder.pid}，主机 {holder.host}）；它结束以后，这里的数字才是全的。"
    )


def _library(here: Context) -> tuple[LibraryHealth | None, list[Quarantined]]:
    """How the library fares and what it could not read; nothing of a library that is empty, or
    being made: this is the page that fills it."""
    # It brings all that reads files along, which a page that opens needs none of.
    from indexer.quarantine import listed

    library = here.reading.library
    try:
        return here.reading.health(), listed(library)
    except (LibraryError, IndexUnreadable):
        return None, []
