"""Deployments: which flows run by themselves, when, and how they fared."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from flows.server import connect, home, serving
from indexer.errors import LibraryError
from indexer.lock import held
from ingest.model import Record

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun
    from prefect.client.schemas.responses import DeploymentResponse

ZONE = "Asia/Shanghai"
_NAME = "schedule"


class Planned(Record, frozen=True, kw_only=True):
    """A flow that runs by itself; times are ISO with offset. `last_state` is Prefect's name."""

    name: str
    paused: bool
    next_at: str | None
    last_at: str | None
    last_state: str | None
    last_message: str | None


class LogLine(Record, frozen=True, kw_only=True):
    """One line of what a flow said; `at` is ISO with offset."""

    at: str
    level: int
    text: str


def start(data: Path, *, hour: int, minute: int) -> None:
    """Serves all deployments, daily at this time (Beijing time), until SIGINT or SIGTERM.

    Paused ones stay paused. Runs that fell into a time when nothing was served are made up for by
    one. Raises `LibraryBusy` where the library is served already, `LibraryError`.
    """
    home(data).mkdir(parents=True, exist_ok=True)
    with held(home(data), 0), serving(data):
        import asyncio

        asyncio.run(_serve(data, f"{minute} {hour} * * *"))


async def _serve(data: Path, cron: str) -> None:
    from prefect.runner import Runner
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.watch_notices import watch_notices

    before, missed = _take_stock()
    deployment = await watch_notices.ato_deployment(
        name=_NAME,
        schedule=Cron(cron, timezone=ZONE),
        parameters={"data": str(data)},
        paused=bool(before.get(watch_notices.name)),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )

    class Stoppable(Runner):
        """Prefect 3.8's own handler forgets to await the runner's end."""

        def handle_sigterm(self, *_: object) -> NoReturn:
            raise SystemExit(0)

    # One at a time: a run that comes due during another waits for it.
    runner = Stoppable(pause_on_shutdown=False, limit=1)
    await runner.aadd_deployment(deployment)
    if watch_notices.name in missed:
        run(data, watch_notices.name)
    await runner.start()


def _take_stock() -> tuple[dict[str, bool], set[str]]:
    """Flow → whether it is paused, and the flows that missed a run and are not paused; what is
    left of those runs, and of runs that a crash cut off, is cleared away."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import State
    from prefect.states import Crashed

    now = datetime.now(UTC)
    paused, missed = {}, set()
    with get_client(sync_client=True) as client:
        for each in client.read_deployments():
            name = _flow_name(client, each)
            paused[name] = each.paused
            for old in _runs(client, each, "SCHEDULED", "PENDING", "RUNNING"):
                due = old.next_scheduled_start_time or old.expected_start_time
                if old.state is None or (old.state.is_scheduled() and due and due > now):
                    continue
                if old.state.is_running():
                    cut: State[None] = Crashed(message="程序意外中断，已由下一次运行接着做。")
                    client.set_flow_run_state(old.id, cut, force=True)
                else:
                    client.delete_flow_run(old.id)
                if not each.paused:
                    missed.add(name)
    return paused, missed


def planned(data: Path) -> tuple[Planned, ...]:
    """What runs by itself. Raises `LibraryError` where nothing is being served."""
    connect(data)
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return tuple(_planned(client, each) for each in client.read_deployments())


def run(data: Path, name: str) -> None:
    """Has a flow run now, by the process that serves it. Raises `LibraryError`."""
    connect(data)
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        client.create_flow_run_from_deployment(_deployment(client, name).id)


def pause(data: Path, name: str, *, paused: bool) -> None:
    """Lets a flow run by itself no longer, or again. Raises `LibraryError`."""
    connect(data)
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
    from prefect.client.schemas.sorting import LogSort

    with get_client(sync_client=True) as client:
        lines = client.read_logs(limit=limit, sort=LogSort.TIMESTAMP_DESC)
    return tuple(
        LogLine(at=_local(each.timestamp), level=each.level, text=each.message)
        for each in reversed(lines)
    )


def _planned(client: "SyncPrefectClient", deployment: "DeploymentResponse") -> Planned:
    ahead = [
        each.next_scheduled_start_time
        for each in _runs(client, deployment, "SCHEDULED")
        if each.next_scheduled_start_time
    ]
    begun = [
        each
        for each in _runs(client, deployment, "RUNNING", "COMPLETED", "FAILED", "CRASHED")
        if each.start_time
    ]
    last = next(iter(begun), None)
    state = last.state if last else None
    return Planned(
        name=_flow_name(client, deployment),
        paused=deployment.paused,
        next_at=_local(min(ahead)) if ahead and not deployment.paused else None,
        last_at=_local(last.start_time) if last and last.start_time else None,
        last_state=state.name if state else None,
        last_message=state.message if state else None,
    )


def _runs(
    client: "SyncPrefectClient", deployment: "DeploymentResponse", *states: str
) -> "list[FlowRun]":
    from prefect.client.schemas.filters import (
        DeploymentFilter,
        DeploymentFilterId,
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType
    from prefect.client.schemas.sorting import FlowRunSort

    types = [StateType(each) for each in states]
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=types))
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_DESC,
    )


def _deployment(client: "SyncPrefectClient", name: str) -> "DeploymentResponse":
    found = {_flow_name(client, each): each for each in client.read_deployments()}
    if name not in found:
        raise LibraryError(f"没有名为 {name} 的定时任务。现有：{'、'.join(found) or '无'}。")
    return found[name]


def _flow_name(client: "SyncPrefectClient", deployment: "DeploymentResponse") -> str:
    return client.read_flow(deployment.flow_id).name


def _local(when: datetime) -> str:
    return when.astimezone().isoformat(" ", "seconds")
