"""A large value is read item by item, and is the same."""

import msgspec

from web.pieces import decoded


class Item(msgspec.Struct, frozen=True):
    """One of many."""

    name: str
    number: int | None = None


class Whole(msgspec.Struct, frozen=True):
    """A record of many."""

    items: tuple[Item, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    title: str = ""


def test_a_tuple_is_the_same() -> None:
    value = (Item("一", 1), Item("二"))
    assert decoded(msgspec.msgpack.encode(value), tuple[Item, ...]) == value


def test_a_record_is_the_same() -> None:
    value = Whole((Item("一", 1),), (("甲", "乙"),), "题")
    assert decoded(msgspec.msgpack.encode(value), Whole) == value
