"""`huitoukan link`, and what `huitoukan ingest` links."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.huitoukan.conftest import Run
from tests.search.recurring import NOTICES


@pytest.fixture
def inbox_of_county(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name, text in NOTICES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_an_ingest_says_what_has_come_back(run: Run, inbox_of_county: Path, tmp_path: Path) -> None:
    result = run("ingest", inbox_of_county, "--data", tmp_path / "data")
    assert "反弹）1 对" in result.stdout


def test_after_an_ingest_there_is_nothing_left_to_link(
    run: Run, inbox_of_county: Path, tmp_path: Path
) -> None:
    run("ingest", inbox_of_county, "--data", tmp_path / "data")
    assert "没有新的问题" in run("link", "--data", tmp_path / "data").stdout


def test_everything_can_be_linked_anew(run: Run, inbox_of_county: Path, tmp_path: Path) -> None:
    run("ingest", inbox_of_county, "--data", tmp_path / "data")
    result = run("link", "--all", "--json", "--data", tmp_path / "data")
    assert json.loads(result.stdout)["findings"] == 5


def test_without_decisions_there_is_nothing_to_learn(
    run: Run, inbox_of_county: Path, tmp_path: Path
) -> None:
    run("ingest", inbox_of_county, "--data", tmp_path / "data")
    said = run("link", "--fit", "--data", tmp_path / "data").stdout
    assert "权重没有改动" in said


def test_a_wrong_table_of_aliases_does_not_spoil_an_ingest(
    run: Run, inbox_of_county: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "aliases.toml").write_text("[[org]]\nname = 3\n", encoding="utf-8")
    result = run("ingest", inbox_of_county, "--data", data)
    assert result.exit_code == 0
    assert "aliases.toml" in result.stderr


def test_a_search_of_a_linked_library_imports_nothing_of_linking(
    run: Run, inbox_of_county: Path, tmp_path: Path
) -> None:
    run("ingest", inbox_of_county, "--data", tmp_path / "data")
    code = (
        "import sys\nfrom huitoukan.main import main\n"
        f"main(['--data', {str(tmp_path / 'data')!r}, 'search', '接待'], standalone_mode=False)\n"
        "print(*({'numpy', 'sqlalchemy', 'search.links', 'rapidfuzz'} & set(sys.modules)),"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stderr.split() == []
