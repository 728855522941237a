"""How long `huitoukan search` takes from a cold shell: a new process each time."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.ingest import write_corpus
from bench.run import CaseError, Table

_TIMES = 10
_PROGRAM = Path(sys.executable).parent / "huitoukan"
_SEARCHES = (("公务接待",), ("公务接待 不规范",), ("“村级财务”",), ("信访 年份:2020..2023",))


def tables(quick: bool) -> list[Table]:
    """Best and median of ten starts for a few searches in a library of 5,000 reports."""
    reports = 500 if quick else 5_000
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        _run("ingest", str(write_corpus(reports)), library=library)
        for words in _SEARCHES:
            seconds = sorted(_run("search", *words, library=library) for _ in range(_TIMES))
            best, median = seconds[0], statistics.median(seconds)
            rows.append((" ".join(words), f"{best:.2f}", f"{median:.2f}"))
    return [
        Table(
            title=f"冷启动检索：{reports:,} 份报告，每次新开进程，共 {_TIMES} 次",
            head=("检索", "最快（秒）", "中位数（秒）"),
            rows=tuple(rows),
            note="文件已在系统缓存中；含 Python 启动、打开索引、检索与输出。",
        )
    ]


def _run(*words: str, library: Path) -> float:
    command = [str(_PROGRAM), "--data", str(library), *words]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        raise CaseError(f"{' '.join(command)}：{done.stderr[-2000:] or done.stdout[-2000:]}")
    return seconds


if __name__ == "__main__":
    from bench.run import main

    main(["cold_start", *sys.argv[1:]])
