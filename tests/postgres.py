"""A real PostgreSQL for tests: the system's own, on a temporary folder, for this run alone."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMED = "HUITOUKAN_TEST_POSTGRES"
"""The environment variable that names a server to use instead."""


class NoPostgres(Exception):
    """Says why there is none."""


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a server on which databases may be made. Raises `NoPostgres`."""
    if named := os.environ.get(NAMED):
        yield named
        return
    binaries = _binaries()
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="huitoukan-postgres-"))
    try:
        if user:
            shutil.chown(folder, user)
        port = _free_port()
        data = folder / "data"
        _call(user, binaries / "initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8")
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=50"
        control = binaries / "pg_ctl"
        _call(user, control, "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://test@127.0.0.1:{port}/postgres"
        finally:
            _call(user, control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = [each.parent for each in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).parent)
    if not found:
        raise NoPostgres(f"没有 PostgreSQL：系统里没有安装，也未设环境变量 {NAMED}")
    return max(found)


def _user() -> str | None:
    """Whom to run as: root may not. None for the present user."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    known = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _call(user: str | None, *words: str | Path) -> None:
    command = ["runuser", "-u", user, "--", *words] if user else list(words)
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False, cwd="/"
    )
    if done.returncode:
        raise NoPostgres(f"PostgreSQL 没有启动：{done.stderr[-300:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
