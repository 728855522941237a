"""Fifty users of the page at once, while reports are taken in: how long they wait.

Needs `wrk` (Debian: apt-get install wrk). Everything stays on the loopback.
`python -m bench.web_load [--library FOLDER]` takes a library that there is, instead of making one.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import msgspec
import psutil

from bench.generate import write
from bench.ingest import write_corpus
from bench.run import CaseError, Table
from indexer.build import ingest
from indexer.library import Library

_PROGRAM = Path(sys.executable).parent / "huitoukan"
_USERS, _SECONDS = 50, 30
_REPORTS, _FEWER_REPORTS = 6_100, 300
# What a person reads and thinks between two clicks, in milliseconds.
_THINKING = (500, 1500)
_QUERIES = (
    "公务接待",
    "公务接待 不规范",
    "村级财务 混乱",
    "“三重一大”",
    "信访 年份:2020..2023",
    "状态:正在整改",
    "工程 招投标 不规范",
    "惠民补贴",
    "党费 收缴 不及时",
    "单位:镇 类型:公务接待",
)
_SCRIPT = """
local paths = {%s}
math.randomseed(%d)
local thinking = %s
request = function() return wrk.format("GET", paths[math.random(#paths)]) end
delay = function() return thinking and math.random(%d, %d) or 0 end
done = function(summary, latency, requests)
  io.write(string.format('{"p50":%%.1f,"p95":%%.1f,"p99":%%.1f,"most":%%.1f,"requests":%%d,' ..
    '"seconds":%%.2f,"errors":%%d}\\n', latency:percentile(50)/1000, latency:percentile(95)/1000,
    latency:percentile(99)/1000, latency.max/1000, summary.requests, summary.duration/1e6,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status +
    summary.errors.timeout))
end
"""


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What wrk measured: milliseconds of waiting, requests, seconds, and failed requests."""

    p50: float
    p95: float
    p99: float
    most: float
    requests: int
    seconds: float
    errors: int


def tables(quick: bool) -> list[Table]:
    """Users who think between clicks and users who don't, with and without an ingest beside."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library")
        ingest(library, [write_corpus(_FEWER_REPORTS if quick else _REPORTS)])
        return measured(library, seconds=5 if quick else _SECONDS)


def measured(library: Library, seconds: int = _SECONDS) -> list[Table]:
    """The same for a library that there is; reports are added to it."""
    rows = []
    with library.catalog() as catalog:
        findings = catalog.counts().findings
    with serving(library.folder) as (address, server):
        paths = _paths(address)
        for path in paths:
            _wait(address + path)
        for thinking in (True, False):
            rows.append(_row("", thinking, load(address, paths, thinking, seconds), server))
            with ingesting(library):
                found = load(address, paths, thinking, seconds)
            rows.append(_row("，同时导入", thinking, found, server))
    with greeting() as (address, server):
        for thinking in (True, False):
            found = load(address, ["/"], thinking, seconds)
            rows.append(_row("，只说 hello 的 FastAPI", thinking, found, server))
    return [
        Table(
            title=f"网页：{findings:,} 个问题，{_USERS} 人同时用",
            head=("", "中位数 ms", "p95 ms", "p99 ms", "最长 ms", "次/秒", "失败", "此后内存 MB"),
            rows=tuple(rows),
            note="检索、筛选计数、报告、问题、总览、台账混合。“有停顿”是每人两次点击之间停 "
            f"{_THINKING[0] / 1000}–{_THINKING[1] / 1000} 秒，“不停”是一答完就再问。"
            "wrk 和服务在同一台机器上。",
        )
    ]


def _row(what: str, thinking: bool, found: Load, server: psutil.Process) -> tuple[str, ...]:
    memory = server.memory_info().rss
    return (
        f"{'有停顿' if thinking else '不停'}{what}",
        f"{found.p50:.0f}",
        f"{found.p95:.0f}",
        f"{found.p99:.0f}",
        f"{found.most:.0f}",
        f"{found.requests / found.seconds:.0f}",
        str(found.errors),
        f"{memory / 1e6:.0f}",
    )


def load(address: str, paths: list[str], thinking: bool, seconds: int) -> Load:
    """What so many users meet who ask for these paths at random."""
    listed = ",".join(f'"{each}"' for each in paths)
    script = _SCRIPT % (listed, 1, "true" if thinking else "false", *_THINKING)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{_USERS}",
            f"-d{seconds}s",
            "--timeout",
            "30s",
            "-s",
            file.name,
        ]
        done = subprocess.run([*command, address], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CaseError(done.stderr)
    return msgspec.json.decode(done.stdout.strip().splitlines()[-1], type=Load)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The page, as anybody starts it."""
    port = _free_port()
    command = [str(_PROGRAM), "--data", str(folder), "web", "--port", str(port)]
    with _running(command, port) as running:
        yield running


@contextmanager
def greeting() -> Iterator[tuple[str, psutil.Process]]:
    """The hello, served by the same server."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "bench.hello:app", "--port", str(port)]
    with _running([*command, "--log-level", "warning", "--no-access-log"], port) as running:
        yield running


@contextmanager
def ingesting(library: Library) -> Iterator[None]:
    """Takes in a batch of new reports after the other until left."""
    ended = threading.Event()
    seed = iter(range(1000, 10_000))

    def work() -> None:
        while not ended.is_set():
            with tempfile.TemporaryDirectory() as folder:
                write(200, Path(folder), seed=next(seed))
                command = [str(_PROGRAM), "--data", str(library.folder), "ingest", folder]
                subprocess.run(command, capture_output=True, check=False)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        ended.set()
        worker.join()


@contextmanager
def _running(command: list[str], port: int) -> Iterator[tuple[str, psutil.Process]]:
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as program:
        try:
            while True:
                try:
                    _get(address)
                    break
                except OSError:
                    if program.poll() is not None:
                        raise CaseError("the server did not start") from None
                    time.sleep(0.1)
            yield address, psutil.Process(program.pid)
        finally:
            program.terminate()


def _paths(address: str) -> list[str]:
    """What users ask for, each as often as it stands here: mostly searches and what they found."""
    found = msgspec.json.decode(_get(f"{address}/api/v1/search?limit=20&q={quote('公务接待')}"))
    hits = found["hits"]
    cards = [each["card"] for each in hits]
    words = [quote(each) for each in _QUERIES]
    return [
        *(f"/search?q={each}" for each in words),
        *(f"/search?q={each}&status={quote('完成')}" for each in words[:4]),
        *(f"/api/v1/facets?q={each}" for each in words[:4]),
        *(f"/completions?q={each}" for each in map(quote, ("公务", "村", "党费"))),
        *(f"/reports/{each['report']}" for each in cards[:5]),
        *(f"/findings/{each['id']}" for each in cards[:5]),
        "/",
        "/ledger",
    ]


def _wait(address: str) -> None:
    """Asks until the page no longer says that it is being prepared."""
    while True:
        with urllib.request.urlopen(address, timeout=600) as answer:
            answer.read()
            if "refresh" not in answer.headers:
                return
        time.sleep(1)


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=600) as answer:
        data: bytes = answer.read()
        return data


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path)
    parser.add_argument("--seconds", type=int, default=_SECONDS)
    given = parser.parse_args()
    made = measured(Library(given.library), given.seconds) if given.library else tables(False)
    for each in made:
        print(each.title, each.note, "\t".join(each.head), sep="\n")
        print("\n".join("\t".join(row) for row in each.rows))
