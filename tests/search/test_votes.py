"""Words vote for the types in whose wordings they occur."""

from search.votes import Votes

KINDS = {
    "食堂": ("食堂账目", "食堂伙食", "伙食费"),
    "公车": ("公车私用", "油费"),
    "接待": ("公务接待", "接待费"),
    **{f"其他{n}": (f"别的{n}",) for n in range(40)},
}


def test_a_word_that_few_types_have_tells_the_type() -> None:
    assert list(Votes(KINDS).of("孩子们说伙食变了")) == ["食堂"]


def test_words_of_no_type_tell_nothing() -> None:
    assert not Votes(KINDS).of("天上有飞艇")


def test_a_word_that_many_types_have_says_less() -> None:
    votes = Votes({**KINDS, "医院": ("药品采购", "药品")}).of("药品 接待费 别的3")
    assert votes["医院"] > votes["接待"] > votes["其他3"]
