"""Runs that came due while nobody could do them, such as a computer asleep."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from filelock import FileLock

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

pytestmark = [
    pytest.mark.usefixtures("server"),
    pytest.mark.filterwarnings("default"),  # Prefect's own
]


@pytest.fixture
def client(server: Path) -> Any:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as opened:
        yield opened


@pytest.fixture
def alone(server: Path) -> Iterator[None]:
    with FileLock(server / "late.lock"):
        yield


@pytest.fixture
def deployment(client: "SyncPrefectClient", alone: None, request: pytest.FixtureRequest) -> Any:
    """A deployment of this test's own; another process's tests of this kind wait."""
    flow = client.create_flow_from_name(request.node.name)
    id = client.create_deployment(flow_id=flow, name="schedule")
    yield client.read_deployment(id)
    client.delete_deployment(id)


def ago(hours: float) -> datetime:
    return datetime.now(UTC) - timedelta(hours=hours)


def ask(client: "SyncPrefectClient", deployment: Any, when: datetime, **parameters: str) -> UUID:
    """Has the server expect a run at this time."""
    from prefect.states import Scheduled

    run = client.create_flow_run_from_deployment(
        deployment.id, parameters=parameters, state=Scheduled(scheduled_time=when)
    )
    return run.id


def waiting(client: "SyncPrefectClient", deployment: Any) -> set[UUID]:
    from flows.runs import WAITING, runs_in

    return {each.id for each in runs_in(client, deployment, WAITING)}


def test_of_three_days_one_run_is_left(client: "SyncPrefectClient", deployment: Any) -> None:
    from flows.runs import merge_late

    runs = [ask(client, deployment, ago(hours)) for hours in (72, 48, 24)]

    merge_late(client)

    assert waiting(client, deployment) == {runs[-1]}


def test_runs_to_come_are_left_alone(client: "SyncPrefectClient", deployment: Any) -> None:
    from flows.runs import merge_late

    runs = {ask(client, deployment, ago(hours)) for hours in (-24, -48)}

    merge_late(client)

    assert waiting(client, deployment) == runs


def test_runs_that_do_something_else_are_kept(client: "SyncPrefectClient", deployment: Any) -> None:
    from flows.runs import merge_late

    runs = {ask(client, deployment, ago(1), data=data) for data in ("甲", "乙")}

    merge_late(client)

    assert waiting(client, deployment) == runs


def test_a_run_that_came_due_before_the_last_one_began_is_not_needed(
    client: "SyncPrefectClient", deployment: Any
) -> None:
    from prefect.states import Running

    from flows.runs import merge_late

    began = ask(client, deployment, ago(48))
    client.set_flow_run_state(began, Running(), force=True)
    ask(client, deployment, ago(24))

    merge_late(client)

    assert waiting(client, deployment) == set()


def test_a_new_scheduler_owes_one_run_of_what_was_missed_and_of_what_was_cut_off(
    client: "SyncPrefectClient", deployment: Any
) -> None:
    from prefect.states import Running

    from flows.schedule import make_up

    cut_off = ask(client, deployment, ago(72))
    client.set_flow_run_state(cut_off, Running(), force=True)
    missed = {ask(client, deployment, ago(hours)) for hours in (48, 24)}

    make_up(client)

    assert len(waiting(client, deployment) - missed) == 1
    assert client.read_flow_run(cut_off).state_name == "Crashed"
