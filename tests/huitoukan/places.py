"""Places that a test cannot make by itself: a read-only disk, a small one, a locked folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

PROGRAM = (sys.executable, "-m", "huitoukan")
ROOT = Path(__file__).parents[2]


@cache
def _can_mount() -> bool:
    try:
        tried = subprocess.run(
            ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return False
    return tried.returncode == 0


def mounting(script: str, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    """Runs a shell script that may mount; what it mounts is gone when it ends.

    `$@` are the words. Skips the test where this machine does not allow it.
    """
    if not _can_mount():
        pytest.skip("这台机器不允许在测试里挂载文件系统（unshare -rm）")
    command = ["unshare", "-rm", "bash", "-euc", script, "-", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def heeding_permissions(words: Sequence[str | Path]) -> "subprocess.CompletedProcess[str]":
    """Runs the program so that file permissions apply to it, even where root runs the tests."""
    dropping: tuple[str, ...] = ()
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("以 root 运行而没有 setpriv，文件权限不起作用")
        dropping = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
    return subprocess.run(
        [*dropping, *PROGRAM, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
