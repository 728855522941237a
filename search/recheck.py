"""台账销号反向核查: a sample of findings that claim to be done, for a look on the spot."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from random import Random

from ingest.model import Record, Status
from search.stored import Stored


class Stratum(StrEnum):
    """What a sample is spread over."""

    ORG = "org"
    TYPE = "type"
    YEAR = "year"
    STATUS = "status"


class Claim(Record, frozen=True, kw_only=True):
    """A finding whose report claims that it is solved."""

    id: str
    source: str
    org: str | None
    type: str | None
    year: str | None
    title: str
    status: Status
    status_text: str | None
    responsible: str | None
    measures: tuple[str, ...]


def claims(reports: Iterable[Stored]) -> list[Claim]:
    """Every finding with the status 完成 or 长期坚持, in the order of the reports."""
    return [
        Claim(
            id=each.finding_id(finding),
            source=each.source,
            org=each.org_of(finding),
            type=finding.type,
            year=(each.report.published_on or each.report.feedback_on or "")[:4] or None,
            title=finding.title,
            status=finding.status,
            status_text=finding.status_text,
            responsible=finding.responsible or finding.responsible_unit,
            measures=tuple(measure.text for measure in finding.measures),
        )
        for each in reports
        for finding in each.report.findings
        if finding.status.claims_done
    ]


def sample(found: Sequence[Claim], size: int, by: Sequence[Stratum], seed: int) -> list[Claim]:
    """`size` claims, spread over the strata in proportion to their number (largest remainder).

    The same seed over the same claims draws the same sample; where there are no more than `size`
    strata, each gives at least one. Fewer claims than `size` are all drawn.
    """
    strata: defaultdict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in sorted(found, key=lambda c: c.id):
        strata[tuple(str(getattr(claim, stratum.value)) for stratum in by)].append(claim)
    shares = _shares({key: len(inside) for key, inside in strata.items()}, size)
    random = Random(seed)
    drawn = [claim for key in sorted(strata) for claim in random.sample(strata[key], shares[key])]
    return sorted(drawn, key=lambda c: (c.org or "", c.id))


def _shares(counts: dict[tuple[str, ...], int], size: int) -> dict[tuple[str, ...], int]:
    total = sum(counts.values())
    size = min(size, total)
    least = 1 if len(counts) <= size else 0
    shares = dict.fromkeys(counts, least)
    rest = size - least * len(counts)
    spare = total - least * len(counts)
    exact = {key: rest * (n - least) / spare if spare else 0.0 for key, n in counts.items()}
    for key, share in exact.items():
        shares[key] += int(share)
    missing = size - sum(shares.values())
    by_remainder = sorted(counts, key=lambda key: (int(exact[key]) - exact[key], key))
    open_keys = [key for key in by_remainder if shares[key] < counts[key]]
    for key in open_keys[:missing]:
        shares[key] += 1
    return shares
