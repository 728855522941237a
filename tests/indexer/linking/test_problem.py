"""Findings prepared for comparison."""

from indexer.linking.problem import detail
from ingest.model import Finding


def finding(title: str, text: str) -> Finding:
    return Finding(n=1, title=title, text=text, span=(0, len(text)))


def test_the_detail_is_what_stands_between_the_title_and_the_measures() -> None:
    one = finding("基础工作薄弱", "1.基础工作薄弱。账目由一人经手。\n整改情况：一是增配人员。")
    assert detail(one).strip("。\n") == "账目由一人经手"


def test_measures_right_behind_the_title_are_no_detail() -> None:
    assert detail(finding("基础工作薄弱", "基础工作薄弱。一是增配人员。")).strip("。") == ""


def test_a_title_that_the_text_does_not_hold_has_no_detail() -> None:
    assert detail(finding("基础工作薄弱", "一项一项整改。")) == ""
