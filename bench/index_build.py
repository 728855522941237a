"""How fast an index is built and answers, beside the alternatives, all measured in one run."""

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import psutil

from bench.comparators import COMPARATORS, Comparator
from bench.findings import PlantedFinding
from bench.generate import findings
from bench.own import BareTantivy, OwnIndex, OwnSearch, as_stored, by_report
from bench.queries import mixed_queries
from bench.run import Case, Table, run_case
from indexer.engine import IndexDocument, KeywordField
from indexer.engines.tantivy import TantivyEngine
from indexer.engines.whoosh import WhooshEngine

_POOL = 20_000  # distinct documents kept in memory with their tokens; larger sizes repeat them
_BATCH = 1000
_WARM_UP = 20
_OWN = ("own", "stored")
_SAME = {"own": "回头看", "bare": "裸 Tantivy", "whoosh": "Whoosh"}
_LABELS = {
    "own": "回头看（分析＋索引，含字符短语；一个进程）",
    "stored": "回头看（reindex 的走法：每核一个分析进程）",
    "tantivy": "裸 Tantivy ＋ rjieba（只有词）",
    "fts5": "SQLite FTS5 ＋ rjieba",
    "whoosh": "Whoosh ＋ jieba ChineseAnalyzer",
}


def tables(quick: bool) -> list[Table]:
    """Same tokens; end to end; latency."""
    small, large = (2_000, 10_000) if quick else (10_000, 200_000)
    questions = 100 if quick else 400
    same = {
        (engine, n): run_case("bench.index_build:same_tokens", engine=engine, n=n)
        for n, engines in ((small, tuple(_SAME)), (large, ("own", "bare")))
        for engine in engines
    }
    built = {
        (engine, n): run_case("bench.index_build:end_to_end", engine=engine, n=n, queries=questions)
        for n, engines in ((small, tuple(_LABELS)), (large, ("own", "stored", "tantivy", "fts5")))
        for engine in engines
    }
    return [
        Table(
            title="索引构建：词元相同，只比引擎",
            head=(
                "",
                "条数",
                "条/秒",
                "与裸 Tantivy 之比",
                "与 Whoosh 之比",
                "索引 MB",
                "新增内存 MB",
            ),
            rows=tuple(
                _same_row(engine, n, case, same["bare", n], same["whoosh", small])
                for (engine, n), case in same.items()
            ),
            note=f"词元由本项目的分析器事先做好；超过 {_POOL:,} 条时重复使用同一批词元。"
            f"裸 Tantivy、Whoosh：相同字段、相同存储内容，一次提交；Whoosh 只测 {small:,} 条。",
        ),
        Table(
            title="索引构建：从文本到可检索",
            head=("", "条数", "条/秒", "MB/秒", "与 Whoosh 之比", "索引 MB", "新增内存 MB"),
            rows=tuple(
                _build_row(engine, n, case, built["whoosh", small])
                for (engine, n), case in built.items()
            ),
            note=f"Whoosh 只在 {small:,} 条上测量，更大的规模未测；比值都以它为 1。",
        ),
        Table(
            title=f"检索延迟：{questions} 个混合查询（约半数带年份、状态条件），取前 10 条",
            head=(
                "",
                "条数",
                "p50 毫秒",
                "p95 毫秒",
                "p99 毫秒",
                "无结果",
                "p95 与裸 Tantivy 之比",
            ),
            rows=tuple(
                _query_row(engine, n, case, built["tantivy", n])
                for (engine, n), case in built.items()
            ),
            note="本项目的延迟包含查询解析、短语匹配、摘要与高亮；其余只取标题。"
            "没有一条全部命中时，本项目给出部分命中（并且说明），其余为空。",
        ),
    ]


def _same_row(engine: str, n: int, case: Case, bare: Case, whoosh: Case) -> tuple[str, ...]:
    ratios = (f"{case.values['rate'] / each.values['rate']:.2f}" for each in (bare, whoosh))
    return (_SAME[engine], f"{n:,}", *_rate(case), *ratios, *_sizes(case))


def _build_row(engine: str, n: int, case: Case, whoosh: Case) -> tuple[str, ...]:
    ratio = case.values["rate"] / whoosh.values["rate"]
    speed = f"{case.values['megabytes_per_second']:.1f}"
    return (_LABELS[engine], f"{n:,}", *_rate(case), speed, f"{ratio:.1f}", *_sizes(case))


def _query_row(engine: str, n: int, case: Case, bare: Case) -> tuple[str, ...]:
    times = (f"{case.values[key]:.2f}" for key in ("p50", "p95", "p99"))
    ratio = f"{case.values['p95'] / bare.values['p95']:.1f}"
    return (_LABELS[engine], f"{n:,}", *times, f"{case.values['empty']:.0f}", ratio)


def _rate(case: Case) -> tuple[str]:
    return (f"{case.values['rate']:,.0f}",)


def _sizes(case: Case) -> tuple[str, str]:
    return f"{case.values['index_mb']:.0f}", f"{case.values['memory_mb']:.0f}"


def same_tokens(engine: str, n: int) -> dict[str, float]:
    """One case: adds and commits `n` documents whose tokens are already made."""
    pool = _documents(min(n, _POOL))
    with tempfile.TemporaryDirectory() as folder:
        index = _tokens_index(engine, Path(folder))
        batches = _batches(pool, n)
        memory = _Memory()
        start = time.perf_counter()
        for batch in batches:
            index.add_documents(batch)
        index.commit()
        seconds = time.perf_counter() - start
        return {"rate": n / seconds, "index_mb": _size(folder), "memory_mb": memory.grown()}


def _tokens_index(engine: str, folder: Path) -> OwnIndex | BareTantivy:
    if engine == "bare":
        return BareTantivy(folder)
    return OwnIndex(folder, WhooshEngine if engine == "whoosh" else TantivyEngine)


def _documents(n: int) -> list[IndexDocument]:
    from indexer.documents import index_documents

    return [each for made in by_report(list(findings(n))) for each in index_documents(*made)]


def _batches(pool: Sequence[IndexDocument], n: int) -> list[list[IndexDocument]]:
    """`n` documents in batches; a repeated one has an id and a report id of its own."""
    documents = [
        pool[i]
        if i < len(pool)
        else msgspec.structs.replace(
            pool[i % len(pool)],
            keywords=pool[i % len(pool)].keywords
            | {
                KeywordField.ID: [f"{i:012x}-1"],
                KeywordField.REPORT: [f"{i:012x}"],
            },
        )
        for i in range(n)
    ]
    return [documents[i : i + _BATCH] for i in range(0, n, _BATCH)]


def end_to_end(engine: str, n: int, queries: int) -> dict[str, float]:
    """One case: from findings in memory to an index on disk, then the mixed queries."""
    prepared = list(findings(n))
    size = sum(len(f.text.encode()) + len(f.title.encode()) for f in prepared)
    with tempfile.TemporaryDirectory() as folder:
        memory = _Memory()
        # Outside the clock: loading jieba's dictionary takes most of a second, and putting the
        # generator's findings into each one's own records is no part of indexing.
        index = OwnIndex(Path(folder)) if engine in _OWN else COMPARATORS[engine](Path(folder))
        add = _adding(engine, index, prepared)
        start = time.perf_counter()
        add()
        index.commit()
        seconds = time.perf_counter() - start
        grown = memory.grown()
        searched = OwnSearch(Path(folder)) if isinstance(index, OwnIndex) else index
        return {
            "rate": n / seconds,
            "megabytes_per_second": size / 1e6 / seconds,
            "index_mb": _size(folder),
            "memory_mb": grown,
            **_latency(searched.search, queries),
        }


def _adding(
    engine: str, index: OwnIndex | Comparator, prepared: Sequence[PlantedFinding]
) -> Callable[[], None]:
    """What is timed: taking in findings that already stand in the shape the engine takes."""
    batches = _whole_reports(prepared)
    if not isinstance(index, OwnIndex):
        return partial(_each, index.add, batches)
    reports = [list(by_report(batch)) for batch in batches]
    if engine == "own":
        return partial(_each, index.add_reports, reports)
    return partial(index.add_stored, as_stored([each for batch in reports for each in batch]))


def _each(add: Callable[[Any], None], batches: Sequence[object]) -> None:
    for batch in batches:
        add(batch)


def _whole_reports(prepared: Sequence[PlantedFinding]) -> list[list[PlantedFinding]]:
    """Batches of about a thousand findings that never part a report."""
    batches: list[list[PlantedFinding]] = [[]]
    for finding in prepared:
        if len(batches[-1]) >= _BATCH and finding.n == 1:
            batches.append([])
        batches[-1].append(finding)
    return batches


def _latency(search: Callable[..., Sequence[str]], n: int) -> dict[str, float]:
    questions = mixed_queries(n)
    for question in questions[:_WARM_UP]:
        search(question)
    gc.collect()
    times, empty = [], 0
    for question in questions:
        start = time.perf_counter()
        found = search(question)
        times.append((time.perf_counter() - start) * 1000)
        empty += not found
    times.sort()
    return {f"p{p}": times[min(n - 1, n * p // 100)] for p in (50, 95, 99)} | {"empty": empty}


class _Memory:
    """How far the peak of resident memory rises above what is held at the beginning, in MB."""

    def __init__(self) -> None:
        gc.collect()
        # Linux: begins the peak anew, so that what made the documents does not count.
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")
        self._before = psutil.Process().memory_info().rss

    def grown(self) -> float:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        # Linux counts in KB, macOS in bytes.
        unit = 1 if sys.platform == "darwin" else 1024
        return max(0, peak * unit - int(self._before)) / 1e6


def _size(folder: str) -> float:
    return sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6


if __name__ == "__main__":
    from bench.run import main

    main(["index_build", *sys.argv[1:]])
