"""A library made from a backup: whole, or not there."""

import os
import shutil
import time
from pathlib import Path

from indexer.backup_file import BackupReader
from indexer.errors import LibraryError, disk_full_told
from indexer.heal import Healed
from indexer.library import Library
from indexer.originals import sync_folder
from indexer.outcome import OnProgress, Progress
from indexer.reindex import reindex
from ingest.model import Record

_PART = ".{}.restoring"
_PIECE = 1 << 20
_TELL_EVERY = 64


class Restored(Record, frozen=True, kw_only=True):
    """A library that was restored; `made_at` is when the backup was begun, UTC.

    `rebuilt` is False where the settings name servers, which a restore leaves alone; `damaged` are
    originals, by SHA-256, that were not what their name says when the backup was made already.
    """

    folder: str
    made_at: str
    files: int
    reports: int
    rebuilt: bool
    damaged: tuple[str, ...]
    notes: tuple[str, ...]
    seconds: float


def restore(file: Path, folder: Path, *, progress: OnProgress | None = None) -> Restored:
    """Makes the library of a backup in `folder`, which must not exist or be empty.

    All is unpacked and checked beside it, catalog and index are made anew, and only then does it
    get its name. Raises `BackupDamaged`, `LibraryDiskFull`, and `LibraryError` where there is no
    such file, or something in `folder`.
    """
    folder = folder.absolute()
    began = time.monotonic()
    if not file.is_file():
        raise LibraryError(f"找不到备份文件 {file}。请检查路径是否写对、所在磁盘或共享是否已连接。")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LibraryError(
            f"{folder} 里已有内容，不覆盖。请用 --data 写一个新文件夹；"
            "要替换原来的库，请先把它改名，恢复并核对之后再删。"
        )
    part = folder.with_name(_PART.format(folder.name))
    with disk_full_told(str(folder.parent)):
        if part.exists():
            shutil.rmtree(part)
        part.mkdir(parents=True)
        try:
            unpacked = _Unpacked(file, part, progress)
            healed = _rebuild(Library(part))
            _sync_all(part)
            if folder.exists():
                folder.rmdir()
            os.rename(part, folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        sync_folder(folder.parent)
    return Restored(
        folder=str(folder),
        made_at=unpacked.made_at,
        files=unpacked.files,
        reports=healed.reports if healed else 0,
        rebuilt=healed is not None,
        damaged=tuple(unpacked.damaged),
        notes=healed.notes if healed else (),
        seconds=time.monotonic() - began,
    )


def _rebuild(library: Library) -> Healed | None:
    """Makes catalog and index anew; None where the settings name servers, shared with others."""
    settings = library.settings
    if settings.catalog or settings.engine.startswith("http"):
        return None
    library.open_catalog().close()  # that there is none yet is no damage
    return reindex(library)


class _Unpacked:
    """The files of a backup, in a folder."""

    def __init__(self, file: Path, folder: Path, progress: OnProgress | None) -> None:
        self.files = 0
        self.damaged: list[str] = []
        originals = Library(folder).originals
        size = max(1, file.stat().st_size)
        with file.open("rb") as packed:
            reader = BackupReader(packed)
            self.made_at = reader.header.made_at
            for member, data in reader.members():
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as unpacked:
                    while piece := data.read(_PIECE):
                        unpacked.write(piece)
                path.chmod(0o600 | member.mode)
                self.files += 1
                if path == originals.path(path.name) and data.digest() != path.name:
                    self.damaged.append(path.name)
                if progress is not None and self.files % _TELL_EVERY == 0:
                    progress(Progress(done=packed.tell(), total=size))
        if progress is not None:
            progress(Progress(done=size, total=size))


def _sync_all(folder: Path) -> None:
    """Makes all files durable: at once where the system can, else one by one."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
