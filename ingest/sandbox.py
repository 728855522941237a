"""Runs a function over many jobs in worker processes that can be killed.

Reading a file may loop for ever, eat all memory, or crash inside a C library: in here that costs
one file. Workers are spawned, on every platform: forking a process that has threads (an index
writer has) may deadlock, and “spawn” is all that Windows knows; a worker takes 0.07 to 0.15 s
to start, and a second of work before it has loaded all that it needs: work that comes in parts
keeps its workers (`kept`).
"""

import contextlib
import itertools
import multiprocessing
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from typing import Generic, NamedTuple, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.limits import Limits
from ingest.unreadable import Unreadable
from ingest.worker import Bug, start_worker, work

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
# A worker may be lost before it is known which batch it had. So often a job may have been among
# those under way, before it counts as what killed them.
_LOSSES = 3


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
            used = shared
        else:
            used = stack.enter_context(_workers(min(workers, -(-len(first) // batch)), limits))
        under_way = _Run(used, function, workers, batch)
        stack.callback(under_way.stop)
        yield from under_way.results(itertools.chain(first, pending))


@contextlib.contextmanager
def kept(workers: int, limits: Limits) -> Iterator[None]:
    """While the context lasts, `run` with these limits uses the same workers each time; in threads
    that were given the context, too."""
    with _workers(workers, limits) as used:
        token = _kept.set(used)
        try:
            yield
        finally:
            _kept.reset(token)


class _Workers:
    """Processes with these limits, begun anew where they were lost."""

    def __init__(self, most: int, limits: Limits) -> None:
        self._most, self.limits = most, limits
        self._turn = threading.Lock()
        self.pool = self._begun()

    def _begun(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._most,
            max_tasks=_BATCHES_A_WORKER,
            initializer=start_worker,
            initargs=(self.limits,),
            context=multiprocessing.get_context("spawn"),
        )

    def renew(self, broken: ProcessPool) -> None:
        """Takes others for those of `broken`, unless that was done already."""
        with self._turn:
            if self.pool is broken:
                self.stop()
                self.pool = self._begun()

    def stop(self) -> None:
        """Ends them."""
        self.pool.stop()  # type: ignore[no-untyped-call]
        self.pool.join()


_kept: ContextVar[_Workers | None] = ContextVar("kept", default=None)


@contextlib.contextmanager
def _workers(most: int, limits: Limits) -> Iterator[_Workers]:
    used = _Workers(most, limits)
    try:
        yield used
    finally:
        used.stop()


class _Batch(NamedTuple, Generic[J]):
    """Jobs for one worker; so often were they among those under way when all workers were lost."""

    jobs: list[J]
    losses: int = 0

    def one_by_one(self, losses: int = 0) -> "list[_Batch[J]]":
        """The same jobs, each by itself."""
        return [_Batch([job], self.losses + losses) for job in self.jobs]


class _UnderWay(NamedTuple, Generic[J]):
    """A batch, and the processes that it was given to."""

    batch: _Batch[J]
    pool: ProcessPool


class _Run(Generic[J, R]):
    """The state of one `run`: the batches under way, and those to do again."""

    def __init__(
        self, workers: _Workers, function: Callable[[J], R], most: int, batch: int
    ) -> None:
        self._workers = workers
        self._function = function
        self._limits = workers.limits
        self._batch = batch
        self._most_under_way = most * _BATCHES_AHEAD
        self._again: deque[_Batch[J]] = deque()
        self._under_way: dict[Future[list[R | Unreadable | Bug]], _UnderWay[J]] = {}
        self._anything_done = False

    def results(self, jobs: Iterator[J]) -> Iterator[tuple[J, R | Unreadable]]:
        while True:
            while len(self._under_way) < self._most_under_way and (batch := self._next(jobs)).jobs:
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

    def _next(self, jobs: Iterator[J]) -> _Batch[J]:
        if self._again:
            return self._again.popleft()
        return _Batch(list(itertools.islice(jobs, self._batch)))

    def _schedule(self, batch: _Batch[J]) -> None:
        budget = self._limits.seconds * _BATCH_SHARE if len(batch.jobs) > 1 else 0.0
        most_seconds = self._limits.seconds + budget
        arguments = self._function, batch.jobs, budget, most_seconds
        pool = self._workers.pool
        try:
            future = pool.schedule(work, args=arguments, timeout=most_seconds)
        except RuntimeError:  # its workers were lost while they had nothing to do
            self._workers.renew(pool)
            pool = self._workers.pool
            future = pool.schedule(work, args=arguments, timeout=most_seconds)
        self._under_way[future] = _UnderWay(batch, pool)

    def _settle(
        self, future: "Future[list[R | Unreadable | Bug]]", given: _UnderWay[J]
    ) -> Iterator[tuple[J, R | Unreadable]]:
        batch = given.batch
        if isinstance(error := future.exception(), BrokenProcessPool):
            # A worker that dies at once may do so before it is known which batch it had; then all
            # of them end.
            self._workers.renew(given.pool)
            self._take_back(given.pool)
            lost = batch.losses + 1 >= _LOSSES
            if lost and not self._anything_done:
                raise error
            if lost and len(batch.jobs) == 1:
                yield batch.jobs[0], Unreadable(_KILLED, passing=True)
            else:
                self._again.extend(batch.one_by_one(losses=1))
            return
        failure = self._failure(future)
        if failure is None:
            self._anything_done = True
            outcomes = future.result()
            # The rest of a batch that ran out of time.
            if len(outcomes) < len(batch.jobs):
                self._again.append(_Batch(batch.jobs[len(outcomes) :]))
            for job, outcome in zip(batch.jobs, outcomes, strict=False):
                if isinstance(outcome, Bug):
                    raise outcome.error
                yield job, outcome
        elif len(batch.jobs) > 1:
            self._again.extend(batch.one_by_one())
        else:
            yield batch.jobs[0], failure

    def _take_back(self, broken: ProcessPool) -> None:
        """Does again, one by one, what is still under way among workers that were lost."""
        for future, each in list(self._under_way.items()):
            if each.pool is broken and not future.done():
                del self._under_way[future]
                self._again.extend(each.batch.one_by_one(losses=1))

    def _failure(self, future: "Future[list[R | Unreadable | Bug]]") -> Unreadable | None:
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
