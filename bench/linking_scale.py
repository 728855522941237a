"""How linking grows: generated findings with planted truth, each size in a fresh process.

`python -m bench.run linking_scale`; with --quick only to 50,000.
"""

import gc
import math
import tempfile
import time
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np

from bench.findings import PlantedFinding
from bench.generate import findings
from bench.linking_labelled import kind_of, planted
from bench.run import Table, run_case
from indexer.linking.linker import Linked
from indexer.linking.problem import Problem
from indexer.linking.store import LinkStore

_TRIES = 20
_SIZES = (10_000, 100_000, 1_000_000)
_QUICK = (10_000, 50_000)


def linking(n: int) -> dict[str, float]:
    """One case: links `n` findings, keeps the links, then links one new report at a time."""
    problems: list[Problem] = []
    kinds: dict[str, list[int]] = {}
    prepared = 0.0
    for row, finding in enumerate(findings(n)):
        kind = kind_of(finding)  # a report has it from extraction
        start = time.perf_counter()
        problems.append(planted(finding, kind))
        prepared += time.perf_counter() - start  # without the time that generating takes
        kinds.setdefault(finding.group, []).append(row)
    ids = [each.id for each in problems]
    new = _new_report(problems[-1])
    gc.freeze()  # the problems live to the end: the collector need not walk them
    start = time.perf_counter()
    linked = Linked(problems)
    seconds = time.perf_counter() - start
    found = {
        (linked.problems[each.earlier].id, linked.problems[each.later].id) for each in linked.again
    }
    gold = {
        (ids[a], ids[b])
        for rows in kinds.values()
        if len(rows) > 1
        for a, b in combinations(rows, 2)
    }
    right = sum((a, b) in found or (b, a) in found for a, b in gold)
    peak = _peak_gb()
    with tempfile.TemporaryDirectory() as folder:
        store = LinkStore(Path(folder) / "links.sqlite")
        start = time.perf_counter()
        store.rebuild(linked)
        kept = time.perf_counter() - start
        size = store.path.stat().st_size / 1e6
        times = []
        for i in range(_TRIES):
            report = [
                msgspec.structs.replace(each, id=f"{i:06x}new-{each.n}", report=f"{i:06x}new")
                for each in new
            ]
            start = time.perf_counter()
            store.add(report)
            times.append(time.perf_counter() - start)
    return {
        "prepare": prepared,
        "seconds": seconds,
        "gigabytes": peak,
        "planted": len(gold),
        "recall": right / max(1, len(gold)),
        "again": len(found),
        "keep": kept,
        "kept_mb": size,
        "add_median": float(np.median(times)),
        "add_worst": max(times),
    }


def _new_report(last: Problem) -> list[Problem]:
    """A later report of the last organisation: the findings of another seed in its name."""
    other: list[PlantedFinding] = list(findings(15, seed=2))
    return [
        msgspec.structs.replace(
            planted(finding, kind_of(finding)),
            org=last.org,
            name=last.name,
            region=last.region,
            when="2027",
            n=n,
        )
        for n, finding in enumerate(other, 1)
    ]


def _peak_gb() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def tables(quick: bool) -> list[Table]:
    """Each size; and the exponent of growth from the second size to the last."""
    sizes = _QUICK if quick else _SIZES
    cases = [(n, run_case("bench.linking_scale:linking", n=n)) for n in sizes]
    (small, first), (large, last) = cases[-2:]
    exponent = math.log(last.values["seconds"] / first.values["seconds"]) / math.log(large / small)
    return [
        Table(
            title="比对：全部问题两两之间，两个核",
            head=(
                "问题数",
                "准备 秒",
                "比对 秒",
                "峰值内存 GB",
                "埋入的对",
                "召回",
                "保存 秒",
                "MB",
                "新报告 中位 秒",
                "最慢 秒",
            ),
            rows=tuple(_row(n, case.values) for n, case in cases),
            note=f"从 {small:,} 到 {large:,}，比对时间的增长指数为 {exponent:.2f}。"
            "准备是逐条拆出对象、缺陷和词；新报告是在已比对的库里再加一份。",
        )
    ]


def _row(n: int, values: dict[str, float]) -> tuple[str, ...]:
    return (
        f"{n:,}",
        f"{values['prepare']:.1f}",
        f"{values['seconds']:.1f}",
        f"{values['gigabytes']:.2f}",
        f"{values['planted']:,.0f}",
        f"{values['recall']:.3f}",
        f"{values['keep']:.1f}",
        f"{values['kept_mb']:.0f}",
        f"{values['add_median']:.3f}",
        f"{values['add_worst']:.3f}",
    )
