"""An office that lets the program run by itself: the real one, with its real server."""

import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil

from flows.deployments import PLANS
from tests.interrupts import heeding_interrupts

_PATIENCE = 400.0
_TRIES = 10


def until(holds: Callable[[], bool]) -> None:
    """Waits for it, not for ever."""
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)


class Office:
    """A library in `data`, and the process that serves it, if it runs."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._scheduler: subprocess.Popen[bytes] | None = None

    def ask(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Runs the program with these words."""
        command = [sys.executable, "-m", "huitoukan", "--data", str(self.data), *words]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )

    def start(self) -> None:
        """Starts serving, and returns when all flows are served."""
        command = [sys.executable, "-m", "huitoukan", "--data", str(self.data), "schedule", "start"]
        began = datetime.now(UTC)
        with (self.data / "scheduler.log").open("ab") as log:
            self._scheduler = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                env={**os.environ, "PREFECT_RUNNER_POLL_FREQUENCY": "1"},
                preexec_fn=heeding_interrupts,
            )
        until(lambda: self._serves_since(began))

    def stop(self) -> int:
        """Asks the program to end; its exit code."""
        assert self._scheduler is not None
        self._scheduler.send_signal(signal.SIGTERM)
        return self._scheduler.wait(_PATIENCE)

    def close(self) -> None:
        """Leaves nothing behind, whatever happened."""
        with suppress(psutil.NoSuchProcess, OSError):
            self.kill_server()
        if self._scheduler is not None:
            self.kill()

    def kill(self) -> None:
        """Kills the scheduler."""
        assert self._scheduler is not None
        self._scheduler.kill()
        self._scheduler.wait()

    def kill_workers(self) -> None:
        """Kills what runs a flow now."""
        for each in self.workers():
            each.kill()

    def kill_server(self) -> None:
        """Kills the Prefect server."""
        psutil.Process(self._noted()["pid"]).kill()

    def workers(self) -> list[psutil.Process]:
        """The scheduler's children, the server apart."""
        assert self._scheduler is not None
        children = psutil.Process(self._scheduler.pid).children()
        return [each for each in children if each.pid != self._noted()["pid"]]

    def begin(self, flow: str) -> str:
        """Has a flow run as soon as possible; the run's id."""
        [deployment] = [each for each in self.deployments() if each["name"] == flow]
        run: dict[str, str] = self._post(f"deployments/{deployment['id']}/create_flow_run", {})
        return run["id"]

    def bring_forward(self, flow: str) -> None:
        """Has the time come at which a flow is to run by itself next."""
        until(lambda: bool(self._planned(flow)))
        run = min(self._planned(flow), key=lambda each: each["expected_start_time"])
        details = {"scheduled_time": datetime.now(UTC).isoformat()}
        state = {"type": "SCHEDULED", "name": "Scheduled", "state_details": details}
        self._post(f"flow_runs/{run['id']}/set_state", {"state": state, "force": True})

    def over(self, run: str) -> bool:
        """Whether a run has come to its end."""
        return self.state(run) in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")

    def state(self, run: str) -> str:
        """The type of a run's state."""
        [found] = self._post("flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
        state: str = found["state_type"]
        return state

    def deployments(self) -> list[dict[str, Any]]:
        """What is served, each under the name of its flow."""
        flows = {each["id"]: each["name"] for each in self._post("flows/filter", {})}
        found = self._post("deployments/filter", {})
        return [{**each, "name": flows[each["flow_id"]]} for each in found]

    def busy(self) -> bool:
        """Whether a run is due, or under way."""
        states = {"state": {"type": {"any_": ["SCHEDULED", "PENDING", "RUNNING"]}}}
        due = {"expected_start_time": {"before_": datetime.now(UTC).isoformat()}}
        return bool(self._post("flow_runs/filter", {"flow_runs": {**states, **due}}))

    def answers(self) -> bool:
        """Whether the Prefect server does."""
        try:
            self._post("flows/filter", {})
        except (OSError, KeyError):
            return False
        return True

    def _planned(self, flow: str) -> list[dict[str, Any]]:
        """The runs of a flow that its schedule made, and whose time is to come."""
        planned = {"state": {"type": {"any_": ["SCHEDULED"]}}}
        body = {"flows": {"name": {"any_": [flow]}}, "flow_runs": planned}
        found = self._post("flow_runs/filter", body)
        return [each for each in found if each["auto_scheduled"]]

    def _serves_since(self, began: datetime) -> bool:
        assert self._scheduler is not None
        assert self._scheduler.poll() is None
        if not self.answers():
            return False
        made = [datetime.fromisoformat(each["updated"]) for each in self.deployments()]
        return len(made) == len(PLANS) and min(made) > began

    def _noted(self) -> dict[str, int]:
        noted: dict[str, int] = json.loads((self.data / "prefect" / "server.json").read_bytes())
        return noted

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        secret = b64encode((self.data / "prefect" / "secret").read_bytes()).decode()
        request = Request(
            f"http://127.0.0.1:{self._noted()['port']}/api/{path}",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Basic {secret}", "Content-Type": "application/json"},
        )
        for _ in range(_TRIES):
            try:
                with urlopen(request, timeout=30) as answer:
                    return json.load(answer)
            except HTTPError as error:
                # SQLite was locked, says Prefect in this way.
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise
                time.sleep(1)
        raise AssertionError("the server stays unavailable")
