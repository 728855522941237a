"""Work that takes longer than a request."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from indexer.outcome import OnProgress
from web.database import Database
from web.jobs import Job, Jobs
from web.tables import job

OLD = "2020-01-01T00:00:00+00:00"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


def until(true: Callable[[], bool]) -> bool:
    """Whether it became true within seconds."""
    deadline = time.monotonic() + 10
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return true()


def found(jobs: Jobs, number: int) -> Job:
    there = jobs.get(number)
    assert there is not None
    return there


def test_work_that_waits_its_turn_or_says_nothing_is_not_lost(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.jobs._BEAT_SECONDS", 0.01)
    jobs, over = Jobs(database), threading.Event()

    def silent(tell: OnProgress) -> str:
        over.wait(30)
        return "好了"

    numbers = [jobs.start("上传", "周敏", 0, silent) for _ in range(2)]
    with database.writing() as connection:
        connection.execute(update(job).values(told_at=OLD))
    try:
        assert until(lambda: all(found(jobs, each).running for each in numbers))
    finally:
        over.set()
    assert until(lambda: all(found(jobs, each).ended_at for each in numbers))
    assert [found(jobs, each).outcome for each in numbers] == ["好了", "好了"]


def test_work_whose_process_is_gone_is_lost(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(job).values(title="上传", who="周敏", began_at=OLD, told_at=OLD))
    assert found(Jobs(database), 1).lost
