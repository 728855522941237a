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
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, name: Hashable, made_of: tuple[object, ...], make: Callable[[], T]) -> T:
        """The result of that name, made anew where one of the values is another object, or another
        text, than the last time; by one thread, for which the others wait."""
        with self._lock:
            kept = self._standing(name, made_of)
            if kept:
                return kept[0]  # type: ignore[return-value]
            turn = self._making.setdefault(name, threading.Lock())
        with turn:
            with self._lock:
                kept = self._standing(name, made_of)
            if kept:
                return kept[0]  # type: ignore[return-value]
            try:
                result = make()
                self._keep(name, made_of, result)
            finally:
                with self._lock:
                    self._making.pop(name, None)
        return result

    def _standing(self, name: Hashable, made_of: tuple[object, ...]) -> tuple[object] | None:
        kept = self._kept.get(name)
        if kept is None or not all(map(_same, kept[0], made_of)):
            return None
        self._kept.move_to_end(name)
        return (kept[1],)

    def _keep(self, name: Hashable, made_of: tuple[object, ...], result: object) -> None:
        with self._lock:
            self._kept[name] = made_of, result
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, str) and one == other)
