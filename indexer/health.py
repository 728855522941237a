"""How a library fares: counts, sizes, and whether its index keeps up."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.entries import Counts
from indexer.library import Library
from ingest.model import Record

if TYPE_CHECKING:
    from indexer.catalog import Catalog


class IndexHealth(StrEnum):
    """Whether the index answers for all that the catalog holds."""

    LEVEL = "正常"
    BEHIND = "落后于目录，下次导入时自动补齐"
    STALE = "分词词典已更新，请运行 huitoukan reindex"
    BROKEN = "缺失或损坏，下次导入时自动重建"


class Sizes(Record, frozen=True, kw_only=True):
    """Bytes on disk; `catalog` is None where a database server keeps it."""

    originals: int
    catalog: int | None
    index: int


class LibraryHealth(Record, frozen=True, kw_only=True):
    """What `huitoukan status` shows."""

    folder: str
    counts: Counts
    index: IndexHealth
    sizes: Sizes


def health(library: Library) -> LibraryHealth:
    """How the library fares. Changes nothing; raises `LibraryError` where there is none."""
    library.require()
    with library.catalog() as catalog:
        return LibraryHealth(
            folder=str(library.folder),
            counts=catalog.counts(),
            index=_index(library, catalog),
            sizes=Sizes(
                originals=library.originals.size(),
                catalog=None if library.settings.catalog else _catalog_bytes(library),
                index=_folder_bytes(library.index_folder()),
            ),
        )


def _index(library: Library, catalog: "Catalog") -> IndexHealth:
    from indexer.analysis import analyzer_fingerprint
    from indexer.heal import index_state

    position = catalog.position()
    behind = library.behind or position.journal < library.journal.end()
    state = index_state(library.engine())
    if state is None:
        return IndexHealth.BROKEN if position.sequence else IndexHealth.LEVEL
    if state.fingerprint != analyzer_fingerprint():
        return IndexHealth.STALE
    if not position.floor <= state.sequence <= position.sequence:
        return IndexHealth.BROKEN
    if behind or state.sequence < position.sequence:
        return IndexHealth.BEHIND
    return IndexHealth.LEVEL


def _catalog_bytes(library: Library) -> int:
    file = library.catalog_file()
    return sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*"))


def _folder_bytes(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
