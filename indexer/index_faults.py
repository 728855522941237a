"""What is wrong with a library's index, as far as its files and the catalog tell."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.engine import Everything, IndexReader, IndexUnreadable, KeywordField, Term
from indexer.faults import HEALED, Fault, FaultKind
from indexer.library import Library

if TYPE_CHECKING:
    from indexer.catalog import Catalog

_REINDEX = "请运行 huitoukan reindex 重建，原件不受影响。"


def index_faults(
    library: Library, catalog: "Catalog", counted: Mapping[str, int]
) -> Iterator[Fault]:
    """Where the index is damaged, or not what the catalog asks for; `counted` are the catalog's
    findings by report."""
    where = str(library.folder)
    for path in _damaged_files(library):
        yield _fault(str(path), f"索引文件 {path} 已损坏。{_REINDEX}")
    try:
        reader = library.open_index().reader()
        yield from _out_of_step(reader, catalog, counted, where)
    except IndexUnreadable as error:
        yield _fault(where, str(error) or f"索引打不开。{_REINDEX}")


def _out_of_step(
    reader: IndexReader, catalog: "Catalog", counted: Mapping[str, int], where: str
) -> Iterator[Fault]:
    from indexer.analysis import analyzer_fingerprint

    state = reader.state()
    if state is None:
        if counted:
            yield _fault(where, f"索引缺失：{_REINDEX}")
        return
    if state.fingerprint != analyzer_fingerprint():
        yield _fault(where, f"索引由另一版本的分词词典建成。{_REINDEX}")
    if state.sequence != catalog.position().sequence:
        yield _fault(where, f"索引落后于目录。{HEALED}")
    elif differing := list(_differing(reader, counted)):
        told = f"索引里有 {len(differing)} 份报告的问题数与目录不同。{_REINDEX}"
        yield _fault("、".join(differing[:5]), told)


def _differing(reader: IndexReader, counted: Mapping[str, int]) -> Iterator[str]:
    """Reports with another number of findings in the index than in the catalog."""
    for report, count in sorted(counted.items()):
        if reader.count(Term(KeywordField.REPORT, report)) != count:
            yield report
    if reader.count(Everything()) > sum(counted.values()):
        yield "多余的问题"


def _damaged_files(library: Library) -> list[Path]:
    """The index's files that fail their checksums; only Tantivy's have any."""
    folder = library.index_folder()
    if library.settings.engine != "tantivy" or not folder.is_dir():
        return []
    from indexer.engines.tantivy_files import damaged_files

    return damaged_files(folder)


def _fault(about: str, message: str) -> Fault:
    return Fault(kind=FaultKind.INDEX, about=about, message=message)
