"""A Prefect server of the library's own: on this machine only, its home inside the data folder."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer import durable
from indexer.errors import LibraryBusy, LibraryError
from indexer.lock import held

HOST = "127.0.0.1"
_START_SECONDS = 240.0
_REGISTERING_SECONDS = 60.0
_NO_SERVER = "定时任务没有在运行。请先运行 huitoukan schedule start（并让它一直开着）。"

# Held, for they run on: Python warns of a process that is forgotten while it runs.
_launched: list["subprocess.Popen[bytes]"] = []


def home(data: Path) -> Path:
    """Where Prefect keeps everything it writes."""
    return data / "prefect"


@contextmanager
def registering(data: Path) -> Iterator[None]:
    """While one process makes known what it serves, no other changes what is paused.

    Whoever serves says of each flow whether it is paused, and would undo what was said since it
    looked. Raises `LibraryBusy`.
    """
    folder = home(data) / "registering"
    folder.mkdir(parents=True, exist_ok=True)
    with held(folder, _REGISTERING_SECONDS):
        yield


@contextmanager
def serving(data: Path) -> Iterator[None]:
    """A server while the context lasts; Prefect in this process talks to it.

    To be entered before Prefect is imported. A server that outlived its scheduler is used again.
    Raises `LibraryError` where it does not start.
    """
    begin(data)
    try:
        yield
    finally:
        hand_in()
        end(data)


def hand_in() -> None:
    """Sends what Prefect still has to tell its server: it would go on trying after its end."""
    if "prefect" in sys.modules:
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        with suppress(RuntimeError):  # nothing was ever told
            APILogWorker.instance().drain()
        EventsWorker.drain_all()


def begin(data: Path) -> None:
    """Starts a server, unless one that outlived its scheduler is there; raises as `serving`."""
    home(data).mkdir(parents=True, exist_ok=True)
    if not _reach(data):
        _launch(data, _free_port())


def keep_serving(data: Path) -> None:
    """Starts the server again, at its old address, where it has died; one that is busy gets time.

    For the process that holds the context of `serving`. Raises `LibraryError`.
    """
    deadline = time.monotonic() + _START_SECONDS
    while not _reach(data):
        if not _alive(home(data)) or time.monotonic() > deadline:
            _launch(data, _noted(home(data))["port"])
        time.sleep(1)


def _launch(data: Path, port: int) -> None:
    folder = home(data)
    _settle(data, port)
    command = [sys.executable, "-m", "prefect", "server", "start", "--no-ui"]
    # The server must not get the Ctrl-C that is meant for the flows: it has to outlive them.
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(
            [*command, "--host", HOST, "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _launched.append(server)
    try:
        _await(server, port, folder)
        _note(folder, port, server.pid)
    except BaseException:
        server.kill()
        raise


def end(data: Path) -> None:
    """Ends the server, be it this process's own or one that outlived its scheduler."""
    process = _noted(home(data))["pid"]
    (home(data) / "server.json").unlink()
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)


def _noted(folder: Path) -> dict[str, int]:
    """The server's `port` and `pid`."""
    noted: dict[str, int] = json.loads((folder / "server.json").read_text(encoding="utf-8"))
    return noted


def _alive(folder: Path) -> bool:
    """Whether the server's process is there: one that is busy may be slow to answer."""
    if os.name == "nt":
        return False  # there is no asking after a process without harming it
    process = _noted(folder)["pid"]
    # A child that has ended stays there as long as nobody asks after it.
    with suppress(ChildProcessError):
        os.waitpid(process, os.WNOHANG)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def connect(data: Path) -> None:
    """Lets Prefect, not yet imported, talk to the server that runs for this library.

    Raises `LibraryError` where nothing serves the library: a server may outlive its scheduler.
    """
    if not home(data).exists() or not _served(data) or not _reach(data):
        raise LibraryError(_NO_SERVER)


def _served(data: Path) -> bool:
    try:
        with held(home(data), 0):
            return False
    except LibraryBusy:
        return True


def _reach(data: Path) -> bool:
    try:
        port = _noted(home(data))["port"]
    except (OSError, ValueError, KeyError):
        return False
    _settle(data, port)
    return _answers(port)


def _settle(data: Path, port: int) -> None:
    secret = _secret(home(data))
    os.environ.update(
        PREFECT_HOME=str(home(data)),
        PREFECT_API_URL=f"http://{HOST}:{port}/api",
        # Whoever may talk to the server decides what code the scheduler runs.
        PREFECT_SERVER_API_AUTH_STRING=secret,
        PREFECT_API_AUTH_STRING=secret,
        PREFECT_SERVER_ANALYTICS_ENABLED="false",
        DO_NOT_TRACK="1",
        # What flows say is told from the server, where it is Chinese and for people.
        PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL="CRITICAL",
        # Runs older than 90 days go, with their logs and tables; else the folder grows for ever.
        PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED="events,flow_runs",
        NO_PROXY=f"{HOST},{os.environ.get('NO_PROXY', '')}",
    )


def _secret(folder: Path) -> str:
    path = folder / "secret"
    # An empty one, left where the disk was full, would let everybody in.
    if not path.exists() or not path.stat().st_size:
        secret = f"huitoukan:{secrets.token_urlsafe(24)}"
        durable.replace(path, secret.encode(), mode=0o600)
    return path.read_text()


def _note(folder: Path, port: int, process: int) -> None:
    noted = json.dumps({"port": port, "pid": process})
    durable.replace(folder / "server.json", noted.encode())


def _await(server: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > deadline:
            raise LibraryError(f"定时任务的服务没有启动起来，原因见 {folder / 'server.log'}。")
        time.sleep(0.2)


def _answers(port: int) -> bool:
    """Whether this library's own server, which knows the secret, is at this port, and ready."""
    from base64 import b64encode
    from http.client import HTTPConnection, HTTPException

    secret = b64encode(os.environ["PREFECT_API_AUTH_STRING"].encode()).decode()
    connection = HTTPConnection(HOST, port, timeout=3)
    try:
        # That it is ready Prefect tells everybody; its version, only who knows the secret.
        for path in ("/api/admin/version", "/api/ready"):
            connection.request("GET", path, headers={"Authorization": f"Basic {secret}"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                return False
        return True
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
