"""The sample reports in our own index, and in what others would use.

The comparators index the same titles and texts as their documentation recommends: Whoosh with the
ChineseAnalyzer that jieba ships for it, and SQLite FTS5 over words cut by jieba, ranked by BM25
with titles weighed as ours.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.ranking import PAGE, Ask
from bench.run import ROOT
from indexer.analysis import analyzer_fingerprint
from indexer.documents import index_documents
from indexer.engine import IndexState
from indexer.engines.tantivy import TantivyEngine
from ingest.limits import Limits
from ingest.model import Report
from ingest.parse import parse
from ingest.read import read
from ingest.taxonomy import standard
from search.precedents import search
from search.synonyms import Synonyms

_FOLDERS = (ROOT / "samples" / "reports", ROOT.parent / "shared" / "seeds")
_TITLE_WEIGHT = 2.5


def reports() -> dict[str, Report]:
    """The reports by the stems of their files."""
    found = {}
    for path in sorted(path for folder in _FOLDERS if folder.is_dir() for path in folder.iterdir()):
        if path.suffix in (".txt", ".pdf", ".docx", ".html"):
            found[path.stem] = parse(read(path.read_bytes(), path.name, Limits()), path.name)
    return found


def ours(folder: Path, found: dict[str, Report]) -> Ask:
    """This project, with the synonyms of the standard taxonomy, as the command line has them."""
    engine = TantivyEngine(folder / "own")
    with engine.writer() as writer:
        for stem, report in found.items():
            writer.add(index_documents(stem, report, stem))
        writer.commit(IndexState(1, analyzer_fingerprint()))
    synonyms = Synonyms.of_taxonomy(standard())

    def ask(text: str) -> list[str]:
        answer = search(engine, text, limit=PAGE, synonyms=synonyms)
        return [hit.card.id for hit in (*answer.hits, *answer.nearby)]

    return ask


def whoosh_jieba(folder: Path, found: dict[str, Report]) -> Ask:
    """Whoosh with jieba's ChineseAnalyzer, titles and texts, all words required."""
    import logging

    import jieba
    from jieba.analyse.analyzer import ChineseAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.qparser.default import MultifieldParser

    jieba.setLogLevel(logging.ERROR)
    (folder / "whoosh").mkdir()
    title = TEXT(analyzer=ChineseAnalyzer(), field_boost=_TITLE_WEIGHT)
    schema = Schema(id=ID(stored=True), title=title, text=TEXT(analyzer=ChineseAnalyzer()))
    index = create_in(str(folder / "whoosh"), schema)
    writer = index.writer()
    for id, heading, text in texts(found):
        writer.add_document(id=id, title=heading, text=text)
    writer.commit()
    searcher: Any = index.searcher()
    parser = MultifieldParser(["title", "text"], schema)
    return lambda text: [hit["id"] for hit in searcher.search(parser.parse(text), limit=PAGE)]


def fts5_jieba(folder: Path, found: dict[str, Report]) -> Ask:
    """SQLite FTS5 over words cut by jieba in its search mode, all words required."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)

    def words(text: str) -> list[str]:
        return [word for word in jieba.cut_for_search(text) if word[0].isalnum()]

    database = sqlite3.connect(folder / "fts.sqlite")
    database.execute("CREATE VIRTUAL TABLE finding USING fts5 (id UNINDEXED, title, text)")
    database.executemany(
        "INSERT INTO finding VALUES (?, ?, ?)",
        ((id, " ".join(words(title)), " ".join(words(text))) for id, title, text in texts(found)),
    )

    def ask(text: str) -> list[str]:
        match = " AND ".join(f'"{word}"' for word in words(text))
        rows = database.execute(
            "SELECT id FROM finding WHERE finding MATCH ?"
            f" ORDER BY bm25(finding, 0, {_TITLE_WEIGHT}, 1) LIMIT {PAGE}",
            [match],
        )
        return [id for (id,) in rows]

    return ask


def texts(found: dict[str, Report]) -> Iterator[tuple[str, str, str]]:
    """Id, title and text of every finding of the reports, which are by the stems of their files."""
    for stem, report in found.items():
        for finding in report.findings:
            yield f"{stem}-{finding.n}", finding.title, finding.text
