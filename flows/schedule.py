"""Deployments: which flows run by themselves, when, and how they fared."""

from datetime import UTC, datetime, time, timedelta, timezone
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

BEIJING = timezone(timedelta(hours=8))
_TICK_SECONDS = 5
_NAME = "schedule"
_BEGUN = ("RUNNING", "COMPLETED", "FAILED", "CRASHED", "CANCELLED")
_ALL = ("SCHEDULED", "PENDING", *_BEGUN)


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
    one. This process tells the time itself: the scheduler of Prefect 3.8 fails at every insert
    under SQLAlchemy 2.1 (“supply a bulk_dml decorated function”).

    Raises `LibraryBusy` where the library is served already, `LibraryError`.
    """
    home(data).mkdir(parents=True, exist_ok=True)
    # Commands that look whether somebody serves hold the lock for an instant.
    with held(home(data), 2), serving(data):
        import asyncio

        asyncio.run(_serve(data, time(hour, minute)))


async def _serve(data: Path, daily: time) -> None:
    import asyncio

    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    from flows.watch_notices import watch_notices

    class Stoppable(Runner):
        """Prefect 3.8's own handler forgets to await the runner's end."""

        def handle_sigterm(self, *_: object) -> NoReturn:
            raise SystemExit(0)

    paused, cut_off = await asyncio.to_thread(_take_stock)
    deployment = await watch_notices.ato_deployment(
        name=_NAME,
        description=daily.isoformat("minutes"),
        parameters={"data": str(data)},
        paused=watch_notices.name in paused,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    # One at a time: a run that comes due during another waits for it.
    runner = Stoppable(pause_on_shutdown=False, limit=1)
    await runner.aadd_deployment(deployment)
    for name in cut_off:
        await asyncio.to_thread(run, data, name)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_tick())
        tasks.create_task(runner.start())


async def _tick() -> None:
    import asyncio

    while True:
        await asyncio.to_thread(_start_due)
        await asyncio.sleep(_TICK_SECONDS)


def _start_due() -> None:
    """Asks for a run of every flow that is not paused and was not asked for since its hour struck:
    once, however often it struck meanwhile."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        for each in client.read_deployments():
            struck = due(each.description or "", datetime.now(UTC)) - timedelta(days=1)
            asked = [run.expected_start_time for run in _runs(client, each, *_ALL)]
            last = max((when for when in asked if when), default=each.created)
            if not each.paused and last is not None and last < struck:
                client.create_flow_run_from_deployment(each.id)


def due(daily: str, now: datetime) -> datetime:
    """The next time that it is `daily` (HH:MM) in Beijing after `now`, which is aware."""
    here = now.astimezone(BEIJING)
    moment = datetime.combine(here.date(), time.fromisoformat(daily), BEIJING)
    return moment if moment > here else moment + timedelta(days=1)


def _take_stock() -> tuple[set[str], set[str]]:
    """The flows that are paused, and those with a run that a crash cut off, now marked so."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import State
    from prefect.states import Crashed

    paused, cut_off = set(), set()
    with get_client(sync_client=True) as client:
        for each in client.read_deployments():
            name = _flow_name(client, each)
            if each.paused:
                paused.add(name)
            for old in _runs(client, each, "PENDING", "RUNNING"):
                crash: State[None] = Crashed(message="程序意外中断，已由下一次运行接着做。")
                client.set_flow_run_state(old.id, crash, force=True)
                cut_off.add(name)
    return paused, cut_off


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
    ahead = due(deployment.description or "", datetime.now(UTC))
    begun = [each for each in _runs(client, deployment, *_BEGUN) if each.start_time]
    last = next(iter(begun), None)
    state = last.state if last else None
    return Planned(
        name=_flow_name(client, deployment),
        paused=deployment.paused,
        next_at=None if deployment.paused else _local(ahead),
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
