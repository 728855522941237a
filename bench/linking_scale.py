"""How linking grows: generated findings with planted truth, each size in a fresh process.

python -m bench.linking_scale            # 10,000 / 100,000 / 1,000,000
python -m bench.linking_scale --quick    # 10,000 / 50,000
"""

import argparse
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
from bench.linking_labelled import planted
from bench.run import Case, run_case
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
        start = time.perf_counter()
        problems.append(planted(finding))
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
            planted(finding), org=last.org, name=last.name, region=last.region, when="2027", n=n
        )
        for n, finding in enumerate(other, 1)
    ]


def _peak_gb() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def rows(sizes: tuple[int, ...]) -> list[str]:
    """The table, and the exponent of growth from the second size to the last."""
    cases: list[tuple[int, Case]] = [
        (n, run_case("bench.linking_scale:linking", n=n)) for n in sizes
    ]
    table = [
        "| 问题数 | 准备（秒） | 关联（秒） | 峰值内存 GB | 埋设对 | 召回 | 保存（秒） | MB "
        "| 新报告 p50／最坏（秒） |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for n, case in cases:
        v = case.values
        table.append(
            f"| {n:,} | {v['prepare']:.1f} | {v['seconds']:.1f} | {v['gigabytes']:.2f} "
            f"| {v['planted']:,.0f} | {v['recall']:.3f} | {v['keep']:.1f} | {v['kept_mb']:.0f} "
            f"| {v['add_median']:.3f}／{v['add_worst']:.3f} |"
        )
    (small, first), (large, last) = cases[-2:]
    exponent = math.log(last.values["seconds"] / first.values["seconds"]) / math.log(large / small)
    return [*table, "", f"增长指数（{small:,} → {large:,}）：{exponent:.2f}"]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    print("\n".join(rows(_QUICK if parser.parse_args().quick else _SIZES)))


if __name__ == "__main__":
    main()
