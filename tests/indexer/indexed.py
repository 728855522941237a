"""Small indexes made in a line, and what comes out of a search in them."""

from collections.abc import Iterable, Sequence

from indexer.analysis import analyzer_fingerprint
from indexer.documents import index_documents
from indexer.engine import Engine, IndexState
from ingest.model import Finding, Report, ReportKind
from search.highlight import Mark
from search.precedents import Answer


def finding(title: str, text: str = "", n: int = 1, **values: object) -> Finding:
    """A finding of a title and a text."""
    given = {"n": n, "title": title, "text": text or title, "span": (0, 1), **values}
    return Finding(**given)  # type: ignore[arg-type]


def report(findings: Iterable[Finding], **values: object) -> Report:
    """A notice of these findings."""
    given = {"kind": ReportKind.NOTICE, "findings": tuple(findings), **values}
    return Report(**given)  # type: ignore[arg-type]


def add(engine: Engine, reports: dict[str, Report], sequence: int = 1) -> None:
    """Puts reports into an index, in one commit."""
    with engine.writer() as writer:
        for id, each in reports.items():
            writer.add(index_documents(id, each, f"{id}.txt"))
        writer.commit(IndexState(sequence, analyzer_fingerprint()))


def add_titles(engine: Engine, *titles: str) -> None:
    """Puts one report into an index, with a finding for each title."""
    add(engine, {"r1": report(finding(title, n=n) for n, title in enumerate(titles, 1))})


def titles(answer: Answer) -> list[str]:
    """The titles of the hits, in order."""
    return [hit.title for hit in answer.hits]


def marked(text: str, marks: Sequence[Mark]) -> list[str]:
    """The pieces of a text that are marked."""
    return [text[mark.start : mark.end] for mark in marks]
