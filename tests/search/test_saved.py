"""Searches with names."""

from pathlib import Path

import pytest

from indexer.engine import Engine
from search.problem import QueryError
from search.saved import NAME, SavedError, SavedSearches, matching, shown

AT = "2026-11-21T08:00:00+00:00"


@pytest.fixture
def searches(tmp_path: Path) -> SavedSearches:
    made = SavedSearches(tmp_path)
    made.add("接待", "公务接待", AT)
    return made


def test_a_saved_search_comes_back(searches: SavedSearches) -> None:
    assert searches.get("接待").query == "公务接待"


def test_what_a_run_showed_is_seen(searches: SavedSearches) -> None:
    searches.ran("接待", ("aaaa-1",), AT)
    searches.ran("接待", ("aaaa-2",), AT)
    assert searches.get("接待").seen == {"aaaa-1", "aaaa-2"}


def test_a_name_is_taken_once(searches: SavedSearches) -> None:
    with pytest.raises(SavedError, match="已有"):
        searches.add("接待", "别的", AT)


def test_a_removed_search_is_gone_and_its_name_free(searches: SavedSearches) -> None:
    searches.ran("接待", ("aaaa-1",), AT)
    searches.remove("接待", AT)
    searches.add("接待", "公务接待", AT)
    assert searches.get("接待").seen == frozenset()


def test_an_unknown_name_says_which_there_are(searches: SavedSearches) -> None:
    with pytest.raises(SavedError, match="现有：接待"):
        searches.get("公车")


def test_a_wrong_query_is_not_saved(searches: SavedSearches) -> None:
    with pytest.raises(QueryError):
        searches.add("错", '"没有配对', AT)
    assert list(searches.all()) == ["接待"]


@pytest.mark.parametrize("name", ["", "  ", "两\n行", "长" * 61])
def test_a_name_must_be_usable(searches: SavedSearches, name: str) -> None:
    with pytest.raises(SavedError):
        searches.add(name, "公务接待", AT)


def test_half_a_line_of_a_crash_costs_nothing_else(searches: SavedSearches, tmp_path: Path) -> None:
    with (tmp_path / NAME).open("ab") as file:
        file.write(b'{"type":"ran","name"')
    searches.add("公车", "公车", AT)
    assert list(searches.all()) == ["接待", "公车"]


def test_a_foreign_line_is_an_error_that_names_it(searches: SavedSearches, tmp_path: Path) -> None:
    with (tmp_path / NAME).open("ab") as file:
        file.write(b"hello\n")
    with pytest.raises(SavedError, match="第 2 行"):
        searches.all()


def test_only_what_has_all_words_matches(towns: Engine) -> None:
    assert matching(towns, "公务接待 飞艇") == ()


def test_chosen_findings_are_shown_in_their_order(towns: Engine) -> None:
    answer = shown(towns, "公务接待", ("bbbb-2", "aaaa-1"), limit=10)
    assert [hit.card.id for hit in answer.hits] == ["bbbb-2", "aaaa-1"]
