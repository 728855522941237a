"""Pinyin."""

from indexer.pinyin import readings, sounds


def test_initials_come_before_syllables() -> None:
    assert sounds("公务") == ["g", "w", "|", "gong", "wu"]


def test_a_character_sounds_as_its_word_has_it() -> None:
    assert sounds("会计")[-2:] == ["kuai", "ji"]


def test_letters_may_be_cut_in_several_ways() -> None:
    assert set(readings("xian")) == {tuple("xian"), ("xian",), ("xi", "an")}


def test_an_apostrophe_parts_syllables() -> None:
    assert ("xian",) not in readings("xi'an")


def test_readings_of_many_letters_stay_few() -> None:
    assert len(readings("xian" * 100)) <= 16
