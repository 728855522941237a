"""Makes a library's catalog and index anew, from the originals and their journal."""

from indexer.adopt import adopt
from indexer.errors import LibraryError, ReportsAtStake, disk_full_told
from indexer.heal import Healed, rewritten, unread
from indexer.history import forgotten
from indexer.journal import Arrival
from indexer.library import Generation, Library
from indexer.refill import index_state, rebuild_index
from indexer.replay import replay

_SHOWN = 5


def reindex(library: Library, *, drop_lost: bool = False) -> Healed:
    """Makes catalog and index anew from the originals and their journal.

    The old ones serve until the new ones are whole. What the old catalog knows and the journal
    does not is written into the journal first, and originals that neither knows are taken in.
    Raises `ReportsAtStake` where reports would be lost, because their originals are gone, damaged
    or no longer readable, unless told to `drop_lost`; `LibraryBusy`, `LibraryDiskFull`, and
    `LibraryError` where there is no library.
    """
    library.require()
    with disk_full_told(str(library.folder)), library.writing():
        library.originals.tidy()
        library.remove_unused()
        kept, notes = _settle_journal(library)
        if not drop_lost:
            _refuse_loss(
                library,
                {each for each in kept if not library.originals.path(each).exists()},
            )
        shared = bool(library.settings.catalog)
        old = library.generation
        new = Generation(catalog=old.catalog + (not shared), index=old.index + 1)
        if shared:
            library.mark_behind()
        try:
            events, reports = _remake(library, new, set() if drop_lost else kept)
            library.serve(new)
        except BaseException:
            # Half a catalog is of no use, and on a full disk it is in the way.
            library.remove_unused()
            raise
        library.mark_level()
        library.remove_unused()
    return Healed(events=events, reports=reports, rebuilt=True, notes=tuple(notes))


def _remake(library: Library, new: Generation, kept: set[str]) -> tuple[int, int]:
    """Makes the catalog and index of generation `new`; returns how many events and reports.

    Raises `ReportsAtStake` where the new catalog lacks something of what is `kept`.
    """
    state = index_state(library.open_index())
    with library.open_catalog(new) as catalog:
        with catalog.transaction() as transaction:
            reached = transaction.position().sequence
            transaction.clear(sequence=max(reached, state.sequence if state else 0))
            events = replay(library, transaction, 0)
            _refuse_loss(library, kept - transaction.known(kept).keys())
        return events, rebuild_index(library, catalog, new)


def _settle_journal(library: Library) -> tuple[set[str], list[str]]:
    """Lets the journal know all that the old catalog and the originals still do.

    Returns the SHA-256 of what the old catalog keeps, and notes on what was damaged.
    """
    from sqlalchemy.exc import DatabaseError

    journal = library.journal
    kept: set[str] = set()
    notes = unread(library, 0)
    try:
        with library.catalog(), library.open_catalog() as catalog:
            kept = catalog.digests()
            if forgotten(journal, catalog):
                notes = [rewritten(library, catalog)]
    except (LibraryError, DatabaseError):
        notes.append("原来的目录读不了，只按日志和原件重建。")
    if adopted := adopt(library.originals, journal):
        notes.append(
            f"有 {adopted} 份原件没有登记，已按原件收进库，文件名已不可考。"
            "再导入一次原来的文件夹，文件名和位置就会补上。"
        )
    return kept, notes


def _refuse_loss(library: Library, lost: set[str]) -> None:
    """Raises `ReportsAtStake` where there are any."""
    if not lost:
        return
    named = {
        event.sha256: event.path for event in library.journal.events() if isinstance(event, Arrival)
    }
    shown = "、".join(sorted(named.get(each, each[:12]) for each in lost)[:_SHOWN])
    raise ReportsAtStake(
        f"没有重建：有 {len(lost)} 份报告的原件已丢失、损坏或读不出来，重建会丢掉它们"
        f"（{shown}{'…' if len(lost) > _SHOWN else ''}）。"
        "请先重新导入这些文件，或从备份恢复 originals 文件夹；"
        "确实不要了，再运行 huitoukan reindex --drop-lost。"
    )
