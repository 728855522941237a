"""A finding prepared for comparison."""

import re
from collections.abc import Iterator
from functools import lru_cache

from indexer.linking.grams import grams
from indexer.linking.organisations import OrgName, org_name
from indexer.linking.wording import wording
from ingest.model import Finding, Record, Report, Status
from ingest.taxonomy import standard

_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUND = re.compile(
    r"(?:(?P<term>[一二三四五六七八九十\d]+)届)?.*?第(?P<n>[一二三四五六七八九十\d]+)轮"
)

# Where a report goes over from the problem to what was done about it.
_DONE = re.compile(
    r"\n?.{0,6}(?:整改|措施|责任|牵头|完成)|一是|[1①](?=[、.．])|[（(][1一][）)]|--|——|^[①-⑳]",
    re.MULTILINE,
)
_TAIL, _LONGEST_DETAIL = 8, 160  # characters


class Problem(Record, frozen=True, kw_only=True):
    """One finding as linking sees it.

    `id` is the report's id and the finding's number; `name` None where the organisation is masked
    or unknown; `when` the ISO date of feedback, else of the inspection's end, else of publication,
    as precise as it is known; `body` hashed character pairs (`indexer.linking.grams`).
    """

    id: str
    report: str
    source: str
    n: int
    title: str
    org: str | None
    name: OrgName | None
    region: tuple[str, ...] = ()
    when: str | None = None
    round: str | None = None
    type: str | None = None
    concept: str | None = None
    second: str | None = None
    field: str | None = None
    object: str = ""
    words: str = ""
    aspects: tuple[str, ...] = ()
    status: Status = Status.UNSTATED
    returns: bool = False
    sums: tuple[float, ...] = ()
    documents: tuple[str, ...] = ()
    body: bytes = b""

    @property
    def year(self) -> str | None:
        """The year of `when`."""
        return self.when[:4] if self.when else None

    @property
    def order(self) -> tuple[str, str, int]:
        """Where the finding stands in time; of equal times the report's id decides, so that the
        order is the same however the reports arrived."""
        return self.when or "", self.report, self.n


def problems(report_id: str, report: Report, source: str) -> Iterator[Problem]:
    """The report's findings, prepared."""
    when = _when(report)
    sole = report.inspected_org[0] if len(report.inspected_org) == 1 else None
    for finding in report.findings:
        said = wording(finding.title, detail(finding))
        org = finding.org or sole
        yield Problem(
            id=f"{report_id}-{finding.n}",
            report=report_id,
            source=source,
            n=finding.n,
            title=finding.title,
            org=org,
            name=org_name(org, report.region),
            region=report.region,
            when=when,
            round=report.round,
            type=finding.type or standard().type_of(finding.title, finding.heading),
            concept=said.concept,
            second=said.second,
            field=said.field,
            object=said.object,
            words=said.words,
            aspects=said.aspects,
            status=finding.status,
            returns=bool(finding.earlier_inspections),
            sums=tuple(sorted({yuan for yuan in finding.amounts_yuan if yuan})),
            documents=tuple(sorted({place.text for place in finding.document_numbers})),
            body=grams(finding.text),
        )


def detail(finding: Finding) -> str:
    """What the finding's text says of the problem behind its title, before what was done about it;
    empty where nothing."""
    tail = finding.title[-_TAIL:]
    at = finding.text.find(tail)
    if at < 0:
        return ""
    rest = finding.text[at + len(tail) :][:_LONGEST_DETAIL]
    return _DONE.split(rest, maxsplit=1)[0]


def _when(report: Report) -> str | None:
    for date in (report.feedback_on, report.inspection_end, report.published_on):
        if date:
            return date
    year = _YEAR.search(report.title or "")
    return year.group() if year else None


@lru_cache(maxsize=10_000)
def round_number(name: str | None) -> tuple[int, int] | None:
    """(term, round) of 十三届县委第八轮: (13, 8); None where the name says no number."""
    found = _ROUND.search(name or "")
    if not found:
        return None
    return _number(found["term"]), _number(found["n"])


def _number(text: str | None) -> int:
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    ones = "零一二三四五六七八九"
    tens, ten, rest = text.partition("十")
    value = (ones.index(tens) if tens else 1) * 10 if ten else 0
    last = rest if ten else text
    return value + (ones.index(last) if last in ones and last else 0)
