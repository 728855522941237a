"""Values computed from the whole library, while pages ask for them."""

import threading
import time
from collections.abc import Callable, Hashable
from datetime import datetime

import pytest

from indexer.errors import LibraryError
from web.derived import Derived


class Looker:
    """Somebody who looks at a library at this state."""

    def __init__(self, state: int) -> None:
        self.state = state
        self.as_of: datetime | None = None

    def shown_as_of(self, at: datetime) -> None:
        self.as_of = at


def derived(
    compute: Callable[[Hashable], object] = lambda state: state,
    turn: "threading.Lock | None" = None,
    *,
    now: Callable[[], int] = lambda: 1,
    changing: bool = False,
) -> Derived[Looker, object]:
    return Derived(
        lambda: Looker(now()),
        lambda at: at.state,
        compute,
        turn or threading.Lock(),
        lambda: changing,
    )


def test_what_is_quick_does_not_wait_behind_what_is_not() -> None:
    turn = threading.Lock()
    value = derived(turn=turn)
    assert value.get(Looker(1)) == 1
    with turn:  # another value is being computed
        assert value.get(Looker(2)) == 1


def test_where_others_take_the_turn_first_the_last_value_is_told_soon() -> None:
    begun, finished = threading.Event(), threading.Event()

    def compute(state: Hashable) -> object:
        if state == 2:
            begun.set()
            finished.wait(30)
        return state

    value = derived(compute)
    assert value.get(Looker(1)) == 1
    assert value.get(Looker(2)) == 1
    assert begun.is_set()
    finished.set()


def test_an_older_value_is_told_as_such() -> None:
    turn = threading.Lock()
    value = derived(turn=turn)
    fresh, later = Looker(1), Looker(2)
    value.get(fresh)
    with turn:
        value.get(later)
    assert fresh.as_of is None
    assert later.as_of is not None


def test_the_last_change_is_followed_though_nobody_asks_again() -> None:
    turn, now = threading.Lock(), [1]
    value = derived(turn=turn, now=lambda: now[0])
    value.get(Looker(1))
    with turn:
        now[0] = 2
        value.get(Looker(2))
        now[0] = 3  # changed once more, unseen, while 2 waits to be computed
    until = time.monotonic() + 30
    while value._known != (3, 3) and time.monotonic() < until:
        time.sleep(0.05)
    assert value._known == (3, 3)


def test_in_a_library_that_keeps_changing_what_takes_long_rests() -> None:
    counted: list[Hashable] = []

    def compute(state: Hashable) -> object:
        counted.append(state)
        return state

    value = derived(compute, changing=True)
    value.get(Looker(1))
    value._seconds = 60.0
    assert value.get(Looker(2)) == 1
    assert counted == [1]
    value.close()


def test_what_takes_long_is_told_as_it_was_until_it_is_done() -> None:
    done = threading.Event()

    def compute(state: Hashable) -> object:
        if state == 2:
            done.wait(30)
        return state

    value = derived(compute, now=lambda: 2)
    value.get(Looker(1))
    value._seconds = 60.0
    assert value.get(Looker(2)) == 1
    done.set()


def test_what_is_wrong_is_told_to_everybody_who_asks() -> None:
    def fail(state: Hashable) -> object:
        raise LibraryError("别名表写错了。")

    value = derived(fail)
    for _ in range(2):
        with pytest.raises(LibraryError, match="别名表写错了"):
            value.get(Looker(1))
