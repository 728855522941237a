"""A source of reports, as `sources.toml` describes it."""

from typing import Annotated

import msgspec

from ingest.model import Record

WORDS = ("巡察", "巡视", "整改", "反馈", "审计", "回头看")
"""A link is wanted where its title has one of these, unless the source says otherwise."""

Name = Annotated[str, msgspec.Meta(pattern=r"^\w[\w.·（）-]{0,59}$")]
"""A source's name: it names a folder too, so it holds no separators."""

_Count = Annotated[int, msgspec.Meta(ge=1)]
_Seconds = Annotated[float, msgspec.Meta(ge=0)]


class Source(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What both kinds have: when a source counts as unhealthy.

    `failures_allowed` runs may fail in a row; after `silent_days` without anything new somebody
    should look whether the column has moved.
    """

    name: Name
    failures_allowed: _Count = 3
    silent_days: _Count = 90


class FolderSource(Source, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A folder, with all below it. A file is taken once its size and time stay the same for
    `settle_seconds`: until then somebody may be copying it."""

    path: str
    settle_seconds: _Seconds = 5.0


class ColumnSource(Source, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a web site: a list page, a feed or a sitemap at `url`.

    `links` is a regular expression that a notice's address must contain; empty for any address on
    the list page's host. `words` are looked for in a notice's title; empty for all notices.
    `pages` and `notices` bound one run; `recheck_days` is how long a notice is taken as unchanged.
    `allow_private` admits addresses of an intranet (RFC 1918, loopback, link-local).
    """

    url: str
    links: str = ""
    words: tuple[str, ...] = WORDS
    pages: _Count = 5
    notices: _Count = 200
    attachments: bool = True
    delay_seconds: _Seconds = 2.0
    recheck_days: _Count = 7
    allow_private: bool = False


AnySource = FolderSource | ColumnSource
