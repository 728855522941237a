"""Runs a function over many jobs in worker processes that can be killed.

Reading a file may loop for ever, eat all memory, or crash inside a C library: in here that costs
one file. Workers are spawned, on every platform: forking a process that has threads (an index
writer has) may deadlock, and “spawn” is all that Windows knows; a worker takes 0.07 to 0.15 s
to start, and a second of work before it has loaded all that it needs: work that comes in parts
keeps its workers (`kept`).
"""

import contextlib
import faulthandler
import itertools
import multiprocessing
import os
import pickle
import reprlib
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.limits import Limits
from ingest.unreadable import Unreadable

J = TypeVar("J")
R = TypeVar("R")

_TOO_SLOW = (
    "读取超时：超过{:g}秒仍未读完，可能文件过大或已损坏。"
    "请用 Word、WPS 或 PDF 软件打开，另存或拆分后再导入。"
)
_TOO_BIG = "占用内存超过上限（{:g} GB），可能文件过大或已损坏。请拆分后再导入。"
_CRASHED = "读取程序崩溃，文件可能已损坏。请用 Word、WPS 或 PDF 软件打开，另存后再导入。"
_KILLED = "读取程序崩溃：被系统强行终止，可能是内存不足。请关闭其他程序，再试一次。"
# A batch hands in early after this share of one file's time, so that a batch of slow files is not
# mistaken for one that hangs.
_BATCH_SHARE = 0.25
# A fresh worker now and then: what libraries leak must not add up to the memory limit.
_BATCHES_A_WORKER = 256
_BATCHES_AHEAD = 2
_NICE = 5


def run(
    function: Callable[[J], R],
    jobs: Iterable[J],
    *,
    workers: int,
    limits: Limits,
    batch: int = 16,
) -> Iterator[tuple[J, R | Unreadable]]:
    """Each job with its result, or with the `Unreadable` that says why there is none.

    Results come in any order, and jobs are pulled as results are taken: at most
    `2 * workers * batch` jobs are under way. `function` must be importable by name; jobs and
    results must be picklable. It may raise `Unreadable`; any other exception is a bug and is
    raised here, a note naming the job.

    A job is lost alone: where a batch of jobs exceeds the limits or its worker dies, its jobs are
    run again one by one. `limits.memory_bytes` holds where the platform has RLIMIT_AS (Linux).
    Stopping the iteration ends what is under way; the workers also end when this process is killed.
    """
    pending = iter(jobs)
    first = list(itertools.islice(pending, workers * batch))
    if not first:
        return
    shared = _kept.get()
    with contextlib.ExitStack() as stack:
        if shared is not None and shared.limits == limits:
            pool = shared.pool
        else:
            pool = stack.enter_context(_pool(min(workers, -(-len(first) // batch)), limits))
        under_way = _Run(pool, function, workers, limits, batch)
        stack.callback(under_way.stop)
        yield from under_way.results(itertools.chain(first, pending))


@contextlib.contextmanager
def kept(workers: int, limits: Limits) -> Iterator[None]:
    """While the context lasts, `run` with these limits uses the same workers each time; in threads
    that were given the context, too."""
    with _pool(workers, limits) as pool:
        token = _kept.set(_Kept(pool, limits))
        try:
            yield
        finally:
            _kept.reset(token)


class _Kept(NamedTuple):
    pool: ProcessPool
    limits: Limits


_kept: ContextVar[_Kept | None] = ContextVar("kept", default=None)


@contextlib.contextmanager
def _pool(workers: int, limits: Limits) -> Iterator[ProcessPool]:
    pool = ProcessPool(
        max_workers=workers,
        max_tasks=_BATCHES_A_WORKER,
        initializer=_start_worker,
        initargs=(limits,),
        context=multiprocessing.get_context("spawn"),
    )
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


class _Run(Generic[J, R]):
    """The state of one `run`: the batches under way, and those to do again."""

    def __init__(
        self,
        pool: ProcessPool,
        function: Callable[[J], R],
        workers: int,
        limits: Limits,
        batch: int,
    ) -> None:
        self._pool = pool
        self._function = function
        self._limits = limits
        self._batch = batch
        self._most_under_way = workers * _BATCHES_AHEAD
        self._again: deque[list[J]] = deque()
        self._under_way: dict[Future[list[R | Unreadable | _Bug]], list[J]] = {}

    def results(self, jobs: Iterator[J]) -> Iterator[tuple[J, R | Unreadable]]:
        while True:
            while len(self._under_way) < self._most_under_way and (batch := self._next(jobs)):
                self._schedule(batch)
            if not self._under_way:
                return
            done, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
            for future in done:
                yield from self._settle(future, self._under_way.pop(future))

    def stop(self) -> None:
        """Ends what is under way: nobody waits for it any more."""
        for future in self._under_way:
            future.cancel()

    def _next(self, jobs: Iterator[J]) -> list[J]:
        if self._again:
            return self._again.popleft()
        return list(itertools.islice(jobs, self._batch))

    def _schedule(self, batch: list[J]) -> None:
        budget = self._limits.seconds * _BATCH_SHARE if len(batch) > 1 else 0.0
        most_seconds = self._limits.seconds + budget
        future = self._pool.schedule(
            _work, args=(self._function, batch, budget, most_seconds), timeout=most_seconds
        )
        self._under_way[future] = batch

    def _settle(
        self, future: "Future[list[R | Unreadable | _Bug]]", batch: list[J]
    ) -> Iterator[tuple[J, R | Unreadable]]:
        failure = self._failure(future)
        if failure is None:
            outcomes = future.result()
            # The rest of a batch that ran out of time.
            if len(outcomes) < len(batch):
                self._again.append(batch[len(outcomes) :])
            for job, outcome in zip(batch, outcomes, strict=False):
                if isinstance(outcome, _Bug):
                    raise outcome.error
                yield job, outcome
        elif len(batch) > 1:
            self._again.extend([job] for job in batch)
        else:
            yield batch[0], failure

    def _failure(self, future: "Future[list[R | Unreadable | _Bug]]") -> Unreadable | None:
        """Why the worker did not come to an end; None where it did."""
        error = future.exception()
        if error is None:
            return None
        if isinstance(error, TimeoutError):
            return Unreadable(_TOO_SLOW.format(self._limits.seconds))
        if isinstance(error, MemoryError):
            return Unreadable(_TOO_BIG.format(self._limits.memory_bytes / 1e9))
        if isinstance(error, ProcessExpired):
            # SIGKILL that is not ours is the system's, out of memory: another day it may do.
            killed = error.exitcode == -9
            return Unreadable(_KILLED if killed else _CRASHED, passing=killed)
        raise error


@dataclass(frozen=True)
class _Bug:
    """An exception other than `Unreadable`, on its way from the worker."""

    error: Exception


def _work(
    function: Callable[[J], R], batch: Sequence[J], budget: float, most_seconds: float
) -> list[R | Unreadable | _Bug]:
    """In the worker: the outcomes of the first jobs of `batch`, as many as `budget` seconds allow.

    At least one; raises `MemoryError` where memory is short.
    """
    # A timer outside the interpreter: ends a worker stuck in C code whose parent is gone.
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(most_seconds + 5, exit=True, file=nowhere)
        try:
            deadline = time.monotonic() + budget
            outcomes = [_outcome(function, batch[0])]
            for job in batch[1:]:
                if time.monotonic() > deadline:
                    break
                outcomes.append(_outcome(function, job))
            return outcomes
        finally:
            faulthandler.cancel_dump_traceback_later()


def _outcome(function: Callable[[J], R], job: J) -> R | Unreadable | _Bug:
    try:
        return function(job)
    except Unreadable as error:
        # Without its traceback: frames hold the file's contents.
        return Unreadable(error.reason, error.passing)
    except MemoryError:
        raise
    except Exception as error:
        return _Bug(_portable(error, job))


def _portable(error: Exception, job: object) -> Exception:
    """`error`, or a RuntimeError in its stead where it cannot be pickled, saying where it arose."""
    note = f"处理 {reprlib.repr(job)} 时：\n{''.join(traceback.format_exception(error))}"
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(repr(error))
    error.add_note(note)
    return error


def _start_worker(limits: Limits) -> None:
    """In the worker, once: limits its memory, ties its life to the parent's, and lets people go
    first who wait for a page."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = (
        limits.memory_bytes if hard == resource.RLIM_INFINITY else min(limits.memory_bytes, hard)
    )
    # macOS knows the limit, but refuses to set it.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
