"""The index in a folder, by Tantivy: the engine that needs no server."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.engine import (
    Hit,
    Hits,
    IndexBusy,
    IndexDocument,
    IndexState,
    IndexUnreadable,
    Kept,
    KeywordField,
    Node,
    NumberField,
    Sort,
    Term,
    TextField,
)
from indexer.engines.tantivy_files import unlocked
from indexer.engines.tantivy_queries import Queries, matching, ranks

if TYPE_CHECKING:
    import tantivy

_HEAP = 128_000_000  # bytes that the writer collects before it writes a segment
_THREADS = 2
_FACET_VALUES = 1_000
_TIES = 50  # hits beyond the page that are looked at for ties at first
_TERMS = 10_000  # whose frequency is remembered
_PANIC = "PanicException"
_STATE = "state"
_TIE = "tie"
_OPTIONS = {Kept.PRESENCE: "basic", Kept.FREQUENCY: "freq", Kept.POSITIONS: "position"}
_ORDER_BITS = 16
_DATE_TIE_BITS, _AMOUNT_TIE_BITS = 36, 26


class TantivyEngine:
    """An index in `folder`, which is made when something is written to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reader(self) -> "TantivyReader":
        import tantivy

        with _readable(self._folder):
            if tantivy.Index.exists(str(self._folder)) if self._folder.is_dir() else False:
                with unlocked(self._folder) as folder:
                    return TantivyReader(tantivy.Index(_schema(), str(folder)), self._folder)
            return TantivyReader(tantivy.Index(_schema()), self._folder)

    @contextmanager
    def writer(self) -> Iterator["TantivyWriter"]:
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        with _readable(self._folder):
            # Opened anew each time: a writer over an old list of segments loses track of the files
            # that others merged, and the folder grows without end (paperless-ngx 13679).
            index = tantivy.Index(_schema(), str(self._folder))
        try:
            writer = index.writer(_HEAP, _THREADS)
        except ValueError as error:
            if "lock" not in str(error).lower():
                raise
            raise IndexBusy(f"另一个程序正在写入索引 {self._folder}，请等它结束后再试。") from error
        own = TantivyWriter(writer)
        try:
            yield own
        finally:
            own.close()

    def clear(self) -> None:
        if self._folder.exists():
            try:
                with self.writer():
                    pass
            except IndexUnreadable:
                pass
            shutil.rmtree(self._folder)


class TantivyReader:
    """One commit of the index."""

    def __init__(self, index: "tantivy.Index", folder: Path) -> None:
        self._searcher = index.searcher()
        self._folder = folder
        # The same few terms are weighed several times in planning and compiling one question.
        self._frequency = lru_cache(maxsize=_TERMS)(self._document_frequency)
        self._queries = Queries(index.schema, self._frequency)

    def search(
        self, query: Node, *, limit: int, offset: int = 0, sort: Sort = Sort.RELEVANCE
    ) -> Hits:
        if not limit:
            return Hits(self.count(query), ())
        with _readable(self._folder):
            compiled = self._queries.compile(query)
            if sort is Sort.RELEVANCE and ranks(query):
                return self._best(compiled, limit, offset)
            return self._ordered(compiled, limit, offset, sort)

    def count(self, query: Node) -> int:
        with _readable(self._folder):
            compiled = self._queries.compile(matching(query))
            return _total(self._searcher.search(compiled, 1))

    def frequency(self, term: Term) -> int:
        return self._frequency(term)

    def facets(
        self, query: Node, fields: Sequence[KeywordField | NumberField]
    ) -> dict[KeywordField | NumberField, list[tuple[str, int]]]:
        wanted = {
            field.value: {"terms": {"field": field.value, "size": _FACET_VALUES}}
            for field in fields
        }
        if not wanted or not self._searcher.num_docs:
            return {field: [] for field in fields}
        with _readable(self._folder):
            compiled = self._queries.compile(matching(query))
            found = self._searcher.aggregate(compiled, wanted)
        return {field: _counts(found[field.value]["buckets"]) for field in fields}

    def state(self) -> IndexState | None:
        with _readable(self._folder):
            hits = self._searcher.search(self._queries.marked(_STATE), 1, count=False).hits
            if not hits:
                return None
            payload = self._searcher.doc(hits[0][1])["card"][0]
            return msgspec.msgpack.decode(payload, type=IndexState)

    def _document_frequency(self, term: Term) -> int:
        with _readable(self._folder):
            return self._searcher.doc_freq(term.field.value, term.token)

    def _best(self, query: "tantivy.Query", limit: int, offset: int) -> Hits:
        wanted = offset + limit
        fetched = wanted + _TIES
        while True:
            result = self._searcher.search(query, fetched)
            found = result.hits
            # Ties over the end of the page are fetched whole, or else two pages might share a hit.
            if len(found) < fetched or found[-1][0] != found[wanted - 1][0]:
                break
            fetched *= 4
        if any(hit[0] == following[0] for hit, following in pairwise(found[: wanted + 1])):
            addresses = [address for _, address in found]
            ties = self._searcher.fast_field_values(_TIE, addresses)
            ranked = sorted(range(len(found)), key=lambda i: (-found[i][0], ties[i]))
            found = [found[i] for i in ranked]
        return Hits(_total(result), self._hits(found[offset:wanted]))

    def _ordered(self, query: "tantivy.Query", limit: int, offset: int, sort: Sort) -> Hits:
        import tantivy

        field = sort.name if sort is not Sort.RELEVANCE else Sort.NEWEST.name
        order = tantivy.Order.Asc if sort is Sort.OLDEST else tantivy.Order.Desc
        result = self._searcher.search(
            query, limit, order_by_field=field, offset=offset, order=order
        )
        return Hits(_total(result), self._hits([(0.0, address) for _, address in result.hits]))

    def _hits(self, found: Sequence[tuple[float, "tantivy.DocAddress"]]) -> tuple[Hit, ...]:
        stored = [(score, self._searcher.doc(address)) for score, address in found]
        return tuple(Hit(doc["id"][0], score, bytes(doc["card"][0])) for score, doc in stored)


class TantivyWriter:
    """The writer of an index; `close` drops what was not committed and frees the lock."""

    def __init__(self, writer: "tantivy.IndexWriter") -> None:
        import tantivy

        self._writer = writer
        self._document = tantivy.Document
        self._uncommitted = False

    def add(self, documents: Sequence[IndexDocument]) -> None:
        self._uncommitted = True
        for document in documents:
            self._writer.add_document(self._made(document))

    def remove(self, reports: Sequence[str]) -> None:
        self._uncommitted = True
        for report in reports:
            self._writer.delete_documents_by_term(KeywordField.REPORT.value, report)

    def commit(self, state: IndexState) -> None:
        # Tantivy's commits carry no message through this binding: the state is a document of its
        # own, which the same commit makes visible, or loses.
        self._writer.delete_documents_by_term("mark", _STATE)
        document = self._document()
        document.add_text("mark", _STATE)
        document.add_bytes("card", msgspec.msgpack.encode(state))
        self._writer.add_document(document)
        self._writer.commit()
        self._uncommitted = False

    def close(self) -> None:
        # A rollback stops merges half-way, so it is left for when there is something to drop.
        if self._uncommitted:
            self._writer.rollback()
        self._writer.wait_merging_threads()

    def _made(self, source: IndexDocument) -> "tantivy.Document":
        document = self._document()
        for text, tokens in source.tokens.items():
            document.add_text(text, tokens)
        for keyword, values in source.keywords.items():
            for value in values:
                document.add_text(keyword, value)
        for number, amount in source.numbers.items():
            document.add_unsigned(number, amount)
        for name, key in _sort_keys(source).items():
            document.add_unsigned(name, key)
        document.add_text("mark", "finding")
        document.add_bytes("card", source.card)
        return document


def _sort_keys(document: IndexDocument) -> dict[str, int]:
    """Sorting is by one number in Tantivy: the value in front, what breaks ties behind it."""
    order = min(document.numbers.get(NumberField.ORDER, 0), (1 << _ORDER_BITS) - 1)
    tie = _report_key(document.keywords[KeywordField.REPORT][0]) << _ORDER_BITS | order
    date = document.numbers.get(NumberField.PUBLISHED)
    amount = min(document.numbers.get(NumberField.AMOUNT, 0), (1 << 37) - 1)
    late, small = (1 << _DATE_TIE_BITS) - 1, (1 << _AMOUNT_TIE_BITS) - 1
    date_tie = (tie >> 38) << 10 | min(order, 1023)
    amount_tie = (tie >> 46) << 8 | min(order, 255)
    return {
        _TIE: tie,
        Sort.NEWEST.name: (date or 0) << _DATE_TIE_BITS | (late - date_tie),
        Sort.OLDEST.name: (date or 99999999) << _DATE_TIE_BITS | date_tie,
        Sort.AMOUNT.name: amount << _AMOUNT_TIE_BITS | (small - amount_tie),
    }


@lru_cache(maxsize=16)  # the findings of a report come one after the other
def _report_key(report: str) -> int:
    return int.from_bytes(blake2b(report.encode(), digest_size=6).digest())


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    for text in TextField:
        builder.add_text_field(
            text.value, tokenizer_name="whitespace", index_option=_OPTIONS[text.keeps]
        )
    for keyword in KeywordField:
        builder.add_text_field(
            keyword.value,
            tokenizer_name="raw",
            index_option="basic",
            stored=keyword is KeywordField.ID,
            fast=keyword not in (KeywordField.ID, KeywordField.REPORT),
        )
    for number in NumberField:
        builder.add_unsigned_field(number.value, indexed=True, fast=True)
    for key in (_TIE, Sort.NEWEST.name, Sort.OLDEST.name, Sort.AMOUNT.name):
        builder.add_unsigned_field(key, fast=True)
    builder.add_text_field("mark", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("card", stored=True)
    return builder.build()


def _total(result: "tantivy.SearchResult") -> int:
    return result.count or 0  # type: ignore[attr-defined]  # missing from the stubs of 0.27


def _counts(buckets: Sequence[dict[str, object]]) -> list[tuple[str, int]]:
    counted = [(_name(bucket["key"]), int(str(bucket["doc_count"]))) for bucket in buckets]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def _name(key: object) -> str:
    return f"{key:.0f}" if isinstance(key, float) else str(key)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        # Over damaged files Tantivy may panic, which is no Exception and cannot be imported.
        if not isinstance(error, ValueError | OSError) and type(error).__name__ != _PANIC:
            raise
        raise IndexUnreadable(
            f"索引 {folder} 打不开（可能已损坏，或由别的版本生成）。"
            "请运行 huitoukan reindex 重建，原件不受影响。"
        ) from error
