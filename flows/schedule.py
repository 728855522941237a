"""The process that lets flows run by themselves."""

import asyncio
import os
from datetime import UTC, datetime, time
from logging import WARNING
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NoReturn

from flows.deployments import NAME, PLANS, ZONE
from flows.logs import LogLine, OnLine, said
from flows.runs import GOING, flow_name, late, merge_late, runs_in, served, work
from flows.server import home, keep_serving, registering, serving
from flows.tether import SCHEDULER
from indexer.lock import held

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.deployments.runner import RunnerDeployment

_LOOK_SECONDS = 10.0
_LINES = 200
_SHORT_SECONDS = 60.0
_FAILURES = 3


def start(data: Path, *, hour: int, minute: int, told: OnLine) -> None:
    """Serves all deployments until SIGINT or SIGTERM; the day's work begins at this Beijing time.

    `told` is called with every line that a flow says.

    Paused ones stay paused. Runs that fell into a time when nothing was served, and a run that was
    cut off, are made up for by one. Raises `LibraryBusy` where the library is served already,
    `LibraryError`.
    """
    home(data).mkdir(parents=True, exist_ok=True)
    # Commands that look whether somebody serves hold the lock for an instant.
    with held(home(data), 2), serving(data):
        os.environ[SCHEDULER] = str(os.getpid())
        failures = 0
        while True:
            began = monotonic()
            try:
                asyncio.run(_serve(data, time(hour, minute), told))
                return
            except Exception:
                # Without its server nothing works here, and all of it may be begun anew.
                failures = failures + 1 if monotonic() - began < _SHORT_SECONDS else 1
                if failures == _FAILURES:
                    raise
                now = datetime.now(UTC).astimezone().isoformat(" ")
                told(LogLine(at=now, level=WARNING, text="定时任务的服务中断了，正在重新启动。"))
            keep_serving(data)


async def _serve(data: Path, daily: time, told: OnLine) -> None:
    from prefect.runner import Runner

    class Stoppable(Runner):
        """Prefect 3.8's own handler forgets to await the runner's end."""

        def handle_sigterm(self, *_: object) -> NoReturn:
            raise SystemExit(0)

    # One at a time: they share the library, and a run that comes due during another waits for it.
    runner = Stoppable(pause_on_shutdown=False, limit=1)
    with registering(data):
        paused = await asyncio.to_thread(_look_back)
        for each in await _deployments(data, daily, paused):
            await runner.aadd_deployment(each)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_look_after(data, told))
        tasks.create_task(runner.start())


async def _deployments(data: Path, daily: time, paused: frozenset[str]) -> "list[RunnerDeployment]":
    from importlib import import_module

    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    made = []
    for plan in PLANS:
        flow = getattr(import_module(f"flows.{plan.module}"), plan.module)
        cron = plan.cron(daily)
        made.append(
            await flow.ato_deployment(
                name=NAME,
                description=plan.summary,
                parameters={"data": str(data)},
                schedules=[Cron(cron, timezone=ZONE)] if cron else [],
                paused=plan.name in paused,
                entrypoint_type=EntrypointType.MODULE_PATH,
            )
        )
    return made


async def _look_after(data: Path, told: OnLine) -> None:
    """Tells what flows say; after a time without this process, such as a sleeping computer's, lets
    one run do for all that came due."""
    seen = datetime.now(UTC)
    while True:
        await asyncio.sleep(_LOOK_SECONDS)
        lines = await asyncio.to_thread(_look, data, seen)
        for each in lines:
            told(each)
            seen = max(seen, datetime.fromisoformat(each.at))


def _look(data: Path, seen: datetime) -> tuple[LogLine, ...]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        merge_late(client)
        return said(client, _LINES, after=seen)


def _look_back() -> frozenset[str]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        make_up(client)
        return frozenset(flow_name(client, each) for each in served(client) if each.paused)


def make_up(client: "SyncPrefectClient") -> None:
    """Asks for one run of all that came due and was not done, or was cut off by a crash.

    It is asked for before what it stands for is done away with: after a crash between the two
    there is one run too many, of which the next scheduler makes one again.
    """
    from prefect.client.schemas.objects import State
    from prefect.states import Crashed

    for each in served(client):
        missed, cut_off = late(client, each), runs_in(client, each, GOING)
        owed = {work(run): run.parameters for run in (*missed, *cut_off)}
        for parameters in owed.values():
            client.create_flow_run_from_deployment(each.id, parameters=parameters)
        for run in missed:
            client.delete_flow_run(run.id)
        for run in cut_off:
            crash: State[None] = Crashed(message="程序意外中断，已由下一次运行接着做。")
            client.set_flow_run_state(run.id, crash, force=True)
