"""What runs by itself, and when."""

from datetime import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from flows.deployments import PLANS

PREFECT_YAML = Path(__file__).parents[2] / "deploy" / "prefect.yaml"
DIGEST = next(each for each in PLANS if each.name == "weekly-digest")


@pytest.mark.parametrize(
    ("daily", "cron"),
    [
        (time(6, 30), "40 6 * * 1"),
        (time(6, 55), "5 7 * * 1"),
        (time(23, 58), "59 23 * * 1"),
    ],
)
def test_the_digest_follows_the_hour_and_never_falls_on_the_next_day(
    daily: time, cron: str
) -> None:
    assert DIGEST.cron(daily) == cron


def test_what_runs_only_when_asked_to_has_no_hour() -> None:
    assert [each.name for each in PLANS if each.cron(time(6)) is None] == [
        "rebuild-index",
        "ingest-reports",
    ]


def test_several_machines_run_the_same_as_one() -> None:
    deployed = msgspec.yaml.decode(PREFECT_YAML.read_bytes())["deployments"]

    assert [(each["entrypoint"], each["description"], _cron(each)) for each in deployed] == [
        (f"flows.{each.module}.{each.module}", each.summary, each.cron(time(6))) for each in PLANS
    ]


def _cron(deployment: dict[str, Any]) -> str | None:
    schedules = deployment.get("schedules", [])
    return schedules[0]["cron"] if schedules else None
