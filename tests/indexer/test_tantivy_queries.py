"""However a query is put to Tantivy, it finds and scores what the query says."""

from pathlib import Path

import pytest

from indexer.engine import AllOf, AnyOf, Boosted, IndexReader, Phrase, Range, Term, TextField
from indexer.engine import NumberField as Number
from indexer.engines.ranking import matching
from indexer.engines.tantivy import TantivyEngine
from tests.indexer.indexed import add_titles

COMMON = [f"公务接待第{n}次" for n in range(30)]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> IndexReader:
    """Many findings about 公务接待, one of them about a 飞艇; one about 会议."""
    folder: Path = tmp_path_factory.mktemp("common")
    engine = TantivyEngine(folder / "index")
    add_titles(engine, *COMMON, "飞艇公务接待", "会议记录缺失")
    return engine.reader()


def _word(token: str) -> Term:
    return Term(TextField.GRAMS, token)


def test_ranking_inside_a_part_counts_as_ranking_of_the_whole(reader: IndexReader) -> None:
    inner = Boosted(AllOf((_word("公务"),), better=(_word("飞艇"),)), 2.0)
    outer = AllOf((Boosted(_word("公务"), 2.0),), better=(Boosted(_word("飞艇"), 2.0),))
    nested = reader.search(AllOf((inner, _word("接待"))), limit=40)
    flat = reader.search(AllOf((outer, _word("接待"))), limit=40)
    assert [(h.id, h.score) for h in nested.page] == [(h.id, h.score) for h in flat.page]


def test_alternatives_beside_a_rare_part_score_as_by_themselves(reader: IndexReader) -> None:
    either = AnyOf((_word("接待"), Term(TextField.TITLE, "接待")))
    rare = _word("飞艇")
    together = reader.search(AllOf((rare, either)), limit=40).page
    alone = [reader.search(AllOf((rare, Boosted(each, 1))), limit=1) for each in either.parts]
    scores = sum(each.page[0].score for each in alone) - reader.search(rare, limit=1).page[0].score
    assert [hit.score for hit in together] == [pytest.approx(scores)]


def test_alternatives_that_are_nowhere_do_not_hide_the_others(reader: IndexReader) -> None:
    assert reader.count(AnyOf((_word("气球"), _word("会议")))) == 1


def test_alternatives_that_are_all_nowhere_find_nothing(reader: IndexReader) -> None:
    assert reader.count(AnyOf((_word("气球"), _word("火箭")))) == 0


def test_run_of_a_title_that_only_ranks_puts_its_title_first(reader: IndexReader) -> None:
    run = Phrase(TextField.TITLE_GRAMS, ("飞艇", "艇公", "公务"))
    first = reader.search(AllOf((_word("公务"),), better=(run,)), limit=1).page[0]
    assert first.id == "r1-31"


def test_what_only_ranks_is_no_part_of_what_matches() -> None:
    limit = Range(Number.YEAR, 2020)
    asked = AllOf((Boosted(AllOf((_word("公务"),), better=(_word("接待"),)), 0.5), limit))
    assert matching(asked) == AllOf((AllOf((_word("公务"),)), limit))
