"""The benchmark runner: tables go where their marks are; a failing case is told, not hidden."""

import pytest

from bench.run import CaseError, Table, fill, markdown, run_case


def test_table_becomes_markdown() -> None:
    table = Table(title="速度", head=("", "条/秒"), rows=(("甲", "10"),), note="注。")
    assert markdown(table) == "**速度**\n\n|  | 条/秒 |\n|---|---:|\n| 甲 | 10 |\n\n注。"


def test_tables_replace_only_what_is_between_their_marks() -> None:
    document = "前\n<!-- bench:a -->\n旧\n<!-- /bench:a -->\n后\n"
    assert fill(document, "a", "新") == "前\n<!-- bench:a -->\n新\n<!-- /bench:a -->\n后\n"


def test_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="没有标记"):
        fill("什么也没有", "a", "新")


def test_case_reports_its_numbers_and_its_process() -> None:
    case = run_case("tests.bench.test_run:doubled", n=21)
    assert case.values == {"result": 42}
    assert case.peak_mb > 1


def test_failing_case_raises_with_its_error() -> None:
    with pytest.raises(CaseError, match="ZeroDivisionError"):
        run_case("tests.bench.test_run:broken", n=1)


def test_case_may_complain_at_length_without_blocking() -> None:
    with pytest.raises(CaseError, match=r"x{100}"):
        run_case("tests.bench.test_run:verbose", n=200_000)


def doubled(n: int) -> dict[str, float]:
    """A case for the tests above."""
    return {"result": 2 * n}


def broken(n: int) -> dict[str, float]:
    """A case that fails."""
    return {"result": n / 0}


def verbose(n: int) -> dict[str, float]:
    """A case that fails with more text than a pipe holds."""
    raise RuntimeError("x" * n)
