"""Reports → index documents: one for each finding, with a card of all that a hit shows."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from indexer.analysis import BREAK, atoms, forms, labelled, pairs, words
from indexer.engine import IndexDocument, IndexUnreadable, KeywordField, NumberField, TextField
from indexer.folding import searchable
from indexer.pinyin import sounds
from ingest.model import Finding, Record, Report, ReportKind, Span, Status


class Card(Record, frozen=True, kw_only=True):
    """What is shown of a finding wherever it is found. `amounts` are in yuan; `sanctions` the ways
    in which people were dealt with."""

    id: str
    report: str
    n: int
    source: str
    report_title: str | None
    kind: ReportKind
    orgs: tuple[str, ...]
    region: tuple[str, ...]
    year: int | None
    published: str | None
    round: str | None
    heading: str | None
    title: str
    text: str
    status: Status
    status_text: str | None
    type: str | None
    amounts: tuple[float, ...]
    measures: tuple[str, ...]
    sanctions: tuple[str, ...] = ()
    responsible: str | None
    deadline: str | None
    span: Span


MEASURED = "measured"
"""A label of findings that have measures."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Card).decode


def decode_card(packed: bytes) -> Card:
    """The card in `Hit.card`. Raises `IndexUnreadable` for bytes that are none any more."""
    try:
        return _decode(packed)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise IndexUnreadable(
            "索引里有一条问题的内容已损坏。请运行 huitoukan reindex 重建，原件不受影响。"
        ) from error


def index_documents(report_id: str, report: Report, source: str) -> list[IndexDocument]:
    """The index documents of a report's findings; `source` is the name of its file."""
    published = report.published_on or report.feedback_on or report.inspection_start
    shared = _Shared(report_id, report, source, published)
    return [_document(shared, finding) for finding in report.findings]


class _Shared:
    """What all findings of one report have in common, analysed once."""

    def __init__(self, report_id: str, report: Report, source: str, date: str | None) -> None:
        self.id, self.report, self.source, self.date = report_id, report, source, date
        self.year = int(date[:4]) if date else None
        # A title repeats what follows (中共某镇委员会关于巡察整改情况的通报), where that is known.
        title = () if report.inspected_org else (report.title,)
        names = (*title, report.round, *report.inspected_org, *report.region)
        self.names = [*_context(names), *([f"={self.year}"] if self.year else ())]
        self.labels = " ".join(
            [
                *(_labelled("region", name) for name in report.region),
                _labelled("round", report.round or ""),
                _labelled("source", source),
            ]
        )


def _document(shared: _Shared, finding: Finding) -> IndexDocument:
    report = shared.report
    id = f"{shared.id}-{finding.n}"
    orgs = (finding.org,) if finding.org else report.inspected_org
    amounts = tuple(a.yuan for a in finding.amounts if a.yuan is not None) or finding.amounts_yuan
    card = Card(
        id=id,
        report=shared.id,
        n=finding.n,
        source=shared.source,
        report_title=report.title,
        kind=report.kind,
        orgs=orgs,
        region=report.region,
        year=shared.year,
        published=shared.date,
        round=report.round,
        heading=finding.heading,
        title=finding.title,
        text=finding.text,
        status=finding.status,
        status_text=finding.status_text,
        type=finding.type,
        amounts=amounts,
        measures=tuple(measure.text for measure in finding.measures),
        sanctions=tuple(dict.fromkeys(each.kind for each in finding.sanctions)),
        responsible=finding.responsible,
        deadline=finding.deadline,
        span=finding.span,
    )
    keywords = {
        KeywordField.ID: [id],
        KeywordField.REPORT: [shared.id],
        KeywordField.ORG: list(orgs),
        KeywordField.REGION: list(report.region),
        KeywordField.STATUS: [finding.status.value],
        KeywordField.TYPE: [finding.type] if finding.type else [],
        KeywordField.KIND: [report.kind.value],
        KeywordField.SOURCE: [shared.source],
        KeywordField.ROUND: [report.round] if report.round else [],
    }
    numbers = {NumberField.ORDER: finding.n}
    if shared.date:
        numbers[NumberField.YEAR] = int(shared.date[:4])
        # A partial date stands at its beginning: 2024-09 is 20240900.
        numbers[NumberField.PUBLISHED] = int(shared.date.replace("-", "").ljust(8, "0"))
    if amounts:
        numbers[NumberField.AMOUNT] = int(max(amounts))
    return IndexDocument(
        tokens=_tokens(shared, finding, orgs),
        keywords=keywords,
        numbers=numbers,
        card=_encode(card),
    )


def _tokens(shared: _Shared, finding: Finding, orgs: tuple[str, ...]) -> dict[TextField, str]:
    title, text = searchable(finding.title), searchable(finding.text)
    title_atoms, text_atoms = atoms(title), atoms(text)
    title_grams, text_grams = pairs(title_atoms), pairs(text_atoms)
    every = dict.fromkeys(title_atoms + text_atoms)
    # Most texts begin with their title; where one doesn't, a phrase in the title must match, too.
    apart = title not in text
    own = orgs if finding.org else ()
    labels = [
        shared.labels,
        *[_labelled("org", org) for org in orgs],
        _labelled("heading", finding.heading or ""),
        *(("title:" + " title:".join(title_atoms),) if title_atoms else ()),
        BREAK,
        _labelled("type", finding.type or ""),
        "pinyin:" + " pinyin:".join(sounds(title)),
        *_beside_measures(finding, {*every, *title_grams, *text_grams}),
    ]
    return {
        TextField.TITLE: " ".join(words(title)),
        TextField.BODY: " ".join(words(text) + forms(title) if apart else words(text)),
        TextField.GRAMS: " ".join([*title_grams, BREAK, *text_grams] if apart else text_grams),
        TextField.TITLE_GRAMS: " ".join(title_grams),
        TextField.CHARS: " ".join(every),
        TextField.CONTEXT: " ".join([*shared.names, BREAK, *_context((finding.heading, *own))]),
        TextField.LABELS: " ".join(labels),
    }


def _context(names: Iterable[str | None]) -> list[str]:
    return [_labelled("", name) for name in names if name]


@lru_cache(maxsize=8_192)  # organisations, headings and types come again and again
def _labelled(label: str, name: str) -> str:
    return labelled(label, searchable(name))


def _beside_measures(finding: Finding, tokens: set[str]) -> list[str]:
    """What tells measures from the rest of a text: the tokens that no measure holds.

    They are far fewer than those of the measures, which make up most of a finding.
    """
    if not finding.measures:
        return []
    single = atoms(searchable(BREAK.join([measure.text for measure in finding.measures])))
    tokens.difference_update(single, pairs(single))
    beside = ("beside:" + " beside:".join(sorted(tokens)),) if tokens else ()
    return [BREAK, MEASURED, *beside]
