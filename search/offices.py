"""What an office is called beside the name that a query has: 住建局 is the 住房和城乡建设局."""

import tomllib
from functools import cache
from importlib import resources


def other_names(name: str) -> tuple[str, ...]:
    """The searchable name with the office in it by each of its other names; empty where it has no
    other that is known."""
    others, longest = _others()
    # The longest first: 城市管理综合执法局 ends in no other one.
    for size in range(min(len(name), longest), 1, -1):
        if found := others.get(name[-size:]):
            return tuple(name[:-size] + other for other in found)
    return ()


@cache
def offices() -> tuple[tuple[str, ...], ...]:
    """The names of each office, in full and in short."""
    text = resources.files("search").joinpath("offices.toml").read_text("utf-8")
    groups: list[list[str]] = tomllib.loads(text)["offices"]
    return tuple(map(tuple, groups))


@cache
def _others() -> tuple[dict[str, tuple[str, ...]], int]:
    """The other names of each name, and how long the longest is."""
    others = {
        name: tuple(other for other in names if other != name)
        for names in offices()
        for name in names
    }
    return others, max(map(len, others))
