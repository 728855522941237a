"""SIGKILL at any instant is cured by running again."""

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.reindex import reindex
from tests.indexer.house import House

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGKILL"),
]

INGEST_KILLS = 16
REINDEX_KILLS = 4
REPAIR_KILLS = 4


def run(task: str, data: Path, inbox: Path, step: int) -> "subprocess.CompletedProcess[str]":
    """The work of `tests.indexer.killed`, killed at this step."""
    command = [sys.executable, "-m", "tests.indexer.killed", task, str(data), str(inbox)]
    return subprocess.run([*command, str(step)], capture_output=True, text=True, check=False)


def killed_copies(task: str, house: House, kills: int) -> list[Path]:
    """Copies of the house's library, each killed at another moment of the same work."""
    copies = [house.folder.with_name(f"killed-{n}") for n in range(kills + 1)]
    for copy in copies:
        shutil.copytree(house.folder, copy)
    whole = run(task, copies[0], house.inbox, 0)
    assert whole.returncode == 0, whole.stderr
    steps = int(whole.stdout)
    moments = [1 + n * (steps - 1) // (kills - 1) for n in range(kills)]
    with ThreadPoolExecutor(2) as pool:
        ends = pool.map(
            lambda pair: run(task, pair[0], house.inbox, pair[1]).returncode,
            zip(copies[1:], moments, strict=True),
        )
        assert set(ends) == {-signal.SIGKILL}
    return copies[1:]


@pytest.fixture
def begun(house: House) -> House:
    """A library of ten reports, whose inbox has fifty more by now, and four others changed."""
    house.folder.mkdir()
    (house.folder / "library.toml").write_text("workers = 1\n", encoding="utf-8")
    for n in range(10):
        house.write(f"{n}.txt", f"通报{n}\n问题{n}")
    house.ingest()
    for n in range(6, 60):
        house.write(f"{n}.txt", f"通报{n}新\n问题{n}新甲\n问题{n}新乙")
    house.write("坏.txt", "坏")
    return house


def test_a_killed_ingest_is_completed_by_the_next(begun: House) -> None:
    expected = sorted(
        [f"问题{n}" for n in range(6)]
        + [f"问题{n}新{part}" for n in range(6, 60) for part in "甲乙"]
    )
    for n, copy in enumerate(killed_copies("ingest", begun, INGEST_KILLS)):
        begun.folder = copy
        begun.ingest()

        assert begun.searchable() == expected
        assert len(begun.catalogued()) == 60
        assert begun.library.originals.damaged() == []
        assert not begun.library.behind
        if n % 8 == 0:
            before = begun.contents()
            reindex(begun.library)
            assert (begun.searchable(), begun.contents()) == (expected, before)


def test_a_killed_reindex_leaves_the_library_serving(begun: House) -> None:
    begun.ingest()
    before = begun.searchable(), begun.contents()

    for copy in killed_copies("reindex", begun, REINDEX_KILLS):
        begun.folder = copy
        assert (begun.searchable(), begun.contents()) == before
        reindex(begun.library)
        assert (begun.searchable(), begun.contents()) == before


def test_a_killed_repair_of_the_journal_is_completed_by_the_next_ingest(begun: House) -> None:
    begun.ingest()
    before = begun.searchable(), begun.contents()
    journal = begun.library.journal.path
    journal.write_bytes(journal.read_bytes()[: journal.stat().st_size // 2])

    for copy in killed_copies("ingest", begun, REPAIR_KILLS):
        begun.folder = copy
        begun.ingest()
        assert (begun.searchable(), begun.contents()) == before
        reindex(begun.library)
        assert (begun.searchable(), begun.contents()) == before
