"""The tokens of a finding, and its card, as an index keeps them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import BREAK, atoms, grams
from indexer.documents import MEASURED, decode_card, index_documents
from indexer.engine import IndexUnreadable, TextField
from indexer.folding import searchable
from ingest.model import Finding, Measure, Report, ReportKind, Status

TEXTS = st.text(alphabet="公务接待整改，。|a12 3", max_size=12)


def tokens(title: str, text: str, measures: list[str]) -> dict[TextField, str]:
    """The tokens of a report's only finding."""
    finding = Finding(
        n=1,
        title=title,
        text=text,
        span=(0, len(text)),
        status=Status.DONE,
        measures=tuple(
            Measure(n=n, text=measure, span=(0, len(measure)))
            for n, measure in enumerate(measures, 1)
        ),
    )
    report = Report(title="通报", kind=ReportKind.NOTICE, findings=(finding,))
    return index_documents("0", report, "通报.txt")[0].tokens


@settings(deadline=None)  # the first call loads the dictionary
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3), TEXTS)
def test_what_no_measure_holds_is_marked(title: str, measures: list[str], fact: str) -> None:
    text = fact + "".join(measures) + fact
    said = searchable(BREAK.join(measures))
    every = {each for part in (searchable(title), searchable(text)) for each in _all(part)}
    labels = tokens(title, text, measures)[TextField.LABELS].split()
    marked = {label.removeprefix("beside:") for label in labels if label.startswith("beside:")}
    assert marked == every - _all(said)


def test_a_number_in_a_measure_is_no_less_there_for_being_written_with_a_blank() -> None:
    labels = tokens("支出1 2元", "支出1 2元。退还12元", ["退还12元"])[TextField.LABELS].split()
    assert "beside:12" not in labels


def test_a_finding_without_measures_marks_none() -> None:
    labels = tokens("公务接待", "公务接待超标", [])[TextField.LABELS].split()
    assert MEASURED not in labels
    assert not any(label.startswith("beside:") for label in labels)


def test_a_title_that_the_text_lacks_is_found_with_it() -> None:
    made = tokens("公务接待", "超标准安排", [])
    assert made[TextField.GRAMS] == "公务 务接 接待 | 超标 标准 准安 安排"


@pytest.mark.parametrize("packed", [b"", b"\xc1", b"\x81\xa2id\xa2\xff\xff"])
def test_a_damaged_card_asks_for_a_new_index(packed: bytes) -> None:
    with pytest.raises(IndexUnreadable, match="huitoukan reindex"):
        decode_card(packed)


def _all(text: str) -> set[str]:
    return {*atoms(text), *grams(text)}
