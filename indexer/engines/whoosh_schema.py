"""How findings are stored in Whoosh: the index's fields and its documents."""

from typing import TYPE_CHECKING

from indexer.engine import IndexDocument, Kept, KeywordField, NumberField, TextField
from indexer.engines.ties import tie

if TYPE_CHECKING:
    from whoosh.fields import Schema

MARK = "mark"
"""What a document is: a finding, or the state of the index."""
FINDING, STATE = "finding", "state"
SEPARATOR = "\x1f"
"""Between the values of a keyword in its column."""


def schema() -> "Schema":
    """The fields of an index, with a column for what is counted or sorted by."""
    from whoosh import columns, fields
    from whoosh.analysis.tokenizers import IDTokenizer

    made = fields.Schema(mark=fields.ID(), card=fields.STORED())
    made.add("tie", fields.COLUMN(columns.NumericColumn("Q")))
    for text in TextField:
        phrases = text.keeps is Kept.POSITIONS
        made.add(text.value, fields.TEXT(analyzer=IDTokenizer(), phrase=phrases))
    for keyword in KeywordField:
        made.add(keyword.value, fields.ID(stored=keyword is KeywordField.ID))
        if keyword not in (KeywordField.ID, KeywordField.REPORT):
            column = columns.VarBytesColumn()
            made.add(f"{keyword.value}_column", fields.COLUMN(column))
    for number in NumberField:
        made.add(number.value, fields.NUMERIC(int, bits=64, signed=False))
        made.add(f"{number.value}_column", fields.COLUMN(columns.NumericColumn("Q")))
    return made


def document(source: IndexDocument) -> dict[str, object]:
    """The fields of a finding."""
    fields: dict[str, object] = {MARK: FINDING, "card": source.card, "tie": tie(source)}
    for text, tokens in source.tokens.items():
        fields[text.value] = tokens.split(" ") if tokens else []
    for keyword, values in source.keywords.items():
        fields[keyword.value] = values
        if keyword not in (KeywordField.ID, KeywordField.REPORT):
            fields[f"{keyword.value}_column"] = SEPARATOR.join(values).encode()
    fields["_stored_id"] = source.keywords[KeywordField.ID][0]
    for number, amount in source.numbers.items():
        fields[number.value] = fields[f"{number.value}_column"] = amount
    return fields
