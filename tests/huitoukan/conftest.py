"""A library of two towns, and the program to ask it with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from huitoukan.main import main

Run = Callable[..., Result]

REPORTS = {
    "枫林镇.txt": """中共枫林镇委员会关于巡察整改情况的通报
2024年3月4日至4月30日，县委第一巡察组对枫林镇党委开展了常规巡察。
（一）作风建设方面
1.关于“公务接待不规范”的问题。一是清退超标费用3万元。二是修订接待制度。已完成整改。
2.关于“村务公开不及时”的问题。一是补齐公开栏。正在整改。
中共枫林镇委员会
2024年12月2日
""",
    "梅溪乡.txt": """中共梅溪乡委员会关于巡察整改情况的通报
2022年3月1日至4月28日，县委第二巡察组对梅溪乡党委开展了常规巡察。
（一）财务管理方面
1.关于“村级财务管理混乱”的问题。一是聘请会计清理旧账。已完成整改。
中共梅溪乡委员会
2022年11月8日
""",
}
BROKEN = b"%PDF-1.4 broken"


@pytest.fixture
def run() -> Run:
    """Runs the program on a command line."""

    def invoke(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], prog_name="huitoukan")

    return invoke


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two reports."""
    folder = tmp_path_factory.mktemp("inbox")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def data(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the two reports; tests only read it."""
    folder = tmp_path_factory.mktemp("data")
    result = CliRunner().invoke(main, ["ingest", str(inbox), "--data", str(folder)])
    assert result.exit_code == 0, result.output
    return folder
