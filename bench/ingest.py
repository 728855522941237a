"""Ingestion end to end: files in a folder to a searchable library, with one and two workers."""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.generate import write
from bench.run import DATA, Case, Table, run_case


def corpus(n: int) -> Path:
    """The folder where `write_corpus` puts `n` reports."""
    return DATA / f"reports-{n}" / "reports"


def write_corpus(n: int) -> Path:
    """Generates `n` reports anew, so that they are always those of today's generator."""
    folder = corpus(n).parent
    shutil.rmtree(folder, ignore_errors=True)
    write(n, folder)
    return corpus(n)


def tables(quick: bool) -> list[Table]:
    """Rate and memory for two sizes and one or two workers, and a second run over the same."""
    sizes = (200, 1_000) if quick else (1_000, 10_000)
    rows = []
    for n in sizes:
        folder = write_corpus(n)
        size = sum(file.stat().st_size for file in folder.rglob("*.txt")) / 1e6
        cases = {
            workers: run_case("bench.ingest:first", n=n, workers=workers) for workers in (1, 2)
        }
        again = run_case("bench.ingest:second", n=n)
        single = cases[1].values["seconds"]
        rows += [
            _row(f"{workers} 个进程", n, size, case, single) for workers, case in cases.items()
        ]
        # Its process made the library first, so that its peak says nothing of the second run.
        rows.append(_row("再运行一次（全部未变）", n, size, again, single, with_memory=False))
    return [
        Table(
            title="整理入库：文本报告 → 可检索的库",
            head=(
                "",
                "份数",
                "秒",
                "份/秒",
                "MB/秒",
                "与单进程之比",
                "峰值内存 MB",
                "不计文件映射",
                "新增份数",
                "问题条数",
            ),
            rows=tuple(rows),
            note="峰值内存为主进程与工作进程之和（共享页重复计算，因此偏大）；"
            "“不计文件映射”不含映射进内存的索引文件，系统需要时会收回那一部分。"
            "“再运行一次”的库由另一次两进程入库得到，只计第二次的时间。",
        )
    ]


def _row(
    label: str, n: int, size: float, case: Case, single: float, *, with_memory: bool = True
) -> tuple[str, ...]:
    seconds = case.values["seconds"]
    return (
        label,
        f"{n:,}",
        f"{seconds:.1f}",
        f"{n / seconds:,.0f}",
        f"{size / seconds:.1f}",
        f"{single / seconds:.2f}",
        f"{case.peak_mb:.0f}" if with_memory else "—",
        f"{case.peak_anonymous_mb:.0f}" if with_memory else "—",
        f"{case.values['new']:,.0f}",
        f"{case.values['findings']:,.0f}",
    )


def first(n: int, workers: int) -> dict[str, float]:
    """One case: `n` reports into a new library."""
    with tempfile.TemporaryDirectory() as folder:
        return _ingest(Path(folder) / "library", n, workers)


def second(n: int) -> dict[str, float]:
    """One case: the same `n` reports again."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        _ingest(library, n, 2)
        return _ingest(library, n, 2)


def _ingest(folder: Path, n: int, workers: int) -> dict[str, float]:
    from indexer.build import ingest
    from indexer.library import Library

    folder.mkdir(exist_ok=True)
    (folder / "library.toml").write_text(f"workers = {workers}\n", encoding="utf-8")
    files = corpus(n)
    start = time.perf_counter()
    summary = ingest(Library(folder), [files])
    seconds = time.perf_counter() - start
    if summary.new + summary.unchanged != n:
        reason = summary.quarantined[0].reason if summary.quarantined else "原因不明"
        raise RuntimeError(f"{n} 份中只有 {summary.new + summary.unchanged} 份入库：{reason}")
    return {"seconds": seconds, "new": summary.new, "findings": summary.findings}


if __name__ == "__main__":
    from bench.run import main

    main(["ingest", *sys.argv[1:]])
