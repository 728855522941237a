"""Values computed from the whole library, while pages ask for them."""

import threading
from collections.abc import Hashable

from web.derived import Derived


def test_what_is_quick_does_not_wait_behind_what_is_not() -> None:
    turn = threading.Lock()
    derived = Derived[int, object](lambda moment: moment, lambda state: state, turn)
    assert derived.get(1) == 1
    with turn:  # another value is being computed
        assert derived.get(2) == 1


def test_where_others_take_the_turn_first_the_last_value_is_told_soon() -> None:
    turn, begun, finished = threading.Lock(), threading.Event(), threading.Event()

    def compute(state: Hashable) -> object:
        if state == 2:
            begun.set()
            finished.wait(30)
        return state

    derived = Derived[int, object](lambda moment: moment, compute, turn)
    assert derived.get(1) == 1
    assert derived.get(2) == 1
    assert begun.is_set()
    finished.set()
