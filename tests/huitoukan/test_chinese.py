"""Nobody who uses the program has to read English."""

import re
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from huitoukan.chinese import CATALOGUES
from huitoukan.group import Group
from huitoukan.main import COMMANDS, main
from tests.huitoukan.conftest import Run

_FILE = CATALOGUES / "zh_CN" / "LC_MESSAGES" / "huitoukan"
_KEYWORDS = {"_": None, "ngettext": (1, 2)}
# What looks English in help, and is a name.
_NAMES = re.compile(
    r"https?://\S+|/mnt/\S+|\w+\.toml|\bRSS\b|\bAtom\b|\brobots\b|\bwatch\b"
    r"|HUITOUKAN_\w+|huitoukan(-data)?|--?[a-z]+|\.(txt|md|docx|pdf|html?|xlsx|csv|tar|gz)\b|Excel|JSON|json"
    r"|Ctrl-C|OR|NOT|[0-9a-f]{4,}\b|\b(org|type|year|status|report|last|all)\b"
)


def _catalogue() -> Catalog:
    with _FILE.with_suffix(".po").open("rb") as file:
        return read_po(file, locale="zh_CN")


def _paths() -> list[tuple[str, ...]]:
    context = click.Context(main)
    paths: list[tuple[str, ...]] = [()]
    for name in main.list_commands(context):
        paths.append((name,))
        command = main.get_command(context, name)
        if isinstance(command, Group):
            paths.extend((name, each) for each in command.list_commands(context))
    return paths


@pytest.mark.parametrize("path", _paths(), ids=" ".join)
def test_help_is_chinese(run: Run, path: tuple[str, ...]) -> None:
    every = {*COMMANDS, *(name for each in _paths() for name in each)}
    names = "|".join(sorted(every, key=len, reverse=True))
    words = re.sub(rf"\b({names})\b", "", _NAMES.sub("", run(*path, "-h").stdout))
    assert re.findall(r"[A-Za-z]{3,}", words) == []


@pytest.mark.parametrize("path", _paths(), ids=" ".join)
def test_help_gives_an_example(run: Run, path: tuple[str, ...]) -> None:
    assert f"  {' '.join(('huitoukan', *path))} " in f"{run(*path, '-h').stdout} ".replace(
        "\n", " \n"
    )


@pytest.mark.parametrize("path", _paths(), ids=" ".join)
def test_a_wrong_option_is_told_in_chinese(run: Run, path: tuple[str, ...]) -> None:
    result = run(*path, "--wrong")
    assert result.exit_code == 2
    assert "没有选项 '--wrong'" in result.stderr


def test_every_sentence_of_click_is_translated() -> None:
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in _catalogue() if m.string}
    found = extract_from_dir(Path(click.__file__).parent, keywords=_KEYWORDS)
    ids = {message if isinstance(message, str) else message[0] for _, _, message, *_ in found}
    assert ids - known == set()


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    compiled = BytesIO()
    write_mo(compiled, _catalogue())
    assert _FILE.with_suffix(".mo").read_bytes() == compiled.getvalue()
