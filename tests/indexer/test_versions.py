"""What differs between two versions of a text."""

from indexer.versions import Difference, differences

A = "1.关于“公务接待不规范”的问题。一是清退超标费用3万元。"
B = "2.关于“村务公开不及时”的问题。一是补齐公开栏，逐村核对。"


def _text(*paragraphs: str) -> str:
    return "\n".join(paragraphs)


def test_equal_texts_differ_in_nothing() -> None:
    assert differences(_text(A, B), _text(A, B)) == ()


def test_a_new_paragraph_is_put_in() -> None:
    assert differences(A, _text(A, B)) == (Difference(after=B),)


def test_a_paragraph_left_out_is_taken_out() -> None:
    assert differences(_text(A, B), B) == (Difference(before=A),)


def test_a_paragraph_reworded_says_where() -> None:
    (found,) = differences(A, A.replace("3", "5"))
    assert found.before == A
    assert [A[start:end] for start, end in found.out] == ["3"]


def test_paragraphs_that_have_nothing_in_common_are_no_pair() -> None:
    other = "特此通报，欢迎监督。"
    assert set(differences(A, other)) == {Difference(before=A), Difference(after=other)}


def test_visitor_counts_do_not_differ() -> None:
    assert differences(_text(A, "浏览次数：1"), _text(A, "浏览次数：2")) == ()
