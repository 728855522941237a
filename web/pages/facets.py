"""The values that hits have, with how many have each: what a search may be narrowed to."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from markupsafe import Markup, escape

from search.precedents import Answer
from web.context import Context
from web.pages.asking import FACET_NAMES, Search

_FIRST, _VALUES = 8, 60


class Facet(NamedTuple):
    """A facet by its Chinese name: the first values as rows of a list, the next ones, and how many
    there are beside the first."""

    name: str
    first: Markup
    next: Markup
    more: int


def facets(here: Context, asked: Search, answer: Answer) -> Iterator[Facet]:
    """The facets of an answer in the order of the page, each value with the address of the search
    narrowed to it; those with one value are left out, unless it was chosen."""
    counted = {field.value: values for field, values in answer.facets.items()}
    counted["year"] = sorted(counted.get("year", []), reverse=True)
    page = here.url("search")
    # Each value's address is this one's and the value: made anew for each, the addresses would
    # take longer than the search.
    query = asked.query_string()
    start = f"{query}&" if query else ""
    for field, name in FACET_NAMES.items():
        values = counted.get(field, [])
        chosen = {value for other, value in asked.chosen if other == field}
        if len(values) < 2 and not chosen:
            continue
        rows = [
            _row(value, count, f"{page}?{asked.with_value(field, value)}", ' class="on"')
            if value in chosen
            else _row(value, count, f"{page}?{start}{field}={_quoted(value)}")
            for value, count in values[:_VALUES]
        ]
        yield Facet(
            name=name,
            first=Markup("".join(rows[:_FIRST])),
            next=Markup("".join(rows[_FIRST:])),
            more=len(values) - _FIRST,
        )


_quoted = lru_cache(4096)(quote_plus)


def _row(value: str, findings: int, address: str, style: str = "") -> str:
    """A value of a facet as markup; a page has hundreds, and a template takes ten times as long."""
    current = ' aria-current="true"' if style else ""
    return (
        f'<li><a href="{escape(address)}"{style}{current}>'
        f"<span>{escape(value)}</span><small>{findings}</small></a></li>"
    )
