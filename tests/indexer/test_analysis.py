"""Tokens: what is one, and what is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import analyzer_fingerprint, atoms, grams, labelled, segmented, words
from indexer.folding import Searched, folded, searchable, stream
from indexer.numerals import numerals


@given(st.text())
def test_folding_keeps_the_number_of_characters(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(alphabet="公务《》“” \n\t接待aB１２,.（〔）〕\u3000"))
def test_every_character_of_the_stream_knows_its_place(text: str) -> None:
    searched = stream(text)
    assert [folded(text)[i] for i in searched.offsets] == list(searched.text)


@given(st.text(alphabet="公务《》“” \n接待aB１２,.（〔）"))
def test_stream_and_searchable_text_agree(text: str) -> None:
    assert stream(text).text == searchable(text)


@given(st.text(alphabet="村级财务管理公开，。", min_size=1), st.data())
def test_every_run_of_characters_is_a_run_of_grams(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    run = grams(text[start : start + 3])
    assert any(grams(text)[i : i + len(run)] == run for i in range(len(text)))


@given(st.text(alphabet="公务《》“” \n接待aB１２,.（〔"))
def test_what_is_searched_leads_back_as_the_stream_does(text: str) -> None:
    searched, whole = Searched(text), stream(text)
    assert searched.text == whole.text
    spans = [(start, start + 1) for start in range(len(whole.text))]
    assert [searched.original(*span) for span in spans] == [whole.original(*span) for span in spans]


def test_blanks_between_latin_words_are_kept() -> None:
    assert searchable("New York 项目") == "new york项目"


def test_folding_is_the_same_after_folding_again() -> None:
    text = "「《財務》」（１）【〔"
    assert folded(folded(text)) == folded(text)


def test_words_keep_their_places() -> None:
    text = "村干部挪用征地款"
    assert [text[word.start : word.end] for word in segmented(text)] == [
        word.text for word in segmented(text)
    ]


def test_domain_words_are_one_word() -> None:
    assert "村干部" in words("个别村干部")


def test_punctuation_is_no_word() -> None:
    assert words("，。：") == []


def test_number_is_one_atom() -> None:
    assert atoms("支出30,000.5元") == ["支", "出", "30000.5", "元"]


def test_labelled_tokens_end_with_a_break() -> None:
    assert labelled("org", "大岭") == "org:大岭 org:| org:大 org:岭 org:|"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("3万元", "=30000元"),
        ("三万元", "=30000元"),
        ("1.2亿元", "=120000000元"),
        ("3.50万元", "=35000元"),
        ("35,000.00元", "=35000元"),
        ("3万余元", "=30000元"),
        ("二十名", "=20"),
        ("两百人", "=200"),
        ("百分之五点五", "=5.5%"),
        ("2024年", "=2024"),
        ("2024年9月", "=2024-09"),
        ("二〇二四年九月", "=2024-09"),
        ("2024.9.5", "=2024-09-05"),
        ("2024.9", "=2024-09"),
        ("2024/09", "=2024-09"),
        ("2024.9万元", "=20249000元"),
        ("2024.19", "=2024.19"),
        ("9月5日", "=09-05"),
        ("十月五日", "=10-05"),
        ("占十分之三成的三名", "=3"),
    ],
)
def test_numeral_has_one_form(text: str, form: str) -> None:
    assert next(numerals(text)).forms[0] == form


@pytest.mark.parametrize("text", ["万万没想到", "一些", "统一", "百姓"])
def test_words_with_numerals_in_them_are_no_numbers(text: str) -> None:
    assert list(numerals(text)) == []


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿点年月日元%,.-0123456789"))
def test_numerals_are_read_without_failing(text: str) -> None:
    assert all(text[n.start : n.end] for n in numerals(text))


def test_fingerprint_is_stable() -> None:
    assert analyzer_fingerprint() == analyzer_fingerprint()
