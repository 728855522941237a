"""Where the batches of a flow are worked on: in this process, or on a Dask cluster."""

from collections.abc import Sequence
from typing import Any, TypeVar

from prefect import Task
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from indexer.errors import LibraryError
from indexer.library import Library

LOCAL = "local"

R = TypeVar("R")


def in_batches(
    task: "Task[..., R]", batches: Sequence[dict[str, Any]], library: Library
) -> list[R | Exception]:
    """What the task returns, or raises in the end, for the arguments of each batch, in order.

    Raises `LibraryError` where the settings ask for Dask and it is not installed.
    """
    results: list[R | Exception] = []
    with task_runner(library) as runner:
        futures = [runner.submit(task, each) for each in batches]
        for future in futures:
            future.wait()
            results.append(future.state.result(raise_on_failure=False))
    return results


def task_runner(library: Library) -> TaskRunner[Any]:
    """One batch after the other, unless `flows.dask` in `library.toml` names a cluster."""
    address = library.settings.flows.dask
    if not address:
        return ThreadPoolTaskRunner(max_workers=1)
    try:
        import dask
        from prefect_dask.task_runners import DaskTaskRunner
    except ModuleNotFoundError as error:
        raise LibraryError(
            "library.toml 里设置了 flows.dask，但没有安装 Dask："
            "请运行 pip install 'huitoukan[dask]'，或删去这个设置。"
        ) from error
    if address != LOCAL:
        return DaskTaskRunner(address=address)
    # Files are read in processes that a Dask worker starts; a daemon may not start any.
    dask.config.set({"distributed.worker.daemon": False})
    return DaskTaskRunner(
        cluster_kwargs={
            "n_workers": library.settings.processes,
            "threads_per_worker": 1,
            "host": "127.0.0.1",
            "dashboard_address": None,
        }
    )
