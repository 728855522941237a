"""How a library fares: counts, sizes, and whether its parts keep up."""

import os
from collections import defaultdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.entries import Counts
from indexer.journal import Arrival
from indexer.library import Library
from indexer.originals import total_size
from ingest.model import Record

if TYPE_CHECKING:
    from indexer.catalog import Catalog

_SHOWN = 5


class IndexHealth(StrEnum):
    """Whether the index answers for all that the catalog holds."""

    LEVEL = "正常"
    WRITING = "正在导入，刚导入的内容稍后才能检索"
    BEHIND = "落后于目录，下次导入时自动补齐"
    STALE = "分词词典已更新，请运行 huitoukan reindex"
    BROKEN = "缺失或损坏，请运行 huitoukan reindex；下次导入时也会自动重建"


class Sizes(Record, frozen=True, kw_only=True):
    """Bytes on disk; `catalog` is None where a database server keeps it."""

    originals: int
    catalog: int | None
    index: int


class LibraryHealth(Record, frozen=True, kw_only=True):
    """What `huitoukan status` shows. `vacated` are places whose file is no longer there; `faults`
    are sentences on what can be seen to be wrong without reading the originals."""

    folder: str
    counts: Counts
    vacated: int
    index: IndexHealth
    sizes: Sizes
    faults: tuple[str, ...]


def health(library: Library) -> LibraryHealth:
    """How the library fares. Changes nothing; raises `LibraryError` where there is none, and
    `CatalogMissing`."""
    library.require()
    with library.catalog() as catalog:
        return LibraryHealth(
            folder=str(library.folder),
            counts=catalog.counts(),
            vacated=_vacated(catalog.paths()),
            index=_index(library, catalog),
            sizes=Sizes(
                originals=library.originals.size(),
                catalog=None if library.settings.catalog else _catalog_bytes(library),
                index=_folder_bytes(library.index_folder()),
            ),
            faults=tuple(_faults(library, catalog)),
        )


def _index(library: Library, catalog: "Catalog") -> IndexHealth:
    from indexer.analysis import analyzer_fingerprint
    from indexer.refill import index_state

    if library.being_written:
        return IndexHealth.WRITING
    position = catalog.position()
    behind = library.behind or position.journal < library.journal.end()
    state = index_state(library.open_index())
    if state is None:
        return IndexHealth.BROKEN if position.sequence else IndexHealth.LEVEL
    if state.fingerprint != analyzer_fingerprint():
        return IndexHealth.STALE
    if not position.floor <= state.sequence <= position.sequence:
        return IndexHealth.BROKEN
    if behind or state.sequence < position.sequence:
        return IndexHealth.BEHIND
    return IndexHealth.LEVEL


def _faults(library: Library, catalog: "Catalog") -> list[str]:
    from indexer.heal import unread

    journal, originals = library.journal, library.originals
    sizes = {each.sha256: each.size for each in journal.events() if isinstance(each, Arrival)}
    names = sizes.keys() | catalog.digests()
    damaged = [each for each in sorted(names) if not originals.holds(each, sizes.get(each))]
    faults = unread(library, 0)
    if journal.end() < catalog.position().journal:
        faults.append(f"日志 {journal.path} 缺失或不全，下次导入时由目录补写。")
    if damaged:
        shown = "、".join(str(originals.path(each)) for each in damaged[:_SHOWN])
        more = "…" if len(damaged) > _SHOWN else ""
        faults.append(
            f"有 {len(damaged)} 份原件丢失或损坏（{shown}{more}）。"
            "请重新导入原来的文件，或从备份恢复 originals 文件夹。"
        )
    return faults


def _vacated(paths: list[str]) -> int:
    """How many of these paths are files no longer; addresses on the web do not count."""
    folders: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        if os.path.isabs(path):
            folders[os.path.dirname(path)].add(os.path.basename(path))
    # A look into each folder instead of one at each file: shares on a network are slow.
    return sum(len(names - _names_in(folder)) for folder, names in folders.items())


def _names_in(folder: str) -> set[str]:
    try:
        return set(os.listdir(folder))
    except OSError:
        return set()


def _catalog_bytes(library: Library) -> int:
    file = library.catalog_file()
    return total_size(file.parent.glob(f"{file.name}*"))


def _folder_bytes(folder: Path) -> int:
    # Unlike a glob, a walk bears that a rebuild removes the folder meanwhile.
    return total_size(Path(top, name) for top, _, names in os.walk(folder) for name in names)
