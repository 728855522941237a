"""How findings are stored in Tantivy: the index's fields, and the numbers that it sorts by."""

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from indexer.engine import IndexDocument, Kept, KeywordField, NumberField, Sort, TextField

if TYPE_CHECKING:
    import tantivy

MARK = "mark"
"""What a document is: a finding, or the state of the index."""
FINDING, STATE = "finding", "state"
TIE = "tie"
_OPTIONS = {Kept.PRESENCE: "basic", Kept.FREQUENCY: "freq", Kept.POSITIONS: "position"}
_ORDER_BITS = 16
_DATE_TIE_BITS, _AMOUNT_TIE_BITS = 36, 26


def schema() -> "tantivy.Schema":
    """The fields of an index; their tokens come parted by blanks."""
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
    for key in (TIE, Sort.NEWEST.name, Sort.OLDEST.name, Sort.AMOUNT.name):
        builder.add_unsigned_field(key, fast=True)
    builder.add_text_field(MARK, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("card", stored=True)
    return builder.build()


def sort_keys(document: IndexDocument) -> dict[str, int]:
    """Sorting is by one number in Tantivy: the value in front, what breaks ties behind it."""
    order = min(document.numbers.get(NumberField.ORDER, 0), (1 << _ORDER_BITS) - 1)
    tie = _report_key(document.keywords[KeywordField.REPORT][0]) << _ORDER_BITS | order
    date = document.numbers.get(NumberField.PUBLISHED)
    amount = min(document.numbers.get(NumberField.AMOUNT, 0), (1 << 37) - 1)
    late, small = (1 << _DATE_TIE_BITS) - 1, (1 << _AMOUNT_TIE_BITS) - 1
    date_tie = (tie >> 38) << 10 | min(order, 1023)
    amount_tie = (tie >> 46) << 8 | min(order, 255)
    return {
        TIE: tie,
        Sort.NEWEST.name: (date or 0) << _DATE_TIE_BITS | (late - date_tie),
        Sort.OLDEST.name: (date or 99999999) << _DATE_TIE_BITS | date_tie,
        Sort.AMOUNT.name: amount << _AMOUNT_TIE_BITS | (small - amount_tie),
    }


@lru_cache(maxsize=16)  # the findings of a report come one after the other
def _report_key(report: str) -> int:
    return int.from_bytes(blake2b(report.encode(), digest_size=6).digest())
