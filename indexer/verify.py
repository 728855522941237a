"""Whether a library still holds, byte for byte, what was put into it, and its parts agree."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.errors import LibraryError
from indexer.faults import HEALED, Fault, FaultKind
from indexer.index_faults import index_faults
from indexer.journal import Arrival
from indexer.library import WAIT_SECONDS, Library
from indexer.originals import matches
from indexer.outcome import OnProgress, Progress
from ingest.model import Record

if TYPE_CHECKING:
    from indexer.catalog import Catalog

_TELL_EVERY = 64


class Verified(Record, frozen=True, kw_only=True):
    """What was looked at: originals with their bytes, events, current reports and findings."""

    originals: int
    bytes: int
    events: int
    reports: int
    findings: int
    seconds: float
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(
    library: Library, *, progress: OnProgress | None = None, wait: float = WAIT_SECONDS
) -> Verified:
    """Reads every original and compares journal, catalog and index; changes nothing.

    The hashing goes on beside a writer; the comparison waits up to `wait` seconds for it. Progress
    counts originals. Raises `LibraryBusy`, and `LibraryError` where there is no library.
    """
    library.require()
    began = time.monotonic()
    check = _Check(library)
    check.hash_originals(progress)
    with _undisturbed(library, wait):
        check.compare()
    return check.result(time.monotonic() - began)


class _Check:
    """One verification under way."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._faults: list[Fault] = []
        self._damaged: set[str] = set()
        self._originals = self._bytes = self._events = self._reports = self._findings = 0

    def result(self, seconds: float) -> Verified:
        """What was found."""
        return Verified(
            originals=self._originals,
            bytes=self._bytes,
            events=self._events,
            reports=self._reports,
            findings=self._findings,
            seconds=seconds,
            faults=tuple(self._faults),
        )

    def hash_originals(self, progress: OnProgress | None) -> None:
        """Reads every kept file, a piece at a time."""
        total = sum(1 for _ in self._library.originals.files())
        for path in self._library.originals.files():
            self._originals += 1
            self._bytes += path.stat().st_size
            if not matches(path):
                self._damaged.add(path.name)
            if progress is not None and not self._originals % _TELL_EVERY:
                progress(Progress(done=self._originals, total=max(total, self._originals)))
        if progress is not None:
            progress(Progress(done=self._originals, total=self._originals))

    def compare(self) -> None:
        """Journal with originals, with catalog, with index."""
        from indexer.catalog import Catalog

        named = self._journal()
        try:
            with Catalog(self._library.catalog_url(), reading=True) as catalog:
                self._journal_with(catalog)
                self._originals_with(named, catalog)
                counted = catalog.findings()
                self._reports, self._findings = len(counted), sum(counted.values())
                self._faults.extend(index_faults(self._library, catalog, counted))
        except LibraryError as error:
            self._add(FaultKind.CATALOG, str(self._library.folder), str(error))
            self._originals_with(named, None)

    def _journal(self) -> dict[str, str]:
        """The names that arrived, by SHA-256."""
        journal = self._library.journal
        named: dict[str, str] = {}
        if not journal.path.exists():
            self._add(
                FaultKind.JOURNAL,
                str(journal.path),
                f"日志缺失（{journal.path}）：下次 huitoukan ingest 时由目录补写。",
            )
        for event in journal.events():
            self._events += 1
            if isinstance(event, Arrival):
                named.setdefault(event.sha256, event.path)
        for number in journal.damaged_lines():
            self._add(
                FaultKind.JOURNAL,
                f"{journal.path}:{number}",
                f"日志 {journal.path} 第 {number} 行读不懂（已跳过，其余照用）。"
                "请运行 huitoukan reindex，由目录补写这一行；如果是用更新版本写成，请先升级程序。",
            )
        return named

    def _journal_with(self, catalog: "Catalog") -> None:
        from indexer.history import continues, forgotten, untraced

        journal = self._library.journal
        if lost := forgotten(journal, catalog):
            self._add(
                FaultKind.JOURNAL,
                str(journal.path),
                f"日志 {journal.path} 缺少 {lost} 条目录里有的记录。"
                "请运行 huitoukan reindex，先由目录补写日志，再重建。",
            )
        elif journal.path.exists() and not continues(journal, catalog):
            self._add(
                FaultKind.JOURNAL,
                str(journal.path),
                f"日志 {journal.path} 与目录接不上。下次 huitoukan ingest 时由目录重写。",
            )
        if missing := sum(1 for _ in untraced(journal, catalog)):
            self._add(
                FaultKind.CATALOG,
                str(journal.path),
                f"目录缺少日志里的 {missing} 条记录。{HEALED}",
            )

    def _originals_with(self, named: dict[str, str], catalog: "Catalog | None") -> None:
        wanted = dict(named)
        if catalog is not None:
            for stay in catalog.stays():
                if isinstance(stay, Arrival):
                    wanted.setdefault(stay.sha256, stay.path)
        for digest, path in sorted(wanted.items()):
            file = self._library.originals.path(digest)
            if digest in self._damaged or not file.exists():
                lost = digest not in self._damaged
                self._add(
                    FaultKind.ORIGINAL_LOST if lost else FaultKind.ORIGINAL_DAMAGED,
                    str(file),
                    f"{path} 的原件{'丢失' if lost else '损坏'}（{file}）。{_cure(path)}",
                )
        kept = {each.name for each in self._library.originals.files()}
        for digest in sorted(kept - wanted.keys()):
            file = self._library.originals.path(digest)
            self._add(
                FaultKind.ORIGINAL_UNLISTED,
                str(file),
                f"原件 {file} 没有登记在日志和目录里。请运行 huitoukan reindex，把它收进库。",
            )

    def _add(self, kind: FaultKind, about: str, message: str) -> None:
        self._faults.append(Fault(kind=kind, about=about, message=message))


def _cure(path: str) -> str:
    """What to do where the original of what came from `path` is lost or damaged."""
    return f"请重新导入：huitoukan ingest {path}；或从备份恢复 originals 文件夹。"


@contextmanager
def _undisturbed(library: Library, wait: float) -> Iterator[None]:
    """Nobody writes inside; nobody can where the library is read-only."""
    if not library.writable:
        yield
        return
    with library.writing(wait):
        yield
