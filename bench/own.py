"""This project's index beside the comparators, and bare Tantivy over this project's tokens."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec

from bench.findings import PlantedFinding
from bench.queries import Query
from indexer.engine import (
    Engine,
    Hits,
    IndexDocument,
    IndexReader,
    IndexState,
    IndexWriter,
    Kept,
    KeywordField,
    Node,
    NumberField,
    TextField,
)
from indexer.engines.tantivy import TantivyEngine
from indexer.prepare import IndexJob
from ingest.model import Finding, Measure, Report, ReportKind

PAGE = 10
_OPTIONS = {Kept.PRESENCE: "basic", Kept.FREQUENCY: "freq", Kept.POSITIONS: "position"}
STATE = IndexState(sequence=1, fingerprint="bench")


def as_report(findings: Sequence[PlantedFinding]) -> Report:
    """The findings of one report as ingestion would have read them, without a parse."""
    first = findings[0]
    records = []
    place = 0
    for f in findings:
        span = (place, place + len(f.text))
        steps = []
        at = place
        for n, step in enumerate(f.measures, 1):
            at = place + f.text.index(step, at - place)
            steps.append(Measure(n=n, text=step, span=(at, at + len(step))))
        records.append(
            Finding(
                n=f.n,
                heading=f.heading,
                title=f.title,
                text=f.text,
                span=span,
                status=f.status,
                status_text=f.status_text or None,
                type=f.type,
                object=f.object,
                measures=tuple(steps),
                responsible=f.responsible,
                responsible_unit=f.unit,
                deadline=f.deadline,
            )
        )
        place = span[1] + 1
    return Report(
        title=f"中共{first.org}关于{first.round}巡察整改情况的通报",
        kind=ReportKind.NOTICE,
        issuing_org=first.org,
        inspected_org=(first.org,),
        region=first.region,
        round=first.round,
        published_on=f"{first.year}-12-01",
        findings=tuple(records),
    )


def as_stored(reports: Sequence[tuple[str, Report, str]]) -> list[IndexJob]:
    """The reports as the catalog keeps them."""
    encode = msgspec.msgpack.Encoder().encode
    return [
        IndexJob(report_id=report_id, name=source, payload=encode(report))
        for report_id, report, source in reports
    ]


def by_report(findings: Sequence[PlantedFinding]) -> Iterator[tuple[str, Report, str]]:
    """(report id, report, file name) of each report among the findings."""
    for number, found in groupby(findings, lambda f: f.report):
        yield f"{number:012x}", as_report(tuple(found)), f"{number:06d}.txt"


class OwnIndex:
    """Our analysis and one of our engines."""

    def __init__(self, folder: Path, engine: Callable[[Path], Engine] = TantivyEngine) -> None:
        self._writing = engine(folder).writer()
        self._writer = self._writing.__enter__()

    def add_reports(self, reports: Sequence[tuple[str, Report, str]]) -> None:
        """Analyses and takes in reports, in this process."""
        from indexer.documents import index_documents

        for report_id, report, source in reports:
            self.add_documents(index_documents(report_id, report, source))

    def add_stored(self, jobs: Iterable[IndexJob]) -> None:
        """Takes in stored reports as a reindex does: analysed in one process a core."""
        from indexer.prepare import decode_documents, index
        from ingest.limits import Limits
        from ingest.sandbox import run
        from ingest.unreadable import Unreadable

        for job, result in run(index, jobs, workers=os.cpu_count() or 1, limits=Limits()):
            packed = index(job) if isinstance(result, Unreadable) else result
            self.add_documents(decode_documents(packed))

    def add_documents(self, documents: Sequence[IndexDocument]) -> None:
        """Takes in documents whose tokens are made."""
        self._writer.add(documents)

    def commit(self) -> None:
        self._writer.commit(STATE)
        self._writing.__exit__(None, None, None)


class OwnSearch:
    """Our search over an index that stands in a folder."""

    def __init__(self, folder: Path) -> None:
        one = _OneCommit(TantivyEngine(folder))
        self._engine: Engine = one
        self._reader = one.reader()

    def search(self, query: Query, facets: Sequence[KeywordField | NumberField] = ()) -> list[str]:
        from search.precedents import Filter, search

        filters = []
        if query.years:
            filters.append(Filter("年份", f"{query.years[0]}..{query.years[1]}"))
        if query.status:
            filters.append(Filter("状态", query.status.value))
        answer = search(self._engine, query.words, filters, limit=PAGE, facets=facets)
        return [hit.title for hit in answer.hits]

    def asked(self, query: Query) -> list[Node]:
        """What the engine is asked for such a query: first for what matches all, then, where that
        fills no page, for what comes near."""
        asked: list[Node] = []
        ask = self._reader.search

        def recording(node: Node, **options: Any) -> Hits:
            asked.append(node)
            return ask(node, **options)

        with patch.object(self._reader, "search", recording):
            self.search(query)
        return asked

    def bare(self, nodes: Sequence[Node]) -> list[Hits]:
        """The engine's own answers: tokens and queries made, no words, no highlights."""
        return [self._reader.search(node, limit=PAGE) for node in nodes]


class _OneCommit:
    """The engine with its reader kept open, as the comparators keep theirs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.reader()

    def reader(self) -> IndexReader:
        return self._reader

    def writer(self) -> AbstractContextManager[IndexWriter]:
        return self._engine.writer()

    def clear(self) -> None:
        self._engine.clear()


class BareTantivy:
    """Tantivy with the same fields, tokens and stored bytes, one commit, nothing else."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        for text in TextField:
            builder.add_text_field(
                text.value, tokenizer_name="whitespace", index_option=_OPTIONS[text.keeps]
            )
        for keyword in KeywordField:
            builder.add_text_field(keyword.value, tokenizer_name="raw", index_option="basic")
        for number in NumberField:
            builder.add_unsigned_field(number.value, indexed=True, fast=True)
        builder.add_bytes_field("card", stored=True)
        self._document = tantivy.Document
        self._index = tantivy.Index(builder.build(), path=str(folder))
        self._writer = self._index.writer()

    def add_documents(self, documents: Sequence[IndexDocument]) -> None:
        for each in documents:
            document = self._document()
            for text, tokens in each.tokens.items():
                document.add_text(text.value, tokens)
            for keyword, values in each.keywords.items():
                for value in values:
                    document.add_text(keyword.value, value)
            for number, amount in each.numbers.items():
                document.add_unsigned(number.value, amount)
            document.add_bytes("card", each.card)
            self._writer.add_document(document)

    def commit(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
