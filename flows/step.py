"""A step of a flow: a Prefect task that is tried again for passing causes, and for no other."""

from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from indexer.errors import LibraryBusy, LibraryDiskFull
from indexer.sources.folder import SourceUnreachable

# What passes, passes in minutes or in a quarter of an hour.
RETRY_SECONDS = (60.0, 300.0, 900.0)

P = ParamSpec("P")
R = TypeVar("R")


def step(
    name: str, *, run_name: str | None = None, retries: Sequence[float] = RETRY_SECONDS
) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Makes a function a task of this name, tried again after each of so many seconds.

    No results are kept: the library knows every file by its content, so it is the cache.
    """
    return task(
        name=name,
        task_run_name=run_name,
        retries=len(retries),
        retry_delay_seconds=list(retries),
        retry_condition_fn=passes,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


def passes(task: Any, task_run: Any, state: State[Any]) -> bool:
    """Whether the task failed for a passing cause."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, BaseException) and is_passing(error)


def is_passing(error: BaseException) -> bool:
    """Whether the cause goes away by itself: another writer, a site or a database out of reach."""
    if isinstance(error, SourceUnreachable):
        return error.passing
    if isinstance(error, LibraryDiskFull):
        return False
    if isinstance(error, LibraryBusy | ConnectionError | TimeoutError) or _unreachable(error):
        return True
    return error.__cause__ is not None and is_passing(error.__cause__)


def _unreachable(error: BaseException) -> bool:
    """Whether it is a database server's; SQLite has nothing to be out of reach."""
    from sqlalchemy.exc import OperationalError

    return isinstance(error, OperationalError) and type(error.orig).__module__ != "sqlite3"
