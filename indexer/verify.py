"""Whether a library still holds, byte for byte, what was put into it, and its parts agree."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.engine import Everything, IndexReader, IndexUnreadable, KeywordField, Term
from indexer.errors import LibraryError
from indexer.journal import Arrival
from indexer.library import WAIT_SECONDS, Library
from indexer.originals import matches
from indexer.outcome import OnProgress, Progress
from ingest.model import Record

if TYPE_CHECKING:
    from indexer.catalog import Catalog

_TELL_EVERY = 64
_REINDEX = "请运行 huitoukan reindex 重建，原件不受影响。"
_HEALED = "下次 huitoukan ingest 时自动补齐，也可运行 huitoukan reindex。"


class FaultKind(StrEnum):
    """What is wrong with a part of a library."""

    ORIGINAL_LOST = "原件丢失"
    ORIGINAL_DAMAGED = "原件损坏"
    ORIGINAL_UNLISTED = "原件未登记"
    JOURNAL = "日志缺损"
    CATALOG = "目录不符"
    INDEX = "索引不符"


class Fault(Record, frozen=True, kw_only=True):
    """Something wrong; `about` is the file or report, `message` says what it is and its cure."""

    kind: FaultKind
    about: str
    message: str


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
                self._index_with(catalog)
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
                f"目录缺少日志里的 {missing} 条记录。{_HEALED}",
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
                    f"{path} 的原件{'丢失' if lost else '损坏'}（{file}）。{cure(path)}",
                )
        kept = {each.name for each in self._library.originals.files()}
        for digest in sorted(kept - wanted.keys()):
            file = self._library.originals.path(digest)
            self._add(
                FaultKind.ORIGINAL_UNLISTED,
                str(file),
                f"原件 {file} 没有登记在日志和目录里。请运行 huitoukan reindex，把它收进库。",
            )

    def _index_with(self, catalog: "Catalog") -> None:
        from indexer.analysis import analyzer_fingerprint

        counted = catalog.findings()
        self._reports, self._findings = len(counted), sum(counted.values())
        where = str(self._library.folder)
        for path in _damaged_index(self._library):
            self._add(FaultKind.INDEX, str(path), f"索引文件 {path} 已损坏。{_REINDEX}")
        try:
            reader = self._library.open_index().reader()
            state = reader.state()
            if state is None:
                if self._reports:
                    self._add(FaultKind.INDEX, where, f"索引缺失：{_REINDEX}")
                return
            if state.fingerprint != analyzer_fingerprint():
                self._add(FaultKind.INDEX, where, f"索引由另一版本的分词词典建成。{_REINDEX}")
            if state.sequence != catalog.position().sequence:
                self._add(FaultKind.INDEX, where, f"索引落后于目录。{_HEALED}")
            elif differing := list(_differing(reader, counted)):
                self._add(
                    FaultKind.INDEX,
                    "、".join(differing[:5]),
                    f"索引里有 {len(differing)} 份报告的问题数与目录不同。{_REINDEX}",
                )
        except IndexUnreadable as error:
            self._add(FaultKind.INDEX, where, str(error) or f"索引打不开。{_REINDEX}")

    def _add(self, kind: FaultKind, about: str, message: str) -> None:
        self._faults.append(Fault(kind=kind, about=about, message=message))


def cure(path: str) -> str:
    """What to do where the original of what came from `path` is lost or damaged."""
    return f"请重新导入：huitoukan ingest {path}；或从备份恢复 originals 文件夹。"


def _damaged_index(library: Library) -> list[Path]:
    """The index's files that fail their checksums; only Tantivy's have any."""
    folder = library.index_folder()
    if library.settings.engine != "tantivy" or not folder.is_dir():
        return []
    from indexer.engines.tantivy_files import damaged_files

    return damaged_files(folder)


def _differing(reader: IndexReader, counted: dict[str, int]) -> Iterator[str]:
    """Reports with another number of findings in the index than in the catalog."""
    for report, count in sorted(counted.items()):
        if reader.count(Term(KeywordField.REPORT, report)) != count:
            yield report
    if reader.count(Everything()) > sum(counted.values()):
        yield "多余的问题"


@contextmanager
def _undisturbed(library: Library, wait: float) -> Iterator[None]:
    """Nobody writes inside; nobody can where the library is read-only."""
    if not library.writable:
        yield
        return
    with library.writing(wait):
        yield
