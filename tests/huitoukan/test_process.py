"""The program as a process: what it imports, and how it ends when others end it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.interrupts import heeding_interrupts

_SLOW = ("prefect", "sqlalchemy", "alembic", "rich", "pypdf", "docx", "trafilatura")


def _imported(*words: str | Path) -> set[str]:
    """The slow libraries that a command imports."""
    code = (
        "import sys\nfrom huitoukan.main import main\n"
        f"main({[str(word) for word in words]!r}, standalone_mode=False)\n"
        f"print(*(name for name in {_SLOW!r} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    return set(done.stderr.split())


def test_help_imports_nothing_slow() -> None:
    assert _imported("--help") == set()


def test_search_imports_nothing_slow(data: Path) -> None:
    assert _imported("--data", data, "search", "公务接待") == set()


def test_a_reader_that_has_seen_enough_is_no_error(data: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "huitoukan", "--data", str(data), "search", "村"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    with program.stderr as errors:
        said = errors.read()
    assert (program.wait(30), said) == (0, b"")


def _told(command: str) -> tuple[int, str]:
    """How a command line of a shell ends, `huitoukan` standing for the program."""
    shell = f"huitoukan() {{ '{sys.executable}' -m huitoukan \"$@\"; }}; {command}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, timeout=30)
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full")
@pytest.mark.parametrize("words", ["--help", "--data '{}' search 村"])
def test_a_screen_that_takes_nothing_is_told(data: Path, words: str) -> None:
    code, said = _told(f"huitoukan {words.format(data)} > /dev/full")
    assert (code, said) == (1, "错误：磁盘已满，没有写完。请腾出空间后再试。\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows 的命令行没有 >&-")
def test_a_closed_screen_is_told(data: Path) -> None:
    code, said = _told(f"huitoukan --data '{data}' search 村 >&-")
    assert (code, "标准输出是关着的" in said) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGINT 可发")
def test_an_interrupt_while_the_program_is_loaded_is_told() -> None:
    code = (
        "import runpy, signal, sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'click':\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "runpy.run_module('huitoukan', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (130, "错误：已中断。\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGINT 可发")
def test_an_interrupted_ingest_leaves_a_library_that_works(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(300):
        (inbox / f"{n}.txt").write_text(f"第{n}次巡察整改情况的通报", encoding="utf-8")
    command = [sys.executable, "-m", "huitoukan", "--data", str(tmp_path / "data"), "ingest"]
    program = subprocess.Popen(
        [*command, str(inbox)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heeding_interrupts,
    )
    while not (tmp_path / "data" / "writer.json").exists():
        assert program.poll() is None
    # As a terminal does: to the program and to its workers.
    os.killpg(program.pid, signal.SIGINT)
    _, said = program.communicate(timeout=30)

    assert program.returncode == 130
    assert "Traceback" not in said
    assert "重新运行同一条命令" in said
    subprocess.run([*command, str(inbox)], check=True, capture_output=True, timeout=60)
