"""What others would use instead: Whoosh with jieba, SQLite FTS5, Tantivy without ceremony.

Each is set up as its own documentation recommends, keeps title and text for display, and answers
with the titles of the ten best hits.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from bench.findings import PlantedFinding
from bench.queries import Query

PAGE = 10


class Comparator(Protocol):
    """One index being built, then searched."""

    def add(self, findings: Sequence[PlantedFinding]) -> None:
        """Analyse the findings and take them in."""

    def commit(self) -> None:
        """Make them findable and lasting."""

    def search(self, query: Query) -> list[str]:
        """The titles of the best hits."""


class WhooshJieba:
    """Whoosh with the ChineseAnalyzer that jieba ships for it."""

    def __init__(self, folder: Path) -> None:
        import logging

        import jieba
        from jieba.analyse.analyzer import ChineseAnalyzer
        from whoosh.fields import ID, NUMERIC, TEXT, Schema
        from whoosh.index import create_in
        from whoosh.qparser.default import MultifieldParser

        jieba.setLogLevel(logging.ERROR)
        jieba.initialize()
        schema = Schema(
            id=ID(stored=True, unique=True),
            title=TEXT(analyzer=ChineseAnalyzer(), stored=True),
            text=TEXT(analyzer=ChineseAnalyzer(), stored=True),
            org=ID(stored=True),
            status=ID,
            year=NUMERIC,
        )
        self._index = create_in(str(folder), schema)
        self._writer = self._index.writer()
        self._parser = MultifieldParser(["title", "text"], schema)
        self._searcher: Any = None

    def add(self, findings: Sequence[PlantedFinding]) -> None:
        for f in findings:
            self._writer.add_document(
                id=f.id, title=f.title, text=f.text, org=f.org, status=f.status.value, year=f.year
            )

    def commit(self) -> None:
        self._writer.commit()
        self._searcher = self._index.searcher()

    def search(self, query: Query) -> list[str]:
        from whoosh.query.compound import And
        from whoosh.query.ranges import NumericRange
        from whoosh.query.terms import Term

        filters: list[Any] = []
        if query.years:
            filters.append(NumericRange("year", *query.years))
        if query.status:
            filters.append(Term("status", query.status.value))
        hits = self._searcher.search(
            self._parser.parse(query.words),
            limit=PAGE,
            filter=And(filters) if filters else None,
        )
        return [hit["title"] for hit in hits]


class Fts5Rjieba:
    """SQLite FTS5 over words cut by rjieba, parted by spaces."""

    def __init__(self, folder: Path) -> None:
        import rjieba

        self._cut = rjieba.cut_for_search
        self._connection = sqlite3.connect(folder / "fts.sqlite")
        self._connection.executescript(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            CREATE TABLE finding (
                n INTEGER PRIMARY KEY, id TEXT, title TEXT, text TEXT, org TEXT, status TEXT,
                year INTEGER
            );
            CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = unicode61);
            """
        )
        self._n = 0

    def _words(self, text: str) -> str:
        return " ".join(self._cut(text))

    def add(self, findings: Sequence[PlantedFinding]) -> None:
        first = self._n + 1
        self._n += len(findings)
        self._connection.executemany(
            "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (n, f.id, f.title, f.text, f.org, f.status.value, f.year)
                for n, f in enumerate(findings, first)
            ),
        )
        self._connection.executemany(
            "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
            ((n, self._words(f.title), self._words(f.text)) for n, f in enumerate(findings, first)),
        )

    def commit(self) -> None:
        self._connection.commit()

    def search(self, query: Query) -> list[str]:
        match = " AND ".join(f'"{word}"' for word in self._cut(query.words) if word.strip())
        where, values = "", list[str | int]()
        if query.years:
            where += " AND year BETWEEN ? AND ?"
            values += query.years
        if query.status:
            where += " AND status = ?"
            values.append(query.status.value)
        rows = self._connection.execute(
            "SELECT finding.title FROM words JOIN finding ON finding.n = words.rowid"
            f" WHERE words MATCH ?{where} ORDER BY bm25(words, 3.0, 1.0) LIMIT {PAGE}",
            [match, *values],
        )
        return [title for (title,) in rows]


class TantivyRjieba:
    """Tantivy over words cut by rjieba: no phrases of characters, no cards, no safety."""

    def __init__(self, folder: Path) -> None:
        import rjieba
        import tantivy

        self._t = tantivy
        self._cut = rjieba.cut_for_search
        builder = tantivy.SchemaBuilder()
        for field in ("title_words", "words"):
            builder.add_text_field(field, tokenizer_name="whitespace")
        for field in ("id", "org", "status"):
            builder.add_text_field(field, stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("title", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_bytes_field("text", stored=True)
        builder.add_unsigned_field("year", indexed=True, fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._writer: Any = None

    def add(self, findings: Sequence[PlantedFinding]) -> None:
        writer = self._writer = self._writer or self._index.writer()
        for f in findings:
            document = self._t.Document()
            document.add_text("title_words", " ".join(self._cut(f.title)))
            document.add_text("words", " ".join(self._cut(f.text)))
            document.add_text("id", f.id)
            document.add_text("org", f.org)
            document.add_text("status", f.status.value)
            document.add_text("title", f.title)
            document.add_bytes("text", f.text.encode())
            document.add_unsigned("year", f.year)
            writer.add_document(document)

    def commit(self) -> None:
        """Without anything added: opens what stands in the folder."""
        if self._writer:
            self._writer.commit()
            self._writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, query: Query) -> list[str]:
        q, must, should = self._t.Query, self._t.Occur.Must, self._t.Occur.Should
        parts = []
        for word in self._cut(query.words):
            if word.strip():
                title = q.boost_query(q.term_query(self._schema, "title_words", word), 3.0)
                text = q.term_query(self._schema, "words", word)
                parts.append((must, q.boolean_query([(should, title), (should, text)])))
        if query.years:
            years = q.range_query(
                self._schema, "year", self._t.FieldType.Unsigned, *query.years, True, True
            )
            parts.append((must, q.const_score_query(years, 0.0)))
        if query.status:
            status = q.term_query(self._schema, "status", query.status.value)
            parts.append((must, q.const_score_query(status, 0.0)))
        hits = self._searcher.search(q.boolean_query(parts), PAGE).hits
        return [str(self._searcher.doc(address).get_first("title")) for _, address in hits]


COMPARATORS: dict[str, type[WhooshJieba] | type[Fts5Rjieba] | type[TantivyRjieba]] = {
    "whoosh": WhooshJieba,
    "fts5": Fts5Rjieba,
    "tantivy": TantivyRjieba,
}
