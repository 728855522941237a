"""What a few characters may become."""

import pytest

from indexer.engine import Engine
from ingest.taxonomy import standard
from search.suggest import suggest


def test_a_type_comes_with_its_number_of_findings(towns: Engine) -> None:
    best = suggest(towns, "公务", standard())[0]
    assert (best.text, best.kind, best.findings) == ("公务接待", "类型", 4)


def test_an_organisation_is_found_by_any_part(towns: Engine) -> None:
    assert "大岭镇" in [each.text for each in suggest(towns, "岭镇", standard())]


def test_what_begins_so_comes_before_what_holds_it(towns: Engine) -> None:
    found = [each.text.startswith("接待") for each in suggest(towns, "接待", standard(), limit=50)]
    assert found == sorted(found, reverse=True)


def test_what_findings_have_comes_before_bare_terms(towns: Engine) -> None:
    known = [each.findings > 0 for each in suggest(towns, "公", standard(), limit=50)]
    begin = [each for each in suggest(towns, "公", standard(), limit=50) if each.text[0] == "公"]
    assert [each.findings > 0 for each in begin] == sorted(known[: len(begin)], reverse=True)


@pytest.mark.parametrize("signs", ["  ", ",", "、", "*"])
def test_signs_suggest_nothing(towns: Engine, signs: str) -> None:
    assert suggest(towns, signs, standard()) == []


def test_an_asterisk_at_the_end_is_not_needed(towns: Engine) -> None:
    assert suggest(towns, "公务*", standard()) == suggest(towns, "公务", standard())
