"""Writes findings to a Tantivy index."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from indexer.engine import IndexDocument, IndexState, KeywordField
from indexer.engines.tantivy_schema import FINDING, MARK, STATE, sort_keys

if TYPE_CHECKING:
    import tantivy


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
        self._writer.delete_documents_by_term(MARK, STATE)
        document = self._document()
        document.add_text(MARK, STATE)
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
        for name, key in sort_keys(source).items():
            document.add_unsigned(name, key)
        document.add_text(MARK, FINDING)
        document.add_bytes("card", source.card)
        return document
