"""What reports and file names hold does not command the terminal."""

import os
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from huitoukan import screen
from huitoukan.main import main
from huitoukan.terminal import harmless

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ERASE, _TITLE = "\x1b[2J", "\x1b]0;PWN\x07"


def _on_terminal(*words: str | Path) -> str:
    """What the program prints where click lets escape sequences pass, as on a terminal."""
    result = CliRunner().invoke(main, [str(word) for word in words], color=True)
    return result.output


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A library with a report that would erase the screen."""
    text = (
        "中共某县水利局党组关于巡察整改情况的通报\n1.关于公务接待不规范的问题。\n"
        f"整改情况：已完成整改。{_ERASE}{_TITLE}\x9b2J\n"
    )
    (tmp_path / "通报.txt").write_text(text, encoding="utf-8")
    _on_terminal("--data", tmp_path / "data", "ingest", tmp_path / "通报.txt")
    return tmp_path / "data"


def test_a_reports_control_characters_do_not_reach_the_terminal(hostile: Path) -> None:
    shown = _on_terminal("--data", hostile, "search", "公务接待")
    assert "已完成整改" in shown
    assert _CONTROLS.findall(shown) == []


def test_an_errors_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    shown = _on_terminal("--data", tmp_path, "ingest", f"没有{_ERASE}.txt")
    assert "找不到" in shown
    assert _CONTROLS.findall(shown) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows 不许文件名里有控制字符")
def test_a_file_names_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / f"空{_ERASE}.txt").touch()
    library = ("--data", tmp_path / "data")
    said = _on_terminal(*library, "ingest", tmp_path / f"空{_ERASE}.txt")
    listed = _on_terminal(*library, "quarantine", "list")
    assert "空�[2J.txt" in listed
    assert _CONTROLS.findall(said + listed) == []


def test_our_own_colours_come_through(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "colourful", lambda: True)
    shown = _on_terminal("--data", data, "search", "公务接待")
    assert click.style("公务接待", fg="red", bold=True) in shown


@pytest.mark.parametrize("text", ["一\n二\t三", click.style("词", fg="yellow", bold=True)])
def test_lines_tabs_and_our_colours_are_left_alone(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("text", ["\x1b[8m", "\x1b[30m", "\x1b[1;31;8m", "\r", "\x08", "\x7f"])
def test_what_hides_or_overwrites_is_shown_as_a_mark(text: str) -> None:
    assert harmless(text) == "�" + text[1:]
