"""The library with its real reader, parser, analyzer and engine."""

from pathlib import Path

from indexer.build import ingest
from indexer.engine import KeywordField, Term
from indexer.health import IndexHealth, health
from indexer.library import Library
from indexer.reindex import reindex

NOTICE = """中共云川县柳河镇委员会关于巡察整改进展情况的通报

一、关于党的建设方面
1.公务接待不规范的问题。
整改措施：修订接待制度，组织财务人员学习。
整改进度：已完成整改。
2.集体资产账目不清的问题。
整改措施：逐村清查登记。
整改进度：正在整改。
"""


def test_a_notice_goes_in_and_its_findings_come_out(tmp_path: Path) -> None:
    (tmp_path / "通报.txt").write_text(NOTICE, encoding="utf-8")
    library = Library(tmp_path / "data")

    summary = ingest(library, [tmp_path / "通报.txt"])

    done = Term(KeywordField.STATUS, "完成")
    assert (summary.new, summary.findings) == (1, 2)
    assert library.engine().reader().count(done) == 1
    assert health(library).index is IndexHealth.LEVEL

    reindex(library)

    assert library.engine().reader().count(done) == 1
    assert health(library).index is IndexHealth.LEVEL


def test_a_damaged_index_is_made_anew_by_the_next_ingest(tmp_path: Path) -> None:
    (tmp_path / "通报.txt").write_text(NOTICE, encoding="utf-8")
    library = Library(tmp_path / "data")
    ingest(library, [tmp_path / "通报.txt"])
    for file in library.index_folder().iterdir():
        file.write_bytes(b"x")
    assert health(library).index is IndexHealth.BROKEN

    ingest(library, [tmp_path / "通报.txt"])

    assert library.engine().reader().count(Term(KeywordField.STATUS, "完成")) == 1


def test_a_lost_original_costs_one_report_and_no_more(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        text = f"关于{name}镇巡察整改情况的通报\n1.关于“公务接待不规范”的问题。一是修订办法。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library(tmp_path / "data")
    ingest(library, [tmp_path / "甲.txt", tmp_path / "乙.txt"])
    next(file for file in library.originals.folder.glob("??/*") if file.is_file()).unlink()

    reindex(library, drop_lost=True)

    with library.catalog() as catalog:
        assert len(list(catalog.current())) == 1
        assert ["原件丢失" in each.reason for each in catalog.quarantined()] == [True]
