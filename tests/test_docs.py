"""The documents and the program say the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from huitoukan.exits import ExitCode
from huitoukan.group import Group
from huitoukan.main import main

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.en.md")
COMMANDS_DOC = "docs/commands.md"


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _commands(group: click.Group = main, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with its path, such as `quarantine list`."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, Group):
            yield from _commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


COMMANDS = dict(_commands())


def _section(name: str) -> str:
    """What `docs/commands.md` says of a command."""
    sections = re.split(r"^## ", _read(COMMANDS_DOC), flags=re.M)
    return next((each for each in sections if f"`huitoukan {name}" in each.partition("\n")[0]), "")


def _options(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts}


@pytest.mark.parametrize("document", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(document: str, command: str) -> None:
    group, _, name = command.rpartition(" ")
    rows = re.findall(rf"^\| .*`huitoukan {group or name}\b.*$", _read(document), re.M)
    assert any(f"{name}`" in row or f"{name} " in row for row in rows)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_documented(command: str) -> None:
    section = _section(command)
    missing = {name for name in _options(COMMANDS[command]) if f"`{name}" not in section}
    assert missing == set()


def test_the_options_of_the_program_itself_are_documented() -> None:
    head = _read(COMMANDS_DOC).partition("\n## ")[0]
    assert {name for name in _options(main) if f"`{name}" not in head} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str) -> None:
    options = [each for each in COMMANDS[command].params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] == []


@pytest.mark.parametrize("document", [*READMES, COMMANDS_DOC, "docs/operations.md"])
def test_every_documented_command_exists(document: str) -> None:
    named = set(re.findall(r"huitoukan (?:--data \S+ )?([a-z]+)", _read(document)))
    assert named - {name.split()[0] for name in COMMANDS} == set()


@pytest.mark.parametrize("document", [*READMES, COMMANDS_DOC])
def test_every_documented_option_exists(document: str) -> None:
    known = {name for each in (main, *COMMANDS.values()) for name in _options(each)} | {"--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", _read(document))) - known == set()


@pytest.mark.parametrize("document", READMES)
@pytest.mark.parametrize("code", ExitCode, ids=lambda code: code.name)
def test_every_exit_code_is_in_the_readme(document: str, code: ExitCode) -> None:
    assert re.search(rf"^\| {code.value} \| ", _read(document), re.M)


@pytest.mark.parametrize("code", ExitCode, ids=lambda code: code.name)
def test_the_readme_says_of_an_exit_code_what_the_program_says(code: ExitCode) -> None:
    assert f"| {code.value} | {code.meaning}" in _read("README.md")


@pytest.mark.parametrize(
    "document",
    [
        *READMES,
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/architecture.md",
        "docs/operations.md",
        COMMANDS_DOC,
    ],
)
def test_every_link_to_a_file_leads_somewhere(document: str) -> None:
    here = (ROOT / document).parent
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", _read(document))
    assert [each for each in targets if not (here / each).exists()] == []
