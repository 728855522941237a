"""A library's own problem types."""

from pathlib import Path

import pytest

from indexer.build import ingest
from indexer.errors import LibraryError
from indexer.library import Library

_REPORT = (
    "关于巡察整改情况的通报\n一、问题整改情况\n1.关于“龙舟队管理不规范”的问题。一是重新登记。\n"
)


def _types(folder: Path) -> list[str | None]:
    library = Library(folder / "data")
    with library.catalog() as catalog:
        (id, _, _), *_ = catalog.current()
        return [finding.type for finding in catalog.report(id).report.findings]


def test_a_type_of_the_librarys_own_is_found_in_reports(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/taxonomy.toml").write_text(
        '[[type]]\nid = "文体活动"\nterms = ["龙舟"]\n', encoding="utf-8"
    )
    (tmp_path / "a.txt").write_text(_REPORT, encoding="utf-8")

    ingest(Library(tmp_path / "data"), [tmp_path / "a.txt"])

    assert _types(tmp_path) == ["文体活动"]


def test_a_wrong_file_of_types_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "taxonomy.toml").write_text("[[type]]\nterms = [1]\n", encoding="utf-8")

    with pytest.raises(LibraryError, match=r"taxonomy\.toml 的内容不对"):
        _ = Library(tmp_path).taxonomy
