"""Values computed from the whole library, while pages ask for them."""

import threading

from web.derived import Derived


def test_what_is_quick_does_not_wait_behind_what_is_not() -> None:
    turn = threading.Lock()
    derived = Derived[int, object](lambda moment: moment, lambda state: state, turn)
    assert derived.get(1) == 1
    with turn:  # another value is being computed
        assert derived.get(2) == 1
