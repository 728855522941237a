"""What a report says, as records: the one shape that every other room passes around.

All offsets are half-open `[start, end)` character offsets into `Document.text`, the text as it was
read, so that every value can be followed to its place. Dates are ISO strings of the precision that
the report gives (`2023`, `2023-09`, `2023-09-08`); unknown is None. Money is in yuan.
"""

from enum import StrEnum

import msgspec

Span = tuple[int, int]


class ReportKind(StrEnum):
    """What sort of document this is."""

    NOTICE = "整改通报"
    REPORT = "整改报告"
    DUTY_REPORT = "履责报告"
    FEEDBACK = "反馈通报"
    ARRIVAL = "进驻公告"
    AUDIT = "审计整改"
    OTHER = "其他"


class Status(StrEnum):
    """How far a finding's rectification has come, by its own report's word."""

    DONE = "完成"
    SUSTAINED = "长期坚持"
    PARTIAL = "阶段性完成"
    ONGOING = "正在整改"
    OPEN = "未完成"
    UNSTATED = "未说明"

    @property
    def claims_done(self) -> bool:
        """Whether the report claims that the problem is solved."""
        return self in (Status.DONE, Status.SUSTAINED)


class Severity(StrEnum):
    """How much an inconsistency matters to an inspector."""

    ERROR = "矛盾"
    WARNING = "存疑"
    NOTE = "提示"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records. msgspec takes `kw_only` from each class anew, so each names it."""


class Table(Record, frozen=True, kw_only=True):
    """One table of a document: each row a tuple of cell spans."""

    rows: tuple[tuple[Span, ...], ...]


class Document(Record, frozen=True, kw_only=True):
    """What a reader makes of a file: its text, and what the file says about itself.

    In `text` a table row is one line, its cells parted by tabs; a line break inside a cell is a
    vertical tab. `warnings` are sentences for the user (a page without text, say).
    """

    text: str
    title: str | None = None
    published_on: str | None = None
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()


class Place(Record, frozen=True, kw_only=True):
    """A piece of the text that a statement rests on."""

    span: Span
    text: str


class Measure(Record, frozen=True, kw_only=True):
    """One step of a rectification."""

    n: int
    text: str
    span: Span


class Amount(Record, frozen=True, kw_only=True):
    """A sum of money; `yuan` is None where the report masks it (XX万元)."""

    yuan: float | None
    role: str | None = None
    text: str
    span: Span


class Sanction(Record, frozen=True, kw_only=True):
    """People dealt with in one way; `people` is None where no number is given."""

    kind: str
    people: int | None
    span: Span


class Regulation(Record, frozen=True, kw_only=True):
    """A rule named in 《…》; `issued` where the report says it was made or revised."""

    title: str
    issued: bool
    span: Span


class EarlierInspection(Record, frozen=True, kw_only=True):
    """An earlier inspection that a finding mentions."""

    body: str | None
    date: str | None
    org: str | None
    text: str
    span: Span


class Finding(Record, frozen=True, kw_only=True):
    """One problem that inspectors found, and what was done about it.

    `title` is the problem as the report words it, without number, quotation marks or “问题”;
    `text` its whole block, layout noise removed, and below it what another chapter says of the same
    problem; `span` the block in the document.
    """

    n: int
    number: str | None = None
    heading: str | None = None
    title: str
    text: str
    span: Span
    status: Status = Status.UNSTATED
    status_text: str | None = None
    status_span: Span | None = None
    status_inherited: bool = False
    type: str | None = None
    object: str | None = None
    deficiency: str | None = None
    measures: tuple[Measure, ...] = ()
    amounts: tuple[Amount, ...] = ()
    amounts_yuan: tuple[float, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    document_numbers: tuple[Place, ...] = ()
    responsible: str | None = None
    responsible_unit: str | None = None
    deadline: str | None = None
    org: str | None = None
    earlier_inspections: tuple[EarlierInspection, ...] = ()


class Declared(Record, frozen=True, kw_only=True):
    """The numbers that a report states about itself."""

    findings: int | None = None
    completed: int | None = None
    in_progress: int | None = None
    measures: int | None = None
    regulations: int | None = None
    recovered_yuan: float | None = None
    people_disciplined: int | None = None


class Inconsistency(Record, frozen=True, kw_only=True):
    """Something in a report that does not add up."""

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...] = ()
    finding: int | None = None


class Report(Record, frozen=True, kw_only=True):
    """One document, structured. `inspected_org` holds several names where it covers several."""

    title: str | None = None
    kind: ReportKind = ReportKind.OTHER
    issuing_org: str | None = None
    inspected_org: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    level: str | None = None
    inspecting_body: str | None = None
    inspection_kind: str | None = None
    round: str | None = None
    inspection_start: str | None = None
    inspection_end: str | None = None
    feedback_on: str | None = None
    published_on: str | None = None
    contact: str | None = None
    declared: Declared = Declared()
    declarations: tuple[Place, ...] = ()
    findings: tuple[Finding, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    warnings: tuple[str, ...] = ()


def as_json(report: Report) -> bytes:
    """The report as the JSON of `huitoukan parse`: `inspected_org` is a string where it is one."""
    tree = msgspec.to_builtins(report)
    orgs = tree["inspected_org"]
    tree["inspected_org"] = orgs[0] if len(orgs) == 1 else list(orgs) or None
    return msgspec.json.format(msgspec.json.encode(tree), indent=2)
