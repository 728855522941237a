"""The part of ingestion that runs in worker processes: bytes → report, text, index documents."""

import traceback
from pathlib import Path, PurePath

import msgspec

from indexer.engine import IndexDocument
from indexer.errors import OriginalLost
from indexer.identity import Content, report_id, suffixed
from indexer.originals import Originals
from indexer.payload import decode, encode
from ingest.limits import Limits
from ingest.model import Record, Report
from ingest.unreadable import Unreadable

_encode_documents = msgspec.msgpack.Encoder().encode
decode_documents = msgspec.msgpack.Decoder(list[IndexDocument]).decode
"""The index documents in `Prepared.documents`."""


class ReadJob(Record, frozen=True, kw_only=True):
    """A file to read: bytes among the originals, staged or kept, and the name they came with.

    `taxonomy` is what the library's own file of problem types says; empty where there is none.
    """

    originals: Path
    sha256: str
    name: str
    limits: Limits
    taxonomy: str

    @property
    def content(self) -> Content:
        """What tells the file from others."""
        return suffixed(self.sha256, self.name)

    @property
    def report_id(self) -> str:
        """The id of the report that comes of it."""
        return report_id(self.sha256)


class Prepared(Record, frozen=True, kw_only=True):
    """A file read; `report` and `documents` in MessagePack, which passes between processes at a
    fraction of the cost of pickled records. `text_digest` is that of `ingest.text_digest`."""

    report: bytes
    text: str
    text_digest: str | None = None
    documents: bytes


class IndexJob(Record, frozen=True, kw_only=True):
    """A stored report to make index documents of; `payload` as in the catalog."""

    report_id: str
    name: str
    payload: bytes


def prepare(job: ReadJob) -> Prepared:
    """Reads, parses and analyses one file. Raises `Unreadable`."""
    from indexer.conversion import readable
    from ingest.normalise import normalise
    from ingest.parse import parse_normalised
    from ingest.read import read
    from ingest.taxonomy import extended
    from ingest.text_digest import text_digest

    try:
        data = Originals(job.originals).read(job.sha256)
    except OriginalLost as error:
        raise Unreadable(str(error), passing=True) from error
    document = read(*readable(data, job.name, job.limits), job.limits)
    try:
        clean = normalise(document.text)
        report = parse_normalised(document, clean, job.name, extended(job.taxonomy))
        documents = _documents(job.report_id, report, job.name)
        return Prepared(
            report=encode(report),
            text=document.text,
            text_digest=text_digest(clean.text, report.inspected_org),
            documents=_encode_documents(documents),
        )
    except MemoryError:
        raise
    except Exception as error:
        # A fault of ours in one file must not keep the other ten thousand out of the library.
        raise Unreadable(_fault(error), passing=True) from error


def index(job: IndexJob) -> bytes:
    """The index documents of a stored report, in MessagePack."""
    return _encode_documents(_documents(job.report_id, decode(job.payload), job.name))


def _documents(report_id: str, report: Report, name: str) -> list[IndexDocument]:
    from indexer.documents import index_documents

    return index_documents(report_id, report, name)


def _fault(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{PurePath(last.filename).name} 第 {last.lineno} 行"
    return (
        f"程序解析这个文件时出错（{type(error).__name__}，{where}）。"
        "请告知开发者；以后每次导入都会再试。"
    )
