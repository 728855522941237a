"""What follows from large values, kept as long as they are the same ones."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")


class Remembered:
    """Results by name, each with the values that it was made of; the `most` last used."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[tuple[object, ...], object]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Hashable, made_of: tuple[object, ...], make: Callable[[], T]) -> T:
        """The result of that name, made anew where one of the values is another object, or another
        text, than the last time."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is not None:
                self._kept.move_to_end(name)
        if kept is not None and all(map(_same, kept[0], made_of)):
            result: T = kept[1]  # type: ignore[assignment]
            return result
        result = make()
        with self._lock:
            self._kept[name] = made_of, result
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return result


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, str) and one == other)
