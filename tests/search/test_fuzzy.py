"""Words with typing errors."""

from pathlib import Path

import pytest

from indexer.engines.tantivy import TantivyEngine
from search.precedents import search
from search.synonyms import Synonyms
from tests.indexer.indexed import add, finding, marked, report


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    """A finding whose text, but not its title, tells of 白条入账."""
    made = TantivyEngine(tmp_path / "index")
    add(made, {"aaaa": report([finding("票据不全", "票据不全。查出白条入账三笔。")])})
    return made


@pytest.mark.parametrize("typed", ["白调入账", "白条如账", "百条入账", "白条入帐", "白条账"])
def test_a_known_wording_is_found_in_a_text_whichever_character_is_wrong(
    engine: TantivyEngine, synonyms: Synonyms, typed: str
) -> None:
    hit = search(engine, f"{typed}~", synonyms=synonyms).hits[0]
    assert marked(hit.card.text, hit.text_marks) == ["白条入账"]
