"""Old Word files, with a converter and without one."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.build import ingest
from indexer.conversion import converter, readable
from indexer.library import Library
from ingest.limits import Limits
from ingest.read import read
from ingest.unreadable import Unreadable
from tests.ingest.word_files import paragraph, word_file

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600
TEXT = "关于“公务接待不规范”的问题。一是清退超标费用3万元。"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_readers: None) -> Path:
    """A converter that takes every file for `made.docx` beside it; `pause` holds it up."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "made.docx").write_bytes(word_file(paragraph(TEXT)))
    program = folder / "soffice"
    program.write_text(
        f"""#!{sys.executable}
import pathlib, shutil, sys, time
here = pathlib.Path(__file__).parent
if (here / "pause").exists():
    (here / "begun").touch()
    time.sleep(60)
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir()
if (here / "made.docx").exists():
    shutil.copy(here / "made.docx", out / "in.docx")
""",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, new_readers: None) -> None:
    """No converter on the machine."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


def _ingested(tmp_path: Path, name: str) -> tuple[int, list[str]]:
    """How many reports a file of this name makes, and the reasons against it."""
    file = tmp_path / "inbox" / name
    file.parent.mkdir()
    file.write_bytes(OLD)
    summary = ingest(Library(tmp_path / "data"), [file.parent])
    return summary.new, [each.reason for each in summary.quarantined]


@pytest.mark.parametrize("name", ["通报.doc", "通报.wps"])
@pytest.mark.usefixtures("installed")
def test_an_old_file_is_read_where_a_converter_is_installed(tmp_path: Path, name: str) -> None:
    assert _ingested(tmp_path, name) == (1, [])


@pytest.mark.usefixtures("absent")
def test_an_old_file_without_a_converter_is_quarantined_with_the_cure(tmp_path: Path) -> None:
    new, reasons = _ingested(tmp_path, "通报.doc")
    assert new == 0
    assert "安装 LibreOffice" in reasons[0]
    assert "huitoukan quarantine retry" in reasons[0]


@pytest.mark.usefixtures("installed")
def test_files_that_need_no_converter_get_none() -> None:
    assert readable(b"text", "通报.doc", Limits()) == (b"text", "通报.doc")


def test_a_converter_that_makes_nothing_is_told(installed: Path) -> None:
    (installed / "made.docx").unlink()
    with pytest.raises(Unreadable, match="没能转换"):
        readable(OLD, "通报.doc", Limits())


def test_a_converter_that_hangs_is_ended(installed: Path) -> None:
    (installed / "pause").touch()
    began = time.monotonic()
    with pytest.raises(Unreadable, match="已停止"):
        readable(OLD, "通报.doc", Limits(seconds=1.0))
    assert time.monotonic() - began < 30


@pytest.mark.skipif(converter() is None, reason="没有安装 LibreOffice")
def test_libreoffice_itself_converts(tmp_path: Path) -> None:
    source = tmp_path / "甲.docx"
    source.write_bytes(word_file(paragraph(TEXT)))
    command = [str(converter()), "--headless", "--convert-to", "doc:MS Word 97"]
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run([*command, home, "--outdir", tmp_path, source], check=True, capture_output=True)
    library = Library(tmp_path / "data")
    shutil.copy(tmp_path / "甲.doc", tmp_path / "乙.wps")

    summary = ingest(library, [tmp_path / "甲.doc", tmp_path / "乙.wps"])

    assert summary.quarantined == ()
    text = read(*readable((tmp_path / "甲.doc").read_bytes(), "甲.doc", Limits())).text
    assert text.strip() == TEXT
