"""The order of equals: one number a document, the same on every engine."""

from hashlib import blake2b

from indexer.engine import IndexDocument, KeywordField, NumberField

_ORDER_BITS = 16


def tie(document: IndexDocument) -> int:
    """An unsigned 64-bit number: findings of one report follow each other as in its text."""
    report = blake2b(document.keywords[KeywordField.REPORT][0].encode(), digest_size=6).digest()
    order = min(document.numbers.get(NumberField.ORDER, 0), (1 << _ORDER_BITS) - 1)
    return int.from_bytes(report) << _ORDER_BITS | order
