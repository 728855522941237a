"""What the program wrote itself is no report, wherever a clerk saves it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from huitoukan.main import main
from ingest.exported import REASON

EXPORTS = {
    "先例.docx": ("search", "接待"),
    "先例.html": ("search", "接待"),
    "分析.docx": ("report", "recurrence"),
    "分析.html": ("report", "recurrence"),
    "汇总.docx": ("digest",),
    "汇总.html": ("digest",),
}


def _json(*words: str | Path, data: Path) -> object:
    line = [*map(str, words), "--json", "--data", str(data)]
    return json.loads(CliRunner().invoke(main, line, prog_name="huitoukan").stdout)


@pytest.fixture(scope="module")
def filled(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose folder of reports was imported again with every export saved in it."""
    folder = tmp_path_factory.mktemp("filled")
    reports, data = folder / "reports", folder / "data"
    shutil.copytree(inbox, reports)
    CliRunner().invoke(main, ["ingest", str(reports), "--data", str(data)])
    for name, words in EXPORTS.items():
        line = [*words, "-o", str(reports / name), "--data", str(data)]
        result = CliRunner().invoke(main, line)
        assert result.exit_code == 0, result.output
    CliRunner().invoke(main, ["ingest", str(reports), "--data", str(data)])
    return data


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_among_the_reports_is_refused_and_named(filled: Path, name: str) -> None:
    listed = _json("quarantine", "list", data=filled)
    assert isinstance(listed, list)
    assert [each["reason"] for each in listed if each["path"].endswith(name)] == [REASON]


def test_exports_among_the_reports_multiply_no_findings(filled: Path, data: Path) -> None:
    found, alone = (_json("search", "接待", data=each) for each in (filled, data))
    assert isinstance(found, dict)
    assert isinstance(alone, dict)
    assert found["total"] == alone["total"] == len(found["hits"]) == 1
