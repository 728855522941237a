"""A Ctrl-C waits for the end of what should be whole."""

import signal
from collections.abc import Iterator

import pytest

from indexer.build import ingest
from indexer.engine import IndexState
from indexer.interrupt import interrupt_deferred
from tests.indexer.fakes import FileWriter
from tests.indexer.house import House


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Python's own handler, whatever the tests were started by."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def step(done: list[str]) -> None:
    with interrupt_deferred():
        signal.raise_signal(signal.SIGINT)
        done.append("step")


def step_of_steps(done: list[str]) -> None:
    with interrupt_deferred():
        step(done)
        done.append("rest")


def test_an_interrupt_comes_at_the_end_of_the_step() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        step(done)

    assert done == ["step"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interrupt_of_an_inner_step_comes_at_the_end_of_the_outermost() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        step_of_steps(done)

    assert done == ["step", "rest"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interrupt_during_the_last_commit_leaves_no_library_behind(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("甲.txt", "通报\n账目不清")
    commit = FileWriter.commit

    def interrupted(self: FileWriter, state: IndexState) -> None:
        signal.raise_signal(signal.SIGINT)
        commit(self, state)

    monkeypatch.setattr(FileWriter, "commit", interrupted)

    with pytest.raises(KeyboardInterrupt):
        ingest(house.library, [house.inbox])

    assert house.searchable() == ["账目不清"]
    assert not house.library.behind
