"""Words vote for the types in whose wordings they occur."""

from search.votes import Votes

KINDS = {
    "食堂": ("食堂账目", "食堂伙食", "伙食费"),
    "公车": ("公车私用", "油费"),
    "接待": ("公务接待", "接待费"),
    **{f"其他{n}": (f"别的{n}",) for n in range(40)},
}


def test_a_word_that_few_types_have_tells_the_type() -> None:
    assert Votes(KINDS).type_of("孩子们说伙食变了") == "食堂"


def test_words_of_no_type_tell_nothing() -> None:
    assert Votes(KINDS).type_of("天上有飞艇") is None


def test_where_two_types_are_named_alike_neither_is_taken() -> None:
    assert Votes(KINDS).type_of("油费和接待费") is None
