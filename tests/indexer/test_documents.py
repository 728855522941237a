"""The card of a finding, as an index keeps it."""

import pytest

from indexer.documents import decode_card
from indexer.engine import IndexUnreadable


@pytest.mark.parametrize("packed", [b"", b"\xc1", b"\x81\xa2id\xa2\xff\xff"])
def test_a_damaged_card_asks_for_a_new_index(packed: bytes) -> None:
    with pytest.raises(IndexUnreadable, match="huitoukan reindex"):
        decode_card(packed)
