"""Pages of a long list."""

from collections.abc import Callable
from typing import NamedTuple

_AROUND = 2


class Pages(NamedTuple):
    """Page `here` of `last`; `link` gives the address of a page."""

    here: int
    last: int
    link: Callable[[int], str]

    @property
    def shown(self) -> list[int | None]:
        """The numbers to show; None stands for a gap."""
        near = {n for n in range(self.here - _AROUND, self.here + _AROUND + 1) if n > 0}
        wanted = sorted(n for n in near | {1, self.last} if n <= self.last)
        numbers: list[int | None] = []
        for n in wanted:
            last = numbers[-1] if numbers else None
            if last is not None and n > last + 1:
                numbers.append(None)
            numbers.append(n)
        return numbers


def pages(total: int, size: int, here: int, link: Callable[[int], str]) -> Pages:
    """The pages of `total` things, `size` a page."""
    return Pages(here=here, last=max(1, -(-total // size)), link=link)
