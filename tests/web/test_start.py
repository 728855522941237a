"""A page opens at once: it loads nothing that a first page has no use for."""

import subprocess
import sys

from indexer.library import Library

# What reads files, links findings, writes exports, runs on a schedule, or talks to others.
_SLOW = (
    *("numpy", "rapidfuzz", "prefect", "openpyxl", "xlsxwriter", "docx", "pypdf", "pypdfium2"),
    *("lxml", "trafilatura", "argon2", "alembic", "tomlkit", "httpcore", "rjieba", "cn2an"),
    *("sqlalchemy.dialects.postgresql", "sqlalchemy.orm", "pebble"),
)
_FIRST_PAGE = f"""
import sys
from pathlib import Path
from tests.web.client import local
from indexer.library import Library
with local(Library(Path(sys.argv[1]))) as browser:
    while "refresh" in browser.get("/").raise_for_status().headers:
        pass  # It is still being computed.
print(*(name for name in {_SLOW!r} if name in sys.modules))
"""


def loaded(code: str, *words: str) -> str:
    """What of the slow modules a process has loaded in the end."""
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_serving_loads_nothing_slow() -> None:
    code = f"import sys, web.serve; print(*(name for name in {_SLOW!r} if name in sys.modules))"
    assert loaded(code) == ""


def test_the_first_page_of_a_library_that_was_looked_at_before_loads_nothing_slow(
    library: Library,
) -> None:
    loaded(_FIRST_PAGE, str(library.folder))
    assert loaded(_FIRST_PAGE, str(library.folder)) == ""
