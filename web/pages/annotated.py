"""A report's text with what was read out of it marked where it stands."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from markupsafe import Markup, escape

from indexer.entries import ReportEntry
from ingest.extract.dates import dates
from ingest.model import Finding, Span

T = TypeVar("T")


class Note(NamedTuple):
    """`[start, end)` of the text is of a kind (a style of its own); `told` says what it was read
    as, `anchor` names the place for links."""

    start: int
    end: int
    kind: str
    told: str
    anchor: str | None = None


class Line(NamedTuple):
    """One line of the text as markup; `finding` is the number of the finding that it belongs to,
    `first` those that begin in it. `cells` where it is a row of a table."""

    html: Markup
    finding: int | None
    first: tuple[int, ...]
    cells: tuple[Markup, ...] = ()


def annotated(entry: ReportEntry) -> list[Line]:
    """The lines of a report's text, each with its notes. Nothing of the text is lost but blank
    lines."""
    text = entry.text
    over_notes = _Sweep((each.start, each.end, each) for each in notes(entry))
    over_findings = _Sweep((*each.span, each) for each in entry.report.findings)
    rows = {row[0][0] for table in _tables(text) for row in table}
    lines = []
    at = 0
    for raw in text.split("\n"):
        start, end = at, at + len(raw)
        at = end + 1
        if not raw.strip():
            continue
        inside, findings = over_notes.over(start, end), over_findings.over(start, end)
        cells = _cells(raw, start) if start in rows else ()
        lines.append(
            Line(
                html=_pieces(text, start, end, inside),
                finding=_owner(findings, start, end),
                first=tuple(each.n for each in findings if start <= each.span[0]),
                cells=tuple(_pieces(text, a, b, inside) for a, b in cells),
            )
        )
    return lines


def notes(entry: ReportEntry) -> Iterator[Note]:
    """All that is marked in the text of a report."""
    report = entry.report
    for place in report.declarations:
        yield Note(*place.span, "declared", "文中自述的数字")
    for number, doubt in enumerate(report.inconsistencies, 1):
        for n, place in enumerate(doubt.places):
            anchor = f"doubt-{number}" if n == 0 else None
            yield Note(*place.span, "doubt", f"{doubt.severity.value}：{doubt.message}", anchor)
    for finding in report.findings:
        yield from _of_finding(finding)
    for date in dates(entry.text):
        yield Note(date.start, date.end, "date", f"日期 {date.iso}")


def _of_finding(finding: Finding) -> Iterator[Note]:
    if finding.status_span and not finding.status_inherited:
        late = "" if finding.status.claims_done else " late"
        told = f"整改进度：{finding.status.value}"
        yield Note(*finding.status_span, f"status{late}", told)
    for measure in finding.measures:
        yield Note(*measure.span, "measure", f"措施 {measure.n}")
    for amount in finding.amounts:
        told = f"{amount.yuan:,.2f} 元" if amount.yuan is not None else "金额未写明"
        yield Note(*amount.span, "amount", f"{amount.role or '金额'}：{told}")
    for sanction in finding.sanctions:
        people = f" {sanction.people} 人" if sanction.people else ""
        yield Note(*sanction.span, "sanction", f"处理：{sanction.kind}{people}")
    for rule in finding.regulations:
        yield Note(*rule.span, "regulation", "制定或修订的制度" if rule.issued else "引用的制度")
    for place in finding.document_numbers:
        yield Note(*place.span, "number", "文号")
    for earlier in finding.earlier_inspections:
        yield Note(*earlier.span, "person", "提到以前的巡察")


class _Sweep(Generic[T]):
    """Things with spans, asked for from the beginning of a text to its end."""

    def __init__(self, things: Iterable[tuple[int, int, T]]) -> None:
        self._waiting = sorted(things, key=lambda each: (each[0], -each[1]), reverse=True)
        self._open: list[tuple[int, int, T]] = []

    def over(self, start: int, end: int) -> list[T]:
        """Those that share anything with `[start, end)`, which never goes back."""
        while self._waiting and self._waiting[-1][0] < end:
            self._open.append(self._waiting.pop())
        self._open = [each for each in self._open if each[1] > start]
        return [each[2] for each in self._open]


def _owner(findings: Iterable[Finding], start: int, end: int) -> int | None:
    """The finding that most of the line belongs to."""
    best, most = None, 0
    for each in findings:
        shared = min(end, each.span[1]) - max(start, each.span[0])
        if shared > most:
            best, most = each.n, shared
    return best


def _pieces(text: str, start: int, end: int, inside: list[Note]) -> Markup:
    """The text cut where a note begins or ends; each piece bears all notes over it."""
    if not inside:
        return escape(text[start:end].replace("\v", "\n"))
    cuts = {start, end}
    for each in inside:
        cuts.update(place for place in (each.start, each.end) if start < place < end)
    bounds = sorted(cuts)
    pieces = []
    for a, b in pairwise(bounds):
        over = [each for each in inside if each.start <= a and each.end >= b]
        words = escape(text[a:b].replace("\v", "\n"))
        if not over:
            pieces.append(str(words))
            continue
        kinds = escape(" ".join(dict.fromkeys(f"s-{each.kind}" for each in over)))
        told = escape("；".join(dict.fromkeys(each.told for each in over)))
        anchor = next((e.anchor for e in over if e.anchor and e.start == a), None)
        id = f' id="{escape(anchor)}"' if anchor else ""
        pieces.append(f'<span class="{kinds}" title="{told}"{id}>{words}</span>')
    return Markup("".join(pieces))


def _tables(text: str) -> Iterator[list[list[Span]]]:
    """Runs of two or more lines parted by as many tabs: a reader writes tables like that."""
    run: list[list[Span]] = []
    at = 0
    for raw in (*text.split("\n"), ""):
        cells = _cells(raw, at) if "\t" in raw else ()
        if run and len(cells) != len(run[0]):
            if len(run) > 1:
                yield run
            run = []
        if cells:
            run.append(list(cells))
        at += len(raw) + 1


def _cells(raw: str, start: int) -> tuple[Span, ...]:
    spans = []
    for cell in raw.split("\t"):
        spans.append((start, start + len(cell)))
        start += len(cell) + 1
    return tuple(spans)


def spans(text: str, start: int, end: int, finding: Finding) -> list[Markup]:
    """The lines of one finding's block with its notes."""
    found = sorted(_of_finding(finding), key=lambda each: (each.start, -each.end))
    found += [
        Note(each.start, each.end, "date", f"日期 {each.iso}") for each in dates(text, start, end)
    ]
    lines = []
    at = start
    for raw in text[start:end].split("\n"):
        if raw.strip():
            inside = [each for each in found if each.start < at + len(raw) and each.end > at]
            lines.append(_pieces(text, at, at + len(raw), inside))
        at += len(raw) + 1
    return lines
