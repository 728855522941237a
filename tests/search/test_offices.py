"""An office is found under each of its names."""

from pathlib import Path

import pytest

from indexer.engine import Engine
from indexer.engines.tantivy import TantivyEngine
from search.offices import other_names
from search.precedents import search
from search.synonyms import Synonyms
from tests.indexer.indexed import add, finding, report


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """One finding of an office that is named in full."""
    folder: Path = tmp_path_factory.mktemp("offices")
    made = TantivyEngine(folder / "index")
    housing = report(
        [finding("公车管理不严", "公车管理不严。", 1)], inspected_org=("县住房和城乡建设局党组",)
    )
    add(made, {"aaaa": housing})
    return made


def test_a_short_name_stands_for_the_full_one() -> None:
    assert "县住房和城乡建设局" in other_names("县住建局")


def test_a_name_that_is_no_office_stands_for_itself_only() -> None:
    assert other_names("大岭镇") == ()


def test_the_field_finds_an_office_by_its_short_name(engine: Engine) -> None:
    assert search(engine, "单位:住建局").total == 1


def test_the_field_does_not_find_another_office(engine: Engine) -> None:
    assert search(engine, "单位:交通局").total == 0


def test_free_words_find_an_office_by_its_short_name(engine: Engine, synonyms: Synonyms) -> None:
    answer = search(engine, "住建局 公车", synonyms=synonyms)
    assert (answer.total, answer.partial) == (1, False)
