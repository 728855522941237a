"""The systemd units, as systemd itself reads them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from huitoukan.main import main
from tests.deploy.conftest import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").glob("huitoukan-*"))
SERVICES = [each for each in UNITS if each.suffix == ".service"]
PROGRAM = "/opt/huitoukan/bin/huitoukan"
MOST_EXPOSED = 25  # tenths of systemd's score: 100 has no protection at all

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="这台机器上没有 systemd-analyze"
)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units with a program that exists on this machine."""
    for each in UNITS:
        text = each.read_text(encoding="utf-8").replace(PROGRAM, sys.executable)
        (tmp_path / each.name).write_text(text, encoding="utf-8")
    return tmp_path


def _analyze(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    command = ["systemd-analyze", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@needs_systemd
@pytest.mark.parametrize("name", [each.name for each in UNITS])
def test_systemd_takes_the_unit_without_a_word(units: Path, name: str) -> None:
    done = _analyze("verify", "--man=no", units / name)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("name", [each.name for each in SERVICES])
def test_the_service_is_hardened(units: Path, name: str) -> None:
    threshold = f"--threshold={MOST_EXPOSED}"
    done = _analyze("security", "--offline=true", "--no-pager", threshold, units / name)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("unit", SERVICES, ids=lambda each: each.name)
def test_the_service_may_set_the_limits_that_readers_run_under(unit: Path) -> None:
    assert "~@resources" not in unit.read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda each: each.name)
def test_the_command_of_the_service_exists(unit: Path) -> None:
    found = re.search(rf"^ExecStart={PROGRAM} (.+)$", unit.read_text(encoding="utf-8"), re.M)
    assert found is not None
    words = found[1].split()
    command = main.get_command(click.Context(main), words[0])
    if isinstance(command, click.Group):
        command = command.get_command(click.Context(command), words[1])
    assert command is not None
    known = {option for each in command.params for option in each.opts}
    assert {each for each in words if each.startswith("--")} <= known
