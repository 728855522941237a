"""A page that says to wait, while what a page rests on is computed for the first time."""

import time
from typing import Any

from fastapi.responses import Response

from web.context import Context
from web.derived import Derived
from web.services import Moment

# A person does not mind waiting so long before a page; then it must say what it is doing.
_PATIENCE_SECONDS = 1.0
_AGAIN_SECONDS = 2


def ready(here: Context, *needed: Derived[Moment, Any]) -> bool:
    """Whether all that is needed can be had at once, or before a person's patience ends."""
    until = time.monotonic() + _PATIENCE_SECONDS
    for each in needed:
        each.soon(here.reading.moment, 0)
    return all(
        each.soon(here.reading.moment, max(0.0, until - time.monotonic())) for each in needed
    )


def preparing(here: Context, active: str, *needed: Derived[Moment, Any]) -> Response | None:
    """None where all that is needed is ready; else a page that comes back by itself."""
    if ready(here, *needed):
        return None
    return coming_back(here.page("preparing.html", active=active, title=active))


def coming_back(page: Response) -> Response:
    """The page, to be loaded again by itself soon."""
    page.headers["refresh"] = str(_AGAIN_SECONDS)
    return page
