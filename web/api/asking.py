"""The parameters that several operations share."""

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Query

from ingest.model import ReportKind, Status
from search.asked import Asked, Kind
from search.plan import Filter
from search.problem import QueryError
from web.pages.asking import WORDS

_YEARS = re.compile(r"((?:19|20)\d\d)(?:(\.\.)((?:19|20)\d\d)?)?")
_YEARS_OR_NONE = r"^(?:(?:19|20)[0-9]{2}(?:\.\.(?:(?:19|20)[0-9]{2})?)?)?$"

Words = Annotated[
    str, Query(max_length=500, description="检索式；空着就是全部", examples=["公务接待 超标"])
]
Years = Annotated[
    str,
    Query(pattern=_YEARS_OR_NONE, description="年份或范围，如 2021..2024", examples=["2021..2024"]),
]
Part = Annotated[str, Query(max_length=100, description="写一部分也可以")]
Limit = Annotated[int, Query(ge=1, le=200, description="最多几条")]
Offset = Annotated[int, Query(ge=0, le=10_000, description="跳过前面几条")]


def filters(
    org: Part = "",
    region: Part = "",
    type: Part = "",
    year: Years = "",
    status: Annotated[list[Status] | None, Query(description="整改状态，可写多次")] = None,
    kind: Annotated[list[ReportKind] | None, Query(description="文种，可写多次")] = None,
) -> list[Filter]:
    """What the hits of a search must be."""
    values = {
        "org": org,
        "region": region,
        "type": type,
        "year": year,
        "status": ",".join(status or ()),
        "kind": ",".join(kind or ()),
    }
    return [Filter(name, value) for name, value in values.items() if value.strip()]


def asked(
    org: Part = "",
    region: Part = "",
    type: Part = "",
    year: Years = "",
    kind: Annotated[Kind | None, Query(description="哪一种反复")] = None,
) -> Asked:
    """What of the recurrences, or of the ledger. Raises `QueryError` for a range that runs
    backwards."""
    return Asked(
        org=org or None, region=region or None, type=type or None, years=_years(year), kind=kind
    )


Filters = Annotated[list[Filter], Depends(filters)]
AskedFor = Annotated[Asked, Depends(asked)]


def told(q: str, filters: Sequence[Filter]) -> str:
    """What a search asked for, as the log says it."""
    fields = (f'{WORDS[each.field]}:"{each.value}"' for each in filters)
    return " ".join(filter(None, (q.strip(), *fields))) or "全部问题"


def scope(what: str, asked: Asked, *more: str) -> str:
    """What of the recurrences, or of the ledger, was asked for, as the log says it."""
    years = "..".join(map(str, dict.fromkeys(asked.years))) if asked.years else None
    values = {"org": asked.org, "region": asked.region, "type": asked.type, "year": years}
    fields = (f"{WORDS[name]}:{value}" for name, value in values.items() if value)
    return " ".join(filter(None, (what, *more, asked.kind, *fields)))


def _years(text: str) -> tuple[int, int] | None:
    found = _YEARS.fullmatch(text)
    if not found:
        return None
    first = int(found[1])
    last = int(found[3]) if found[3] else 9999 if found[2] else first
    if last < first:
        raise QueryError("范围的起点比终点大", 0)
    return first, last
