"""The output shown in the READMEs, made anew: `python -m samples.readme`.

A block of text with lines that begin with `$ huitoukan …` shows what these commands print over the
sample reports, one after the other in one new library.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.en.md")
_BLOCK = re.compile(r"(?<=^```text\n)\$ huitoukan .*?(?=^```$)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ huitoukan (.*)$", re.MULTILINE)
_SECONDS = re.compile(r"\d+\.\d 秒")
_WIDTH = re.compile(r"[━─ ]+")


def renewed(text: str) -> str:
    """A README with every shown output replaced by what the program prints now."""
    return _BLOCK.sub(lambda block: _outputs(_COMMAND.findall(block[0])), text)


def timeless(text: str) -> str:
    """The text with all durations alike, and whatever their width moves."""
    return _WIDTH.sub(" ", _SECONDS.sub("0.0 秒", text))


def _outputs(commands: list[str]) -> str:
    with tempfile.TemporaryDirectory() as data:
        shown = [f"$ huitoukan {command}\n{_output(command, data)}" for command in commands]
    return "\n".join(shown)


def _output(command: str, data: str) -> str:
    program = [sys.executable, "-m", "huitoukan", *shlex.split(command)]
    done = subprocess.run(
        program,
        cwd=ROOT,
        env={**os.environ, "HUITOUKAN_DATA": data},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    shown = done.stdout.replace(f"{ROOT}{os.sep}", "")
    return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def main() -> None:
    """Writes the READMEs anew, where more than durations differs."""
    for name in READMES:
        file = ROOT / name
        text = file.read_text(encoding="utf-8")
        new = renewed(text)
        if timeless(new) != timeless(text):
            file.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
