"""`huitoukan doctor`."""

import json
import shutil
from pathlib import Path

from tests.huitoukan.conftest import Run


def test_a_sound_library_ends_well(run: Run, data: Path) -> None:
    result = run("doctor", "--full", "--data", data)
    assert result.exit_code == 0, result.stdout
    assert "没有发现问题" in result.stdout


def test_a_problem_ends_with_an_error(run: Run, data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "copy")
    (tmp_path / "copy" / "library.toml").write_text("engine = 3\n", encoding="utf-8")
    result = run("doctor", "--data", tmp_path / "copy")
    assert result.exit_code == 1
    assert "怎么办" in result.stdout


def test_wrong_settings_of_the_page_are_found(run: Run, data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "copy")
    (tmp_path / "copy" / "web.toml").write_text("workers = 0\n", encoding="utf-8")
    assert "web.toml" in run("doctor", "--data", tmp_path / "copy").stdout


def test_the_checks_come_as_json(run: Run, data: Path) -> None:
    found = json.loads(run("doctor", "--json", "--data", data).stdout)
    assert found["sound"]
    assert {"版本", "磁盘", "时钟", "索引"} <= {each["about"] for each in found["checks"]}


def test_a_schedule_that_stopped_is_told(run: Run, data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "copy")
    (tmp_path / "copy" / "prefect").mkdir()
    result = run("doctor", "--data", tmp_path / "copy")
    assert "定时任务没有在运行" in result.stdout
    assert result.exit_code == 0
