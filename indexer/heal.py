"""Brings a library's parts into step again: journal → catalog → index."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.adopt import adopt
from indexer.engine import Engine, IndexBusy, IndexState, IndexUnreadable, IndexWriter
from indexer.errors import LibraryBusy, LibraryError, ReportsAtStake, StaleIndex, disk_full_told
from indexer.journal import Arrival
from indexer.library import Generation, Library
from indexer.prepare import IndexJob, ReadJob, decode_documents, index, prepare
from ingest.model import Record
from ingest.sandbox import run
from ingest.unreadable import Unreadable

if TYPE_CHECKING:
    from indexer.catalog import Catalog
    from indexer.transaction import Content, NewReport, Transaction

_REPORTS_AT_ONCE = 64
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
    from indexer.history import continues, restore

    library.originals.tidy()
    notes = []
    if not continues(library.journal, catalog):
        notes.append(_restored(library, restore(library.journal, catalog)))
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

    from indexer.history import forgotten, restore

    journal = library.journal
    kept: set[str] = set()
    notes = unread(library, 0)
    try:
        with library.catalog(), library.open_catalog() as catalog:
            kept = catalog.digests()
            if forgotten(journal, catalog):
                notes = [_restored(library, restore(journal, catalog))]
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


def _restored(library: Library, lost: int) -> str:
    return (
        f"日志 {library.journal.path} 缺损，已由目录补写（缺 {lost} 条）；"
        "原来的日志另存在旁边（扩展名 .damaged）。"
    )


def unread(library: Library, start: int) -> list[str]:
    """A sentence on the lines of the journal that hold no event."""
    lines = library.journal.damaged_lines(start)
    if not lines:
        return []
    shown = "、".join(map(str, lines[:_SHOWN])) + ("…" if len(lines) > _SHOWN else "")
    return [
        f"日志 {library.journal.path} 第 {shown} 行读不懂，已跳过，其余照用。"
        "如果库由更新版本的程序写过，请升级程序；否则请运行 huitoukan reindex 补上。"
    ]


def replay(library: Library, transaction: "Transaction", start: int) -> int:
    """Brings the catalog from byte `start` of the journal to its end; returns how many events."""
    failures: dict[Content, Unreadable] = {}
    batch: list[NewReport] = []
    for new in _read_again(library, transaction, start, failures):
        batch.append(new)
        if len(batch) == _REPORTS_AT_ONCE:
            transaction.add(batch)
            batch.clear()
    transaction.add(batch)
    transaction.apply(library.journal.events(start), failures)
    transaction.advance(library.journal.end())
    return sum(1 for _ in library.journal.events(start))


def rebuild_index(library: Library, catalog: "Catalog", generation: Generation) -> int:
    """Fills the index of `generation` from the catalog; returns how many reports are in it."""
    engine = library.open_index(generation)
    engine.clear()
    return _fill(library, engine, catalog, catalog.current(), [])


def _read_again(
    library: Library,
    transaction: "Transaction",
    start: int,
    failures: "dict[Content, Unreadable]",
) -> "Iterator[NewReport]":
    from indexer.transaction import NewReport, content, decode, report_id

    waiting: dict[str, dict[Content, Arrival]] = {}
    for event in library.journal.events(start):
        if isinstance(event, Arrival):
            waiting.setdefault(event.sha256, {}).setdefault(content(event), event)
    for digest in transaction.known(waiting):
        del waiting[digest]
    folder, limits = library.originals.folder, library.settings.limits
    while waiting:
        # The same bytes under another suffix are tried only where the first try failed, so that
        # the report's name does not depend on which worker is quicker.
        first = {digest: next(iter(each.values())) for digest, each in waiting.items()}
        jobs = (
            ReadJob(
                originals=folder,
                sha256=digest,
                name=each.name,
                report_id=report_id(digest),
                size=0,
                limits=limits,
                taxonomy=library.taxonomy,
            )
            for digest, each in first.items()
        )
        for job, result in run(prepare, jobs, workers=library.settings.processes, limits=limits):
            arrival = first[job.sha256]
            if isinstance(result, Unreadable):
                failures[content(arrival)] = result
                del waiting[job.sha256][content(arrival)]
                if waiting[job.sha256]:
                    continue
            else:
                yield NewReport(
                    arrival=arrival,
                    report=decode(result.report),
                    payload=result.report,
                    text=result.text,
                    text_digest=result.text_digest,
                )
            del waiting[job.sha256]


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
        changes = catalog.changes(state.sequence)
        added = [each.report_id for each in changes if each.added]
        reports = len(changes)
        touched = [each.report_id for each in changes]
        _fill(library, engine, catalog, catalog.current(added), touched)
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


def index_state(engine: Engine) -> IndexState | None:
    """What the index says of itself; None where it is missing or damaged."""
    try:
        return engine.reader().state()
    except IndexUnreadable:
        return None


def _fill(
    library: Library,
    engine: Engine,
    catalog: "Catalog",
    reports: Iterable[tuple[str, str, bytes]],
    removed: list[str],
) -> int:
    from indexer.analysis import analyzer_fingerprint

    settings = library.settings
    jobs = (IndexJob(report_id=each, name=name, payload=data) for each, name, data in reports)
    count = 0
    with engine_writer(engine, library) as writer:
        if removed:
            writer.remove(removed)
        for job, result in run(index, jobs, workers=settings.processes, limits=settings.limits):
            # It was analysed once before: what a worker could not do again, this process can.
            packed = index(job) if isinstance(result, Unreadable) else result
            writer.add(decode_documents(packed))
            count += 1
        writer.commit(IndexState(catalog.position().sequence, analyzer_fingerprint()))
    return count


@contextmanager
def engine_writer(engine: Engine, library: Library) -> Iterator[IndexWriter]:
    """The engine's writer; a foreign one's lock is told as `LibraryBusy`."""
    try:
        with engine.writer() as writer:
            yield writer
    except IndexBusy as error:
        raise LibraryBusy(
            f"另一个程序正在写入 {library.folder} 的检索索引。请等它结束后再试。"
        ) from error
