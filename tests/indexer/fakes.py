"""Small stand-ins that workers can import: an engine in one file, and a reader of plain lines.

A fake report is UTF-8 text: the first line its title, every further line a finding. `坏` as the
whole text cannot be read; a file named `later…` cannot be read for a passing cause until a file
`now` stands beside the originals' folder.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from indexer.engine import (
    Everything,
    Hit,
    Hits,
    IndexBusy,
    IndexDocument,
    IndexState,
    IndexUnreadable,
    KeywordField,
    Node,
    NumberField,
    Sort,
    Term,
)
from indexer.errors import OriginalLost
from indexer.originals import Originals
from indexer.prepare import IndexJob, Prepared, ReadJob
from ingest.model import Finding, Report, Status
from ingest.unreadable import Unreadable

_encode = msgspec.msgpack.encode


def documents(report_id: str, report: Report) -> list[IndexDocument]:
    return [
        IndexDocument(
            tokens={},
            keywords={
                KeywordField.ID: [f"{report_id}-{each.n}"],
                KeywordField.REPORT: [report_id],
            },
            numbers={},
            card=each.title.encode(),
        )
        for each in report.findings
    ]


def prepare(job: ReadJob) -> Prepared:
    try:
        text = Originals(job.originals).read(job.sha256).decode()
    except OriginalLost as error:
        raise Unreadable(str(error), passing=True) from error
    if text == "坏" or job.name.endswith(".pdf"):
        raise Unreadable("这个文件坏了。")
    if job.name.startswith("later") and not (job.originals.parent / "now").exists():
        raise Unreadable("文件被占用。", passing=True)
    title, *lines = text.splitlines()
    findings = tuple(
        Finding(n=n, title=line, text=line, span=(0, 0), status=Status.DONE)
        for n, line in enumerate(lines, 1)
    )
    report = Report(title=title, inspected_org=("甲镇",), findings=findings)
    return Prepared(
        report=_encode(report), text=text, documents=_encode(documents(job.report_id, report))
    )


def index(job: IndexJob) -> bytes:
    report = msgspec.msgpack.decode(job.payload, type=Report)
    return _encode(documents(job.report_id, report))


class FileEngine:
    """An index that is one JSON file, replaced at each commit."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "index.json"

    def reader(self) -> "FileReader":
        return FileReader(self.load())

    @contextmanager
    def writer(self) -> Iterator["FileWriter"]:
        if (self.file.parent / "busy").exists():
            raise IndexBusy
        yield FileWriter(self)

    def clear(self) -> None:
        self.file.unlink(missing_ok=True)

    def load(self) -> "Contents":
        if not self.file.exists():
            return Contents([], None)
        try:
            raw = json.loads(self.file.read_bytes())
        except json.JSONDecodeError as error:
            raise IndexUnreadable from error
        return Contents([tuple(each) for each in raw["rows"]], IndexState(*raw["state"]))


class Contents:
    """Rows of (finding id, report id, title); double ones stay double, so that tests see them."""

    def __init__(self, rows: list[tuple[str, str, str]], state: IndexState | None) -> None:
        self.rows = rows
        self.state = state


class FileReader:
    """Knows one question: everything."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents

    def search(
        self, query: Node, *, limit: int, offset: int = 0, sort: Sort = Sort.RELEVANCE
    ) -> Hits:
        assert isinstance(query, Everything)
        rows = sorted(self.contents.rows)
        page = tuple(Hit(each, 1.0, card.encode()) for each, _, card in rows)
        return Hits(len(rows), page[offset : offset + limit])

    def count(self, query: Node) -> int:
        return len(self.contents.rows)

    def frequency(self, term: Term) -> int:
        return 0

    def facets(
        self, query: Node, fields: Sequence[KeywordField | NumberField]
    ) -> dict[KeywordField | NumberField, list[tuple[str, int]]]:
        return {}

    def state(self) -> IndexState | None:
        return self.contents.state


class FileWriter:
    """Collects in memory what `commit` writes."""

    def __init__(self, engine: FileEngine) -> None:
        self.engine = engine
        self.rows = engine.load().rows

    def add(self, documents: Sequence[IndexDocument]) -> None:
        for each in documents:
            identity, owner = each.keywords[KeywordField.ID], each.keywords[KeywordField.REPORT]
            self.rows.append((identity[0], owner[0], each.card.decode()))

    def remove(self, reports: Sequence[str]) -> None:
        self.rows = [row for row in self.rows if row[1] not in reports]

    def commit(self, state: IndexState) -> None:
        self.engine.file.parent.mkdir(parents=True, exist_ok=True)
        part = self.engine.file.with_suffix(".part")
        part.write_text(
            json.dumps({"rows": self.rows, "state": [state.sequence, state.fingerprint]})
        )
        os.replace(part, self.engine.file)
