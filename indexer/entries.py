"""What the catalog answers with."""

from ingest.model import Finding, Record, Report


class Standing(Record, frozen=True, kw_only=True):
    """A report's stay at a path; `replaced_at` is None while it stands there. Times are UTC.

    `sha256` are the bytes that stood there, the report's own or others with its very text;
    `gone_at` is when the site was found to show them no longer.
    """

    path: str
    name: str
    first_seen: str
    replaced_at: str | None = None
    sha256: str
    gone_at: str | None = None


class ReportEntry(Record, frozen=True, kw_only=True):
    """A stored report: its record, the text that its offsets point into, and where it stood.

    `current` is False once other bytes have taken its last place; `superseded_by` is their report.
    """

    id: str
    sha256: str
    name: str
    added_at: str
    current: bool
    superseded_by: str | None
    text: str
    report: Report
    places: tuple[Standing, ...]


class FindingEntry(Record, frozen=True, kw_only=True):
    """A stored finding, and the report that it stands in."""

    id: str
    finding: Finding
    report: ReportEntry


class Quarantined(Record, frozen=True, kw_only=True):
    """A file that could not be read; `passing` where another try may help. Times are UTC."""

    id: str
    path: str
    name: str
    sha256: str | None
    reason: str
    passing: bool
    tries: int
    first_tried: str
    last_tried: str
    dropped: bool = False


class Change(Record, frozen=True):
    """The last that happened to a report: it is to be found (`added`), or no longer."""

    report_id: str
    added: bool


class Position(Record, frozen=True, kw_only=True):
    """How far the catalog has come; see `indexer.tables.state`."""

    sequence: int
    floor: int
    journal: int


class Counts(Record, frozen=True, kw_only=True):
    """How much a catalog holds; `findings` are those of current reports, by status too."""

    reports: int
    superseded: int
    findings: int
    places: int
    quarantined: int
    by_status: dict[str, int]
    by_kind: dict[str, int]
