"""A copy of all of a library that cannot be made anew, in one file, while the library is in use."""

import os
import re
import tempfile
import time
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from indexer.backup_file import BackupReader, BackupWriter, Header
from indexer.errors import LibraryError, disk_full_told
from indexer.library import Library
from indexer.originals import sync_folder
from indexer.outcome import OnProgress, Progress
from indexer.snapshot import frozen, journal_now, name_within, others
from ingest.model import Record

_PART = ".{}.huitoukan-part"
_DATED = re.compile(r"huitoukan-\d{8}-\d{6}\.tar\.gz")
_STALE_SECONDS = 24 * 3600.0
_TELL_EVERY = 64


class Backup(Record, frozen=True, kw_only=True):
    """A backup that was written and read back. `damaged` and `missing` are originals, by SHA-256,
    that the library itself has no longer as they were."""

    file: str
    bytes: int
    files: int
    originals: int
    damaged: tuple[str, ...]
    missing: tuple[str, ...]
    removed: tuple[str, ...]
    seconds: float


def backup(
    library: Library,
    target: Path,
    *,
    keep: int | None = None,
    progress: OnProgress | None = None,
) -> Backup:
    """Writes a backup to `target`, a new file, or a folder where it gets a name by date and time.

    It holds the originals with their journal, decisions, saved searches, accounts, the sources'
    history and all settings; catalog, index and links follow from these. What is written to the
    library meanwhile is in the backup wholly or not at all. The file appears once it is whole and
    was read back. With `keep`, older backups of that folder are removed, so that so many remain.

    Raises `LibraryError` where there is no library, where `target` exists, and where it is within
    the library; `LibraryDiskFull`.
    """
    library.require()
    began = time.monotonic()
    file = _target(library, target)
    part = file.with_name(_PART.format(file.name))
    _tidy(file.parent)
    with disk_full_told(str(file.parent)), ExitStack() as stack:
        handle = os.open(
            part, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600
        )
        stack.callback(part.unlink, missing_ok=True)
        with os.fdopen(handle, "w+b") as written:
            copy = _Copy(library, written, progress)
            copy.write()
            written.flush()
            os.fsync(written.fileno())
            written.seek(0)
            for _ in BackupReader(written).members():
                pass
        _publish(part, file)
    removed = _rotate(file, keep) if keep else ()
    return Backup(
        file=str(file),
        bytes=file.stat().st_size,
        files=copy.files,
        originals=copy.originals,
        damaged=tuple(copy.damaged),
        missing=tuple(copy.missing),
        removed=removed,
        seconds=time.monotonic() - began,
    )


class _Copy:
    """One backup under way."""

    def __init__(self, library: Library, file: BinaryIO, progress: OnProgress | None) -> None:
        self._library = library
        self._file = file
        self._progress = progress
        self.files = self.originals = 0
        self.damaged: list[str] = []
        self.missing: list[str] = []

    def write(self) -> None:
        """Writes all pieces.

        Whatever refers to reports is looked at before the journal, and the journal before the
        originals: a later part then holds all that an earlier one refers to.
        """
        library = self._library
        header = Header(
            program=version("huitoukan"),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            library=library.folder.name,
        )
        with tempfile.TemporaryDirectory(prefix="huitoukan-") as scratch, ExitStack() as open_files:
            pieces = [frozen(library, each, Path(scratch)) for each in others(library)]
            handles = [open_files.enter_context(each.path.open("rb")) for each in pieces]
            kept = {path.name for path in library.originals.files()}
            journal, end, named = journal_now(library, kept)
            open_files.enter_context(closing(journal))
            originals = sorted(named | kept)
            total = len(pieces) + 1 + len(originals)
            with BackupWriter(self._file, header) as writer:
                for piece, handle in zip(pieces, handles, strict=True):
                    writer.add(piece.name, handle, piece.size, piece.mode)
                    self._tell(total)
                writer.add(name_within(library, library.journal.path), journal, end)
                self._tell(total)
                for digest in originals:
                    self._add_original(writer, digest)
                    self._tell(total)

    def _add_original(self, writer: BackupWriter, digest: str) -> None:
        path = self._library.originals.path(digest)
        try:
            file = path.open("rb")
        except FileNotFoundError:
            self.missing.append(digest)
            return
        with file:
            size = os.fstat(file.fileno()).st_size
            if writer.add(name_within(self._library, path), file, size) != digest:
                self.damaged.append(digest)
        self.originals += 1

    def _tell(self, total: int) -> None:
        self.files += 1
        if self._progress and (self.files % _TELL_EVERY == 0 or self.files == total):
            self._progress(Progress(done=self.files, total=total))


def _target(library: Library, target: Path) -> Path:
    target = target.absolute()
    if target.is_dir():
        target /= datetime.now().strftime("huitoukan-%Y%m%d-%H%M%S.tar.gz")
    if target.is_relative_to(library.folder):
        raise LibraryError(
            f"备份不能放在库里面（{library.folder}）。请换一个文件夹，最好是另一块磁盘。"
        )
    if target.exists():
        raise LibraryError(
            f"{target} 已经存在，不覆盖。请换一个文件名，或写文件夹，由程序按时间命名。"
        )
    if not target.parent.is_dir():
        raise LibraryError(f"没有文件夹 {target.parent}。请先建立，或检查磁盘是否已连接。")
    return target


def _publish(part: Path, file: Path) -> None:
    """Lets the whole file appear under its name, never in the place of another."""
    try:
        os.link(part, file)
        part.unlink()
    except FileExistsError as error:
        raise LibraryError(f"{file} 刚刚由别的程序建立，不覆盖。请换一个文件名。") from error
    except OSError:
        # FAT and some network shares know no hard links.
        os.rename(part, file)
    sync_folder(file.parent)


def _tidy(folder: Path) -> None:
    """Removes what backups that were killed left behind; a living one is younger."""
    for part in folder.glob(_PART.format("*")):
        with suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > _STALE_SECONDS:
                part.unlink()


def _rotate(newest: Path, keep: int) -> tuple[str, ...]:
    """Removes the oldest backups with names by date from the folder, so that `keep` remain."""
    dated = sorted(each for each in newest.parent.iterdir() if _DATED.fullmatch(each.name))
    old = [each for each in dated if each != newest][: max(0, len(dated) - keep)]
    for each in old:
        each.unlink()
    return tuple(each.name for each in old)
