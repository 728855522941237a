"""What a person may ask of the process that lets flows run: state, runs, pauses, logs."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.logs import LogLine, local, said
from flows.runs import BEGUN, WAITING, flow_name, runs_in, served
from flows.server import connect, registering
from indexer.errors import LibraryError
from ingest.model import Record

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.responses import DeploymentResponse


class Planned(Record, frozen=True, kw_only=True):
    """A flow that is served; times are ISO with offset. `next_at` is None where it is paused or
    runs only when asked to; `last_state` is Prefect's name."""

    name: str
    summary: str
    paused: bool
    next_at: str | None
    last_at: str | None
    last_state: str | None
    last_message: str | None


def planned(data: Path) -> tuple[Planned, ...]:
    """What is served. Raises `LibraryError` where nothing is."""
    connect(data)
    from prefect.client.orchestration import get_client

    from flows.deployments import PLANS

    order = [each.name for each in PLANS]
    with get_client(sync_client=True) as client:
        found = [_planned(client, each) for each in served(client)]
    return tuple(sorted(found, key=lambda each: order.index(each.name)))


def run(data: Path, name: str, paths: Sequence[Path] = ()) -> None:
    """Has a flow run now, by the process that serves it; `paths` are for `ingest-reports`.

    Raises `LibraryError`.
    """
    if bool(paths) != (name == "ingest-reports"):
        raise LibraryError(
            "导入要写明文件或文件夹：huitoukan schedule run ingest-reports 路径…"
            if not paths
            else f"{name} 不用写文件或文件夹。"
        )
    connect(data)
    from prefect.client.orchestration import get_client

    asked: dict[str, Any] = {"paths": [str(each.absolute()) for each in paths]} if paths else {}
    with get_client(sync_client=True) as client:
        deployment = _deployment(client, name)
        # The server puts the deployment's own parameters under those given.
        client.create_flow_run_from_deployment(deployment.id, parameters=asked)


def pause(data: Path, name: str, *, paused: bool) -> None:
    """Lets a flow run by itself no longer, or again. Raises `LibraryError`."""
    connect(data)
    with registering(data):
        from prefect.client.orchestration import get_client

        with get_client(sync_client=True) as client:
            chosen = _deployment(client, name).id
            if paused:
                client.pause_deployment(chosen)
            else:
                client.resume_deployment(chosen)


def logs(data: Path, limit: int) -> tuple[LogLine, ...]:
    """The last `limit` lines that flows said, the oldest first. Raises `LibraryError`."""
    connect(data)
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return said(client, limit)


def _planned(client: "SyncPrefectClient", deployment: "DeploymentResponse") -> Planned:
    ahead = [
        each.expected_start_time
        for each in runs_in(client, deployment, WAITING)
        if each.expected_start_time and each.expected_start_time > datetime.now(UTC)
    ]
    begun = [each for each in runs_in(client, deployment, BEGUN) if each.start_time]
    last = next(iter(begun), None)
    state = last.state if last else None
    return Planned(
        name=flow_name(client, deployment),
        summary=deployment.description or "",
        paused=deployment.paused,
        next_at=local(min(ahead)) if ahead and not deployment.paused else None,
        last_at=local(last.start_time) if last and last.start_time else None,
        last_state=state.name if state else None,
        last_message=state.message if state else None,
    )


def _deployment(client: "SyncPrefectClient", name: str) -> "DeploymentResponse":
    found = {flow_name(client, each): each for each in served(client)}
    if name not in found:
        raise LibraryError(f"没有名为 {name} 的定时任务。现有：{'、'.join(found) or '无'}。")
    return found[name]
