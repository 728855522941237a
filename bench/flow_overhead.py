"""What Prefect adds to an ingest, and what a second worker brings."""

import os
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from bench.run import Case, Table, run_case

_DASK_BATCH = 250


def tables(quick: bool) -> list[Table]:
    """Function against flow for three sizes; one Dask worker against two."""
    from bench.ingest import write_corpus

    rows = []
    for reports in (10, 200, 1_000) if quick else (10, 1_000, 10_000):
        corpus = str(write_corpus(reports))
        bare = run_case("bench.flow_overhead:function", corpus=corpus)
        flow = run_case("bench.flow_overhead:flow", corpus=corpus)
        rows.append(_row(reports, bare, flow))
    reports = 200 if quick else 2_000
    corpus = str(write_corpus(reports))
    one = run_case("bench.flow_overhead:on_dask", corpus=corpus, workers=1)
    two = run_case("bench.flow_overhead:on_dask", corpus=corpus, workers=2)
    return [_overhead(rows), _workers(reports, one, two)]


def _overhead(rows: list[tuple[str, ...]]) -> Table:
    return Table(
        title="流程开销：同样的报告，函数（导入＋比对）与 Prefect 流程各用多久",
        head=(
            "份数",
            "函数 秒",
            "流程 秒",
            "多用",
            "函数 CPU 秒",
            "流程 CPU 秒",
            "CPU 多用",
            "Prefect 启动 秒",
        ),
        rows=tuple(rows),
        note=(
            "流程的 CPU 时间含 Prefect 服务；启动时间（服务与程序装载）另计，"
            "长期开着的服务只付一次。机器上有别的程序在跑时，CPU 时间比墙上时间可信。"
        ),
    )


def _workers(reports: int, one: Case, two: Case) -> Table:
    return Table(
        title=f"一个与两个 Dask worker：{reports:,} 份，每批 {_DASK_BATCH} 份",
        head=("worker", "秒", "份/秒", "与一个之比", "CPU 秒", "新增份数"),
        rows=tuple(
            (
                str(count),
                f"{case.values['seconds']:.1f}",
                f"{reports / case.values['seconds']:.0f}",
                f"{one.values['seconds'] / case.values['seconds']:.2f}",
                f"{case.values['cpu']:.0f}",
                f"{case.values['new']:,.0f}",
            )
            for count, case in ((1, one), (2, two))
        ),
        note="每个 worker 一个读取进程；同一时刻只有一个在写库，读取和分析并行。不含集群启动。"
        f"CPU 含 Prefect 服务与调度；这台机器有 {os.cpu_count()} 个核，"
        f"两个 worker 最多是一个的 {_most(one, two):.2f} 倍。",
    )


def _most(one: Case, two: Case) -> float:
    """How many times as fast two workers could be: with every core busy all the time."""
    return one.values["seconds"] * (os.cpu_count() or 1) / two.values["cpu"]


def _row(reports: int, bare: Case, flow: Case) -> tuple[str, ...]:
    a, b = bare.values, flow.values
    assert a["new"] == b["new"] == reports
    return (
        f"{reports:,}",
        f"{a['seconds']:.2f}",
        f"{b['seconds']:.2f}",
        f"{b['seconds'] - a['seconds']:+.2f} 秒（{b['seconds'] / a['seconds'] - 1:+.1%}）",
        f"{a['cpu']:.2f}",
        f"{b['cpu']:.2f}",
        f"{b['cpu'] / a['cpu'] - 1:+.1%}",
        f"{b['startup']:.1f}",
    )


def function(corpus: str) -> dict[str, float]:
    """One case: what `huitoukan ingest` does."""
    from indexer.build import ingest
    from indexer.library import Library
    from search.links import link_added

    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "data")
        began, cpu = time.perf_counter(), _cpu()
        summary = ingest(library, [Path(corpus)])
        link_added(library)
        return _values(began, cpu, summary.new)


def flow(corpus: str) -> dict[str, float]:
    """One case: the flow over the same, its server started before the clock."""
    from flows.server import serving

    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with serving(Path(folder)):
            from flows.ingest_reports import ingest_reports

            startup = time.perf_counter() - began
            began, cpu = time.perf_counter(), _cpu()
            state: Any = ingest_reports([corpus], str(Path(folder) / "data"), return_state=True)
            return {**_values(began, cpu, state.result().new), "startup": startup}


def on_dask(corpus: str, workers: int) -> dict[str, float]:
    """One case: the flow on a Dask cluster of so many workers, started before the clock."""
    from flows.server import serving

    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)):
        import dask
        from distributed import LocalCluster

        from flows.ingest_reports import ingest_reports

        dask.config.set({"distributed.worker.daemon": False})
        data = Path(folder) / "data"
        data.mkdir()
        options: dict[str, Any] = {"n_workers": workers, "threads_per_worker": 1}
        cluster: Any = LocalCluster
        with cluster(dashboard_address=None, **options) as found:
            address = found.scheduler_address
            settings = f"workers = 1\n[flows]\nbatch = {_DASK_BATCH}\ndask = '{address}'\n"
            (data / "library.toml").write_text(settings, encoding="utf-8")
            began, cpu = time.perf_counter(), _cpu()
            state: Any = ingest_reports([corpus], str(data), return_state=True)
            return _values(began, cpu, state.result().new)


def _values(began: float, cpu: float, new: int) -> dict[str, float]:
    return {"seconds": time.perf_counter() - began, "cpu": _cpu() - cpu, "new": new}


def _cpu() -> float:
    """CPU seconds of this process and its children, those that have ended and those that live."""
    spent = os.times()
    alive = psutil.Process().children(recursive=True)
    living = sum(each.cpu_times().user + each.cpu_times().system for each in alive)
    ended = spent.user + spent.system + spent.children_user + spent.children_system
    return ended + float(living)


if __name__ == "__main__":
    import sys

    from bench.run import main

    main(["flow_overhead", *sys.argv[1:]])
