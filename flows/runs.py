"""The runs of a deployment, as the server of a library knows them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from flows.deployments import NAME

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun
    from prefect.client.schemas.responses import DeploymentResponse

WAITING = ("SCHEDULED",)
GOING = ("PENDING", "RUNNING", "CANCELLING")
BEGUN = ("RUNNING", "COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def served(client: "SyncPrefectClient") -> "list[DeploymentResponse]":
    """The deployments that a scheduler of ours serves."""
    return [each for each in client.read_deployments() if each.name == NAME]


def flow_name(client: "SyncPrefectClient", deployment: "DeploymentResponse") -> str:
    """The name of the flow that is deployed."""
    return client.read_flow(deployment.flow_id).name


def runs_in(
    client: "SyncPrefectClient", deployment: "DeploymentResponse", states: tuple[str, ...]
) -> "list[FlowRun]":
    """The deployment's runs in these types of state, the latest first."""
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


def late(client: "SyncPrefectClient", deployment: "DeploymentResponse") -> "list[FlowRun]":
    """The runs that are due and not begun, the latest first."""
    now = datetime.now(UTC)
    waiting = runs_in(client, deployment, WAITING)
    return [each for each in waiting if each.expected_start_time and each.expected_start_time < now]


def merge_late(client: "SyncPrefectClient") -> None:
    """Leaves one of the runs of each flow that are due for the same work, and none of those that
    came due before a run began that did it."""
    for deployment in served(client):
        runs = late(client, deployment)
        if not runs:
            continue
        begun = runs_in(client, deployment, BEGUN)
        did = {work(each): each.start_time for each in reversed(begun) if each.start_time}
        kept: set[bytes] = set()
        for each in runs:
            same, due = work(each), each.expected_start_time
            last = did.get(same)
            if same in kept or (last is not None and due is not None and due < last):
                client.delete_flow_run(each.id)
            else:
                kept.add(same)


def work(run: "FlowRun") -> bytes:
    """What a run does, so that two may be compared: its parameters."""
    return msgspec.json.encode(run.parameters, order="sorted")
