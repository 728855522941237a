"""Runs benchmarks, each case in a fresh process, and prints Markdown tables.

`python -m bench.run NAME… [--quick] [--write docs/performance.md]`; NAME is a module of this
package with a function `tables(quick) -> list[Table]`, or `all`. With --write the tables also
replace those between the marks `<!-- bench:NAME -->` and `<!-- /bench:NAME -->` of the file.
"""

import argparse
import importlib
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import psutil

from ingest.model import Record

NAMES = (
    "index_build",
    "search_speed",
    "ingest",
    "cold_start",
    "flow_overhead",
    "web_load",
    "linking_scale",
)
ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
_SAMPLING_SECONDS = 0.05


class Case(Record, frozen=True, kw_only=True):
    """What one case measured: wall seconds of its whole process, and the numbers that the case
    itself reports. `peak_mb` is the peak of resident memory of the process and its children
    together, pages shared between them counted more than once; `peak_anonymous_mb` the same
    without the pages of files, which an index maps and the system takes back when it needs them
    (Linux; elsewhere the two are equal)."""

    seconds: float
    peak_mb: float
    peak_anonymous_mb: float
    values: dict[str, float]


class Table(Record, frozen=True, kw_only=True):
    """One table for the reader; all cells are text."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class CaseError(Exception):
    """A case's process ended with an error; the message is its error output."""


def run_case(function: str, **arguments: str | int | float | bool) -> Case:
    """Calls `module:function` with the arguments in a fresh process.

    The function returns a dict of numbers. Raises `CaseError` where the process fails.
    """
    command = [sys.executable, "-m", "bench.case", function]
    command.append(msgspec.json.encode(arguments).decode())
    start = time.perf_counter()
    # Files, not pipes: nobody reads while the case runs, and a full pipe would block it.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        with subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=errors) as process:
            peak = peak_anonymous = 0
            watched = psutil.Process(process.pid)
            while process.poll() is None:
                resident, anonymous = _memory(watched)
                peak, peak_anonymous = max(peak, resident), max(peak_anonymous, anonymous)
                time.sleep(_SAMPLING_SECONDS)
            seconds = time.perf_counter() - start
        output.seek(0)
        errors.seek(0)
        lines, complaint = output.read().splitlines(), errors.read().decode(errors="replace")
    if process.returncode != 0:
        raise CaseError(f"{function}: {complaint[-3000:]}")
    values = msgspec.json.decode(lines[-1], type=dict[str, float])
    return Case(
        seconds=seconds,
        peak_mb=peak / 1e6,
        peak_anonymous_mb=peak_anonymous / 1e6,
        values=values,
    )


def _memory(process: psutil.Process) -> tuple[int, int]:
    """Bytes resident in the process and its children, and those of them that are no file's."""
    resident = anonymous = 0
    with suppress(psutil.NoSuchProcess):
        for member in (process, *process.children(recursive=True)):
            info = member.memory_info()
            resident += info.rss
            anonymous += info.rss - getattr(info, "shared", 0)
    return resident, anonymous


def machine() -> str:
    """One line about the machine: CPU, cores, memory, system, Python and the load as it began."""
    memory = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"机器：{_cpu_model()}，{psutil.cpu_count()} 个逻辑核，内存 {memory:.0f} GB，"
        f"{platform.system()} {platform.release()}，Python {platform.python_version()}；"
        f"开始时系统负载 {load:.1f}"
    )


def _cpu_model() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "未知处理器"
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else "未知处理器"


def markdown(table: Table) -> str:
    """The table as Markdown; all columns but the first are set flush right."""
    lines = [f"**{table.title}**", "", "| " + " | ".join(table.head) + " |"]
    lines.append("|---|" + "---:|" * (len(table.head) - 1))
    lines += ["| " + " | ".join(row) + " |" for row in table.rows]
    if table.note:
        lines += ["", table.note]
    return "\n".join(lines)


def section(name: str, quick: bool) -> str:
    """Runs one benchmark; returns its tables with the command and the machine."""
    flag = " --quick" if quick else ""
    about = machine()
    tables = importlib.import_module(f"bench.{name}").tables(quick)
    day = time.strftime("%Y-%m-%d")
    head = f"命令：`.venv/bin/python -m bench.run {name}{flag}`（{day}）。{about}。"
    return "\n\n".join([head, *map(markdown, tables)])


def fill(document: str, name: str, text: str) -> str:
    """The document with the text between the marks of `name`.

    Raises `ValueError` where the document has no such marks.
    """
    mark, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    if mark not in document or end not in document:
        raise ValueError(f"文件中没有标记 {mark} … {end}")
    before, _, rest = document.partition(mark)
    return f"{before}{mark}\n{text}\n{end}{rest.partition(end)[2]}"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.run", description="运行性能测试，输出表格")
    parser.add_argument("names", nargs="+", choices=(*NAMES, "all"), metavar="名称")
    parser.add_argument("--quick", action="store_true", help="小规模，几分钟内跑完")
    parser.add_argument("--write", type=Path, help="同时写入这个文件的相应位置")
    options = parser.parse_args(arguments)
    names = NAMES if "all" in options.names else options.names
    failed = False
    for name in names:
        try:
            text = section(name, options.quick)
        except CaseError as error:
            print(f"{name} 未能完成：{error}", file=sys.stderr)
            failed = True
            continue
        print(f"## {name}\n\n{text}\n", flush=True)
        if options.write:
            document = options.write.read_text(encoding="utf-8")
            options.write.write_text(fill(document, name, text), encoding="utf-8")
    if failed:
        raise SystemExit(1)


if __name__ == "__main__":
    # By its real name, or else this module would exist twice, with two classes `CaseError`.
    importlib.import_module("bench.run").main()
