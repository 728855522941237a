"""The Dockerfile, as far as it can be judged without building it."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.deploy.conftest import ROOT

FILE = ROOT / "deploy" / "container" / "Dockerfile"


class Step(NamedTuple):
    """One instruction, its lines joined."""

    kind: str
    words: str


def _steps() -> list[Step]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", text)
    parts = (line.partition(" ") for line in joined.splitlines() if line.strip())
    return [Step(kind, words) for kind, _, words in parts]


def _words(kind: str) -> list[str]:
    return [each.words for each in _steps() if each.kind == kind]


COPIED = [
    source
    for words in _words("COPY")
    if not words.startswith("--from")
    for source in words.split()[:-1]
]


@pytest.mark.parametrize("source", COPIED)
def test_what_is_copied_exists_and_is_not_ignored(source: str) -> None:
    ignore = FILE.with_name("Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    admitted = [line[1:] for line in ignore if line.startswith("!")]
    assert (ROOT / source).exists()
    assert any(Path(source).is_relative_to(each) for each in admitted)


def test_every_package_of_the_project_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert set(packages) <= set(COPIED)
    assert {project["project"]["readme"], *project["project"]["license-files"]} <= set(COPIED)


def test_files_that_a_step_installs_from_were_copied() -> None:
    used = {file for words in _words("RUN") for file in re.findall(r"-r (\S+)", words)}
    assert used
    assert used <= set(COPIED)


def test_whatever_is_installed_is_locked_or_our_own() -> None:
    for words in _words("RUN"):
        for command in re.findall(r"pip install [^&]+", words):
            assert "--require-hashes" in command or "--no-index" in command


def test_the_program_does_not_run_as_root() -> None:
    steps = [each.kind for each in _steps()]
    last_from = len(steps) - 1 - steps[::-1].index("FROM")
    user = _words("USER")[-1]
    assert "USER" in steps[last_from:]
    assert int(user.split(":")[0]) > 0


def test_the_image_is_watched() -> None:
    assert "/login" in _words("HEALTHCHECK")[0]
