"""Bad files cost themselves only; workers never outlive the run."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import psutil
import pytest
from pebble import ProcessPool

from ingest.limits import Limits
from ingest.sandbox import kept, run
from ingest.unreadable import Unreadable
from tests.interrupts import heeding_interrupts

pytestmark = pytest.mark.long

TIGHT = Limits(seconds=0.6, memory_bytes=700_000_000)


def work(job: str) -> str:
    """What each job's name says."""
    match job:
        case "hangs":
            while True:
                pass
        case "exits":
            os._exit(3)
        case "is killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "eats memory":
            return str(len(bytearray(1_000_000_000)))
        case "is unreadable":
            raise Unreadable("坏文件")
        case "has a bug":
            raise ZeroDivisionError("缺陷")
        case "dawdles":
            time.sleep(0.25)
        case "tells its process":
            return str(os.getpid())
    return job.upper()


def outcomes(*jobs: str, limits: Limits = TIGHT, workers: int = 1) -> dict[str, str]:
    results = run(work, jobs, workers=workers, limits=limits)
    return {job: str(outcome) for job, outcome in results}


def test_every_job_comes_back_with_its_result() -> None:
    jobs = [f"job {i}" for i in range(50)]
    assert outcomes(*jobs, workers=2) == {job: job.upper() for job in jobs}


def test_no_jobs_need_no_workers() -> None:
    assert outcomes() == {}


def test_an_unreadable_file_is_a_result() -> None:
    assert outcomes("is unreadable", "a") == {"is unreadable": "坏文件", "a": "A"}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("hangs", "读取超时"),
        ("exits", "读取程序崩溃"),
        ("is killed", "读取程序崩溃"),
        pytest.param(
            "eats memory",
            "占用内存超过上限",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS 只在 Linux 上有效"),
        ),
    ],
)
def test_a_bad_job_is_lost_alone(bad: str, reason: str) -> None:
    found = outcomes("a", bad, "b")
    assert (found["a"], found["b"]) == ("A", "B")
    assert reason in found[bad]


def test_what_the_system_killed_may_be_tried_again() -> None:
    [(_, outcome)] = run(work, ["is killed"], workers=1, limits=TIGHT)
    assert isinstance(outcome, Unreadable)
    assert outcome.passing


def test_a_batch_of_slow_files_loses_none() -> None:
    jobs = ["dawdles"] * 6
    assert [r for _, r in run(work, jobs, workers=1, limits=TIGHT)] == ["DAWDLES"] * 6


def test_a_bug_is_raised_and_names_its_job() -> None:
    with pytest.raises(ZeroDivisionError, match="缺陷") as caught:
        outcomes("a", "has a bug")
    assert "'has a bug'" in caught.value.__notes__[0]
    assert "in work" in caught.value.__notes__[0]


def test_jobs_are_pulled_as_results_are_taken() -> None:
    pulled = 0

    def endless() -> Iterator[str]:
        nonlocal pulled
        while True:
            pulled += 1
            yield f"job {pulled}"

    results = run(work, endless(), workers=1, limits=TIGHT, batch=4)
    for _ in range(10):
        next(results)
    results.close()  # type: ignore[attr-defined]
    assert pulled <= 10 + 2 * 4


def test_leaving_early_ends_the_workers() -> None:
    before = set(psutil.Process().children())
    results = run(work, ["a", "b"], workers=1, limits=TIGHT)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert set(_living(list(set(psutil.Process().children()) - before))) == set()


def test_work_in_parts_keeps_its_workers() -> None:
    with kept(1, TIGHT):
        first, second = outcomes("tells its process"), outcomes("tells its process")
    assert first == second


def test_kept_workers_survive_a_bad_job_and_one_who_leaves_early() -> None:
    with kept(1, TIGHT):
        assert "读取程序崩溃" in outcomes("exits")["exits"]
        results = run(work, ["a", "hangs"], workers=1, limits=TIGHT, batch=1)
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert outcomes("b") == {"b": "B"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这个信号")
def test_workers_that_were_killed_while_they_had_nothing_to_do_are_begun_anew() -> None:
    with kept(1, TIGHT):
        worker = int(outcomes("tells its process")["tells its process"])
        os.kill(worker, signal.SIGKILL)
        time.sleep(0.5)  # until those who look after them have seen it
        assert outcomes("b", "is killed", "c")["c"] == "C"


def test_all_workers_lost_at_once_cost_the_job_that_killed_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    schedule = ProcessPool.schedule

    def losing(self: ProcessPool, function: Any, args: Any, timeout: float) -> "Future[Any]":
        if "is killed" not in args[1]:
            return schedule(self, function, args=args, timeout=timeout)
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("All workers expired"))
        return future

    monkeypatch.setattr(ProcessPool, "schedule", losing)
    results = outcomes(*(f"job {i}" for i in range(40)), "is killed", "z")
    assert "被系统强行终止" in results.pop("is killed")
    assert results == {job: job.upper() for job in results}
    assert len(results) == 41


@pytest.mark.skipif(sys.platform == "win32", reason="拿不到退出状态")
def test_workers_that_cannot_begin_are_a_bug_and_no_fault_of_the_files() -> None:
    script = (
        "from ingest.limits import Limits\n"
        "from ingest.sandbox import run\n"
        "from tests.ingest.test_sandbox import work\n"
        "list(run(work, ['a'], workers=1, limits=Limits()))\n"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        # As a script without its guard, it would be run in each worker, too.
        file.write(script)
        file.flush()
        done = subprocess.run(
            [sys.executable, file.name],
            env={**os.environ, "PYTHONPATH": os.getcwd()},
            capture_output=True,
            timeout=120,
        )
    assert done.returncode == 1


def test_kept_workers_are_for_their_own_limits_only() -> None:
    with kept(1, Limits(seconds=60)):
        assert "读取超时" in outcomes("hangs")["hangs"]


def test_kept_workers_end_with_the_context() -> None:
    before = set(psutil.Process().children())
    with kept(1, TIGHT):
        outcomes("a")
    assert set(_living(list(set(psutil.Process().children()) - before))) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这些信号")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_when_the_parent_is_stopped(sign: signal.Signals) -> None:
    script = (
        "from ingest.limits import Limits\n"
        "from ingest.sandbox import kept, run\n"
        "from tests.ingest.test_sandbox import work\n"
        "if __name__ == '__main__':\n"
        "    for job, _ in run(work, ['a', 'hangs'], workers=1, limits=Limits(), batch=1):\n"
        "        print(job, flush=True)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=heeding_interrupts,
    )
    with parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        workers = psutil.Process(parent.pid).children(recursive=True)
        parent.send_signal(sign)
        parent.wait(timeout=10)
    assert workers
    assert _living(workers) == []


def _living(processes: list[psutil.Process]) -> list[psutil.Process]:
    living: list[psutil.Process] = psutil.wait_procs(processes, timeout=5)[1]
    for process in living:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    return living
