"""The bundle for machines without network: really built, really installed, its network cut."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.conftest import ROOT

SWITCH = "HUITOUKAN_TEST_BUNDLE"
_PIN = re.compile(r"^([\w.-]+)==(\S+)", re.M)

needs_switch = pytest.mark.skipif(
    not os.environ.get(SWITCH), reason=f"要下载一百多兆，几分钟：设环境变量 {SWITCH}=1 才做"
)


def _pins(name: str) -> set[tuple[str, str]]:
    return set(_PIN.findall((ROOT / "requirements" / name).read_text(encoding="utf-8")))


def _run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Runs a command, cut off from any network where this process may do that."""
    words = [str(each) for each in command]
    if os.geteuid() == 0 and shutil.which("unshare"):
        words = ["unshare", "-n", *words]
    environment = {**os.environ, "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://[::1]:9/"}
    done = subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle built here, unpacked."""
    folder = tmp_path_factory.mktemp("bundle")
    script = ROOT / "deploy" / "bundle" / "build.sh"
    done = subprocess.run([script, sys.executable, folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    file = next(folder.glob("*.tar.gz"))
    shutil.unpack_archive(file, folder, filter="data")
    return folder / file.name.removesuffix(".tar.gz")


def test_what_runs_is_locked_at_the_versions_that_are_tested() -> None:
    assert _pins("run.txt") <= _pins("all.txt")


def test_the_lock_names_no_address() -> None:
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    assert "://" not in text


@pytest.mark.parametrize("name", ["build.sh", "install.sh"])
def test_the_scripts_are_bash(name: str) -> None:
    script = ROOT / "deploy" / "bundle" / name
    subprocess.run(["bash", "-n", script], check=True)
    assert os.access(script, os.X_OK)


@needs_switch
def test_it_installs_without_network_and_works(unpacked: Path, tmp_path: Path) -> None:
    program = tmp_path / "opt" / "bin" / "huitoukan"
    _run(unpacked / "install.sh", tmp_path / "opt")
    _run(program, "--data", tmp_path / "data", "ingest", ROOT / "samples" / "reports")
    assert "超标准" in _run(program, "--data", tmp_path / "data", "search", "公务接待")
    assert "没有发现问题" in _run(program, "--data", tmp_path / "data", "doctor", "--full")
    # Once more: an upgrade in place.
    assert "旧版本留在" in _run(unpacked / "install.sh", tmp_path / "opt")
    assert "huitoukan" in _run(program, "--version")


@needs_switch
def test_an_installation_that_fails_leaves_the_old_one(unpacked: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(unpacked, broken)
    program = tmp_path / "opt" / "bin" / "huitoukan"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho old\n", encoding="utf-8")
    program.chmod(0o755)
    next((broken / "wheels").glob("click-*")).unlink()
    sums = (broken / "SHA256SUMS").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in sums if "/click-" not in line)
    (broken / "SHA256SUMS").write_text(kept, encoding="utf-8")
    done = subprocess.run(
        [broken / "install.sh", tmp_path / "opt"], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "原来的版本已换回来" in done.stderr
    assert _run(program) == "old\n"
