"""How fast a library of ten thousand to a million findings is built and answers."""

import gc
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
import psutil

from bench.comparators import COMPARATORS
from bench.findings import PlantedFinding
from bench.generate import findings
from bench.own import OwnIndex, OwnSearch, as_stored, by_report
from bench.queries import Query, mixed_queries
from bench.run import Case, Table, run_case
from indexer.engine import KeywordField, NumberField
from indexer.prepare import IndexJob

T = TypeVar("T")

_BATCH = 1000
_WARM_UP = 20
_READERS = 8
_WHOOSH_LARGEST = 100_000
_FACETS = (
    NumberField.YEAR,
    KeywordField.REGION,
    KeywordField.ORG,
    KeywordField.STATUS,
    KeywordField.TYPE,
    KeywordField.SOURCE,
)
_LABELS = {
    "own": "回头看",
    "tantivy": "裸 Tantivy ＋ rjieba（只有词）",
    "fts5": "SQLite FTS5 ＋ rjieba",
    "whoosh": "Whoosh ＋ jieba ChineseAnalyzer",
}

Search = Callable[[Query], object]
Q = TypeVar("Q")


def tables(quick: bool) -> list[Table]:
    """Build and size; latency of one reader; eight readers at once."""
    sizes = (2_000, 10_000) if quick else (10_000, 100_000, 1_000_000)
    cases = {
        (engine, n): run_case("bench.search_speed:measure", engine=engine, n=n, queries=400)
        for n in sizes
        for engine in _LABELS
        if engine != "whoosh" or n <= _WHOOSH_LARGEST
    }
    return [
        Table(
            title="构建",
            head=("", "条数", "条/秒", "与裸 Tantivy 之比", "每字节文本的索引字节", "内存峰值 MB"),
            rows=tuple(_build_row(*key, case, cases) for key, case in cases.items()),
            note="回头看走 reindex 的路：每核一个分析进程，索引含字词、字对、单字、字段标签和拼音；"
            "内存是全部进程之和，不含索引文件在系统缓存中的页。其余在一个进程里分词。",
        ),
        Table(
            title="检索延迟（毫秒）：一个读者，400 个混合查询，取前 10 条",
            head=(
                "",
                "条数",
                "p50",
                "p95",
                "p99",
                "p95 与同样词元之比",
                "与只有词之比",
                "带分面 p95",
            ),
            rows=tuple(
                row for key, case in cases.items() for row in _latency_rows(*key, case, cases)
            ),
            note="约半数查询带年份、状态条件。回头看的延迟含查询解析、摘要与高亮、"
            "不足一页时补充的近似问题；“同样的词元”是裸 Tantivy 在同一个索引里回答同样的查询，"
            "查询已经拆好，只取前 10 条：只问一次的不找近似问题，问同样多次的才答得出同样的一页。"
            "其余只取标题，没有分面。",
        ),
        Table(
            title=f"{_READERS} 个读者同时检索（各一个进程）",
            head=("", "条数", "每秒查询", "p50", "p95", "p99"),
            rows=tuple(
                (
                    _LABELS[engine],
                    f"{n:,}",
                    f"{case.values['together_rate']:,.0f}",
                    *(f"{case.values[f'together_{p}']:.1f}" for p in ("p50", "p95", "p99")),
                )
                for (engine, n), case in cases.items()
                if engine in ("own", "tantivy")
            ),
        ),
    ]


_Cases = dict[tuple[str, int], Case]


def _build_row(engine: str, n: int, case: Case, cases: _Cases) -> tuple[str, ...]:
    values = case.values
    ratio = values["rate"] / cases["tantivy", n].values["rate"]
    per_byte = values["index_bytes"] / values["text_bytes"]
    peak = f"{values['memory_mb']:,.0f}"
    return (
        _LABELS[engine],
        f"{n:,}",
        f"{values['rate']:,.0f}",
        f"{ratio:.2f}",
        f"{per_byte:.2f}",
        peak,
    )


def _latency_rows(engine: str, n: int, case: Case, cases: _Cases) -> Iterator[tuple[str, ...]]:
    values = case.values
    same, words = cases["own", n].values["bare_p95"], cases["tantivy", n].values["p95"]

    def row(label: str, prefix: str = "", facets: str = "—") -> tuple[str, ...]:
        times = (f"{values[prefix + p]:.2f}" for p in ("p50", "p95", "p99"))
        p95 = values[prefix + "p95"]
        return (label, f"{n:,}", *times, f"{p95 / same:.1f}", f"{p95 / words:.1f}", facets)

    if engine == "own":
        yield row(_LABELS[engine], facets=f"{values['facets_p95']:.1f}")
        yield row("裸 Tantivy，同样的词元，只问一次", "bare_")
        yield row("裸 Tantivy，同样的词元，问同样多次", "all_")
    else:
        yield row(_LABELS[engine])


def measure(engine: str, n: int, queries: int) -> dict[str, float]:
    """One case: `n` findings streamed into an index on disk, then the mixed queries."""
    with tempfile.TemporaryDirectory() as place:
        folder, spool = Path(place) / "index", Path(place) / "spool"
        folder.mkdir()
        text_bytes = _write_spool(spool, n, stored=engine == "own")
        memory = _Peak()
        start = time.perf_counter()
        if engine == "own":
            own = OwnIndex(folder)
            own.add_stored(memory.watched(_spooled(spool, IndexJob)))
            own.commit()
        else:
            other = COMPARATORS[engine](folder)
            for batch in memory.watched(_spooled(spool, list[PlantedFinding])):
                other.add(batch)
            other.commit()
        seconds = time.perf_counter() - start
        questions = mixed_queries(queries)
        found = {
            "rate": n / seconds,
            "text_bytes": text_bytes,
            "index_bytes": sum(file.stat().st_size for file in folder.rglob("*")),
            "memory_mb": memory.megabytes,
        }
        if engine == "own":
            answering = OwnSearch(folder)
            found |= _latency(answering.search, questions)
            facets = _latency(lambda query: answering.search(query, _FACETS), questions)
            found["facets_p95"] = facets["p95"]
            asked = [answering.asked(question) for question in questions]
            for prefix, nodes in (("bare_", [each[:1] for each in asked]), ("all_", asked)):
                bare = _latency(answering.bare, nodes)
                found |= {f"{prefix}{name}": value for name, value in bare.items()}
        else:
            found |= _latency(other.search, questions)
        if engine in ("own", "tantivy"):
            found |= _together(engine, folder, questions)
        return found


def _write_spool(file: Path, n: int, *, stored: bool) -> int:
    """Puts batches of findings, or stored reports, on disk, so that making them costs the index
    nothing; returns the bytes of their texts."""
    encoder = msgspec.msgpack.Encoder()
    size = 0
    with file.open("wb") as out:

        def put(made: object) -> None:
            packed = encoder.encode(made)
            out.write(len(packed).to_bytes(4))
            out.write(packed)

        for batch in _batches(n):
            size += sum(len(f.text.encode()) + len(f.title.encode()) for f in batch)
            if stored:
                for job in as_stored(list(by_report(batch))):
                    put(job)
            else:
                put(batch)
    return size


def _spooled(file: Path, kind: type[T]) -> Iterator[T]:
    decoder = msgspec.msgpack.Decoder(kind)
    with file.open("rb") as source:
        while length := source.read(4):
            yield decoder.decode(source.read(int.from_bytes(length)))


def _batches(n: int) -> Iterator[list[PlantedFinding]]:
    """Whole reports, about a thousand findings at a time."""
    batch: list[PlantedFinding] = []
    for finding in findings(n):
        if len(batch) >= _BATCH and finding.n == 1:
            yield batch
            batch = []
        batch.append(finding)
    yield batch


def _latency(search: Callable[[Q], object], questions: Sequence[Q]) -> dict[str, float]:
    for question in questions[:_WARM_UP]:
        search(question)
    gc.collect()
    return _percentiles([_timed(search, question) for question in questions])


def _timed(search: Callable[[Q], object], question: Q) -> float:
    start = time.perf_counter()
    search(question)
    return (time.perf_counter() - start) * 1000


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    times = sorted(times)
    return {f"p{p}": times[min(len(times) - 1, len(times) * p // 100)] for p in (50, 95, 99)}


def _together(engine: str, folder: Path, questions: Sequence[Query]) -> dict[str, float]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(_READERS) as pool:
        start_at = time.time() + 3.0  # by then every process has imported what it needs
        jobs = [(engine, folder, questions, start_at)] * _READERS
        results = pool.starmap(_reader, jobs, chunksize=1)
    times = [each for result, _ in results for each in result]
    seconds = max(ended for _, ended in results) - start_at
    return {"together_rate": len(times) / seconds} | {
        f"together_{name}": value for name, value in _percentiles(times).items()
    }


def _reader(
    engine: str, folder: Path, questions: Sequence[Query], start_at: float
) -> tuple[list[float], float]:
    if engine == "own":
        search: Search = OwnSearch(folder).search
    else:
        standing = COMPARATORS[engine](folder)
        standing.commit()
        search = standing.search
    for question in questions[:_WARM_UP]:
        search(question)
    time.sleep(max(0.0, start_at - time.time()))
    return [_timed(search, question) for question in questions], time.time()


class _Peak:
    """The most private memory seen in this process and its children, in MB."""

    def __init__(self) -> None:
        self.megabytes = 0.0

    def watched(self, batches: Iterable[T]) -> Iterator[T]:
        """The batches, with a look at the memory at every fiftieth."""
        for n, batch in enumerate(batches):
            if n % 50 == 0:
                self.look()
            yield batch
        self.look()

    def look(self) -> None:
        """Looks now."""
        total = 0
        for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
            try:
                info = process.memory_info()
            except psutil.NoSuchProcess:
                continue
            total += info.rss - getattr(info, "shared", 0)
        self.megabytes = max(self.megabytes, total / 1e6)


if __name__ == "__main__":
    from bench.run import main

    main(["search_speed", *sys.argv[1:]])
