"""What is asked for on a page, as its address says it: so that every answer is a plain link."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import msgspec

from indexer.engine import Sort
from ingest.model import Record
from search.asked import Asked
from search.plan import Filter
from web.problem import Unclear

FACET_NAMES = {
    "status": "整改状态",
    "type": "问题类型",
    "year": "年份",
    "org": "单位",
    "region": "地区",
    "kind": "文种",
}
WORDS = {
    "status": "状态",
    "type": "类型",
    "year": "年份",
    "org": "单位",
    "region": "地区",
    "kind": "文种",
}
"""What a query calls these."""

_LAST_PAGE = 500
_LONGEST = 500  # characters of a query


class Search(Record, frozen=True, kw_only=True):
    """A search: `text` in the query language, `chosen` values by facet, the order, whether reports
    are listed instead of findings, and which page."""

    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    sort: Sort = Sort.RELEVANCE
    by_report: bool = False
    page: int = 1

    @property
    def filters(self) -> list[Filter]:
        """The chosen values as filters; several of one facet are alternatives where that facet
        knows them, and else all hold."""
        listed = [value for name, value in self.chosen if name == "status"]
        kinds = [value for name, value in self.chosen if name == "kind"]
        one_of = (("status", ",".join(listed)), ("kind", ",".join(kinds)))
        rest = [pair for pair in self.chosen if pair[0] not in ("status", "kind")]
        return [Filter(name, value) for name, value in (*one_of, *rest) if value]

    @property
    def blank(self) -> bool:
        """Whether nothing in particular is asked for."""
        return not self.text.strip() and not self.chosen

    @property
    def as_query(self) -> str:
        """The same search in the query language alone, as saved searches keep it."""
        fields = (f'{WORDS[each.field]}:"{_bare(each.value)}"' for each in self.filters)
        return " ".join(filter(None, (self.text.strip(), *fields)))

    def query_string(self, **changes: object) -> str:
        """The address' query for this search, changed as said; a change starts at page one."""
        return urlencode(list(msgspec.structs.replace(self, **{"page": 1, **changes})._pairs()))

    def with_value(self, name: str, value: str) -> str:
        """The query that also asks for this value of a facet, or no longer does."""
        pair = (name, value)
        if pair in self.chosen:
            return self.query_string(chosen=tuple(each for each in self.chosen if each != pair))
        return self.query_string(chosen=(*self.chosen, pair))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        if self.text:
            yield "q", self.text
        yield from self.chosen
        if self.sort is not Sort.RELEVANCE:
            yield "sort", self.sort.value
        if self.by_report:
            yield "group", "report"
        if self.page > 1:
            yield "page", str(self.page)


def search_of(values: list[tuple[str, str]]) -> Search:
    """The search that an address' query says; what is not understood there is left out."""
    known = dict(values)
    chosen = dict.fromkeys(
        (name, value.strip()) for name, value in values if name in FACET_NAMES and value.strip()
    )
    sort = known.get("sort", "")
    return Search(
        text=known.get("q", "")[:_LONGEST].strip(),
        chosen=tuple(chosen),
        sort=Sort(sort) if sort in list(Sort) else Sort.RELEVANCE,
        by_report=known.get("group") == "report",
        page=page_of(known),
    )


def page_of(values: Mapping[str, str]) -> int:
    """The page that is asked for, at least 1."""
    said = values.get("page", "")
    return max(1, min(_LAST_PAGE, int(said))) if said.isascii() and said.isdigit() else 1


class Narrowing(Record, frozen=True, kw_only=True):
    """What recurrence, review and ledger are narrowed to, as the address says it."""

    org: str | None = None
    region: str | None = None
    type: str | None = None
    year: str | None = None

    @property
    def any(self) -> bool:
        """Whether anything is narrowed."""
        return self != Narrowing()

    @property
    def asked(self) -> Asked:
        """The same for `search.asked`."""
        return Asked(org=self.org, region=self.region, type=self.type, years=_years(self.year))

    @property
    def values(self) -> dict[str, str | None]:
        """This as an address' query."""
        return {"org": self.org, "region": self.region, "type": self.type, "year": self.year}

    @property
    def told(self) -> str:
        """This in words, for the log; empty where nothing is narrowed."""
        return " ".join(f"{WORDS[name]}:{value}" for name, value in self.values.items() if value)

    def query_string(self, **more: object) -> str:
        """The address' query for this and more."""
        return urlencode({name: value for name, value in {**self.values, **more}.items() if value})


def narrowing_of(values: Mapping[str, str]) -> Narrowing:
    """What an address' query narrows to. Raises `Unclear` for years that cannot be understood: to
    leave them out would answer another question."""
    given = {name: values.get(name, "").strip()[:_LONGEST] or None for name in _NARROWED}
    return Narrowing(**{**given, "year": _plain_years(given["year"])})


_NARROWED = ("org", "region", "type", "year")
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(
    rf"({_YEAR})年?(?:\s*(\.{{2,3}}|…|[-—–~至到]+)\s*({_YEAR})?年?)?|(\.{{2,3}})\s*({_YEAR})年?"
)


def _plain_years(text: str | None) -> str | None:
    """The years as addresses and queries write them: 2021, 2020..2022, 2020.., ..2022."""
    if text is None:
        return None
    found = _YEARS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise Unclear(
            f"年份“{text}”看不懂。写一年，如 2020；或从哪年到哪年，如 2020-2022；"
            "2020.. 是 2020 年起，..2022 是到 2022 年为止。"
        )
    first, dash, last, until = found[1], found[2], found[3], found[5]
    if until:
        return f"..{until}"
    if last and last < first:
        raise Unclear(f"年份“{text}”写反了：{first} 年在 {last} 年之后。")
    return f"{first}..{last or ''}" if dash and last != first else first


def _years(text: str | None) -> tuple[int, int] | None:
    """The first and the last year of what `_plain_years` returns."""
    if not text:
        return None
    first, dots, last = text.partition("..")
    return int(first or 0), int(last) if last else 9999 if dots else int(first)


def _bare(value: str) -> str:
    return value.replace('"', " ").strip()
