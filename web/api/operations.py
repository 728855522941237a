"""/api/v1: where reports come from, what could not be read, work under way."""

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from indexer.entries import Quarantined
from indexer.health import LibraryHealth
from indexer.sources.history import History, Run
from indexer.sources.register import source
from indexer.sources.standing import Standing, standings
from web.api.answers import ApiRoute, answer, answers
from web.api.views import Dropped
from web.context import Here, require
from web.jobs import Job
from web.lookup import NotFound
from web.viewer import Role, Viewer

router = APIRouter(route_class=ApiRoute, tags=["来源与运行"])
_reads = [require(Role.READ, everywhere=True)]
_manages = [require(Role.ADMIN)]


class Ids(BaseModel):
    """隔离区里的哪些文件。"""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"ids": ["3fa2"]}})
    ids: Annotated[
        list[Annotated[str, Field(max_length=64)]], Field(max_length=1000, description="编号")
    ]


@router.get(
    "/me",
    dependencies=[require(Role.READ)],
    responses=answers(Viewer, {"name": "周敏", "role": "研判", "regions": ["云川县"]}),
    summary="我是谁",
)
def me(here: Here) -> Response:
    """账号、权限、可看的地区。"""
    return answer(here.viewer)


@router.get("/status", dependencies=_reads, responses=answers(LibraryHealth), summary="库的概况")
def status(here: Here) -> Response:
    """份数、问题数、索引状况、占用空间。"""
    return answer(here.reading.health())


@router.get(
    "/sources", dependencies=_reads, responses=answers(tuple[Standing, ...]), summary="来源"
)
def sources(here: Here) -> Response:
    """各来源上次的结果，和不正常的原因。"""
    return answer(standings(here.reading.library))


@router.get(
    "/sources/{name}/runs",
    dependencies=_reads,
    responses=answers(tuple[Run, ...]),
    summary="来源的历次运行",
)
def runs(here: Here, name: str) -> Response:
    """最近的在前，最多一百次。"""
    folder = here.reading.library.folder
    known = source(folder, name)
    return answer(History(folder, known.name).runs()[:-101:-1])


@router.post(
    "/sources/{name}/runs", dependencies=_manages, responses=answers(Job), summary="现在就取"
)
def run_source(here: Here, name: str) -> Response:
    """开始取一个来源；进度用 /jobs 查。"""
    return _job(here, here.changes.run_source(name))


@router.get(
    "/quarantine",
    dependencies=_reads,
    responses=answers(tuple[Quarantined, ...]),
    summary="隔离区",
)
def quarantine(here: Here) -> Response:
    """读不了的文件和原因。"""
    # It brings all that reads files along, which a page that opens needs none of.
    from indexer.quarantine import listed

    return answer(listed(here.reading.library))


@router.post("/quarantine/retry", dependencies=_manages, responses=answers(Job), summary="再读一次")
def retry(here: Here, which: Ids) -> Response:
    """再读这些文件，空着就是全部；进度用 /jobs 查。"""
    return _job(here, here.changes.retry(which.ids))


@router.post(
    "/quarantine/drop", dependencies=_manages, responses=answers(Dropped), summary="不再显示"
)
def drop(here: Here, which: Ids) -> Response:
    """不再显示这些文件，直到内容有变；原件保留。"""
    return answer(Dropped(dropped=here.changes.drop(which.ids)))


@router.post("/uploads", dependencies=_manages, responses=answers(Job), summary="上传")
def upload(here: Here, files: Annotated[list[UploadFile], File()]) -> Response:
    """导入文件；读不了的进隔离区，进度用 /jobs 查。"""
    given = [(each.filename or "", each.file) for each in files]
    return _job(here, here.changes.upload(given))


@router.get("/jobs", dependencies=_reads, responses=answers(tuple[Job, ...]), summary="进度")
def jobs(here: Here) -> Response:
    """最近的上传、重试和取来源，最近的在前。"""
    return answer(here.jobs.recent())


@router.get("/jobs/{number}", dependencies=_reads, responses=answers(Job), summary="一项的进度")
def job(here: Here, number: int) -> Response:
    """做到第几个，结果如何。"""
    return _job(here, number)


def _job(here: Here, number: int) -> Response:
    found = here.jobs.get(number)
    if found is None:
        raise NotFound(f"没有编号为 {number} 的任务。")
    return answer(found)
