"""Brings a library's parts into step again: journal → catalog → index."""

from typing import TYPE_CHECKING

from indexer.engine import IndexState
from indexer.errors import StaleIndex, disk_full_told
from indexer.history import continues, restore
from indexer.library import Generation, Library
from indexer.refill import catch_up, index_state, rebuild_index
from indexer.replay import replay
from ingest.model import Record

if TYPE_CHECKING:
    from indexer.catalog import Catalog

_SHOWN = 5


class Healed(Record, frozen=True, kw_only=True):
    """What was out of step: journal events that the catalog lacked, reports that the index had to
    take in or out, and whether the index was made anew. `notes` say what was damaged."""

    events: int = 0
    reports: int = 0
    rebuilt: bool = False
    notes: tuple[str, ...] = ()


def heal(library: Library) -> Healed:
    """Mends whatever a crash, or a person with a file manager, left out of step.

    Raises `StaleIndex` where the index was made by another analyzer, `LibraryBusy` where another
    process writes, `LibraryDiskFull`.
    """
    with (
        disk_full_told(str(library.folder)),
        library.writing(),
        library.open_catalog() as catalog,
    ):
        return heal_held(library, catalog)


def heal_held(library: Library, catalog: "Catalog") -> Healed:
    """`heal` for a caller who holds the library's lock."""
    library.originals.tidy()
    notes = []
    if not continues(library.journal, catalog):
        notes.append(rewritten(library, catalog))
    start = catalog.position()
    events = 0
    if start.journal < library.journal.end():
        notes += unread(library, start.journal)
        library.mark_behind()
        with catalog.transaction() as transaction:
            if start.journal == 0 and start.sequence == 0:
                # A catalog begun anew beside an index that may know another one.
                known = index_state(library.open_index())
                transaction.clear(sequence=known.sequence if known else 0)
            events = replay(library, transaction, start.journal)
    reports, rebuilt = _level_index(library, catalog)
    return Healed(events=events, reports=reports, rebuilt=rebuilt, notes=tuple(notes))


def rewritten(library: Library, catalog: "Catalog") -> str:
    """Writes the journal anew from the catalog, and says in a sentence what it lacked."""
    lost = restore(library.journal, catalog)
    return (
        f"日志 {library.journal.path} 缺损，已由目录补写（缺 {lost} 条）；"
        "原来的日志另存在旁边（扩展名 .damaged）。"
    )


def unread(library: Library, start: int) -> list[str]:
    """A sentence on the lines of the journal, from byte `start` on, that hold no event."""
    lines = library.journal.damaged_lines(start)
    if not lines:
        return []
    shown = "、".join(map(str, lines[:_SHOWN])) + ("…" if len(lines) > _SHOWN else "")
    return [
        f"日志 {library.journal.path} 第 {shown} 行读不懂，已跳过，其余照用。"
        "如果库由更新版本的程序写过，请升级程序；否则请运行 huitoukan reindex 补上。"
    ]


def _level_index(library: Library, catalog: "Catalog") -> tuple[int, bool]:
    """How many reports the index had to take in or out, and whether it was made anew."""
    engine = library.open_index()
    state = index_state(engine)
    position = catalog.position()
    _refuse_stale(library, state)
    reports, rebuilt = 0, False
    if state is None or not position.floor <= state.sequence <= position.sequence:
        if position.sequence or state:
            library.mark_behind()
            old = library.generation
            new = Generation(catalog=old.catalog, index=old.index + 1)
            reports, rebuilt = rebuild_index(library, catalog, new), True
            library.serve(new)
    elif state.sequence < position.sequence:
        library.mark_behind()
        reports = catch_up(library, engine, catalog, state.sequence)
    library.mark_level()
    library.remove_unused()
    return reports, rebuilt


def _refuse_stale(library: Library, state: IndexState | None) -> None:
    """Raises `StaleIndex` where the index was made by another analyzer than this program's."""
    from indexer.analysis import analyzer_fingerprint

    if state is not None and state.fingerprint != analyzer_fingerprint():
        raise StaleIndex(
            f"{library.folder} 的检索索引由另一版本的分词词典建成，与本程序不符。"
            "请运行 huitoukan reindex 重建（原文和目录不受影响）。"
        )
