"""The lock of a library: one writer at a time, across processes.

The operating system holds it (flock, or LockFile on Windows), so a dead process frees it at once.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from indexer.errors import LibraryBusy, LibraryError
from indexer.system_errors import reason_of
from ingest.model import Record

NAME = "writer.lock"
HOLDER = "writer.json"


class Holder(Record, frozen=True):
    """The process that writes; `since` is its local time to the second."""

    pid: int
    host: str
    since: str


@contextmanager
def held(folder: Path, wait: float) -> Iterator[None]:
    """Holds the lock of the library in `folder`, waiting up to `wait` seconds for it.

    Raises `LibraryBusy`, which says who holds it, and `LibraryError` where there can be no lock.
    """
    # A soft lock would outlive its process; better no lock than one that a crash leaves behind.
    lock = FileLock(folder / NAME, timeout=wait, fallback_to_soft=False, preserve_lock_file=True)
    try:
        lock.acquire()
    except Timeout as error:
        raise LibraryBusy(_busy(folder)) from error
    except OSError as error:
        reason = reason_of(error)
        sentence = f"不能锁定 {folder}：{reason}。请检查该文件夹的写权限和所在的磁盘。"
        raise LibraryError(sentence) from error
    except NotImplementedError as error:
        sentence = f"不能锁定 {folder}：磁盘或共享不支持文件锁。请把库放在本机的磁盘上。"
        raise LibraryError(sentence) from error
    try:
        # Beside the lock file, because Windows lets nobody read a locked file.
        me = Holder(os.getpid(), socket.gethostname(), datetime.now().isoformat(" ", "seconds"))
        (folder / HOLDER).write_bytes(msgspec.json.encode(me))
        yield
    finally:
        lock.release()


def is_held(folder: Path) -> bool:
    """Whether some process holds the lock of the library in `folder`; writes nothing there."""
    try:
        with (folder / NAME).open("rb") as file:
            return not _free(file.fileno(), folder)
    except OSError:
        return False


def _free(handle: int, folder: Path) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: only by trying
        lock = FileLock(folder / NAME, timeout=0, fallback_to_soft=False, preserve_lock_file=True)
        try:
            lock.acquire()
        except (Timeout, OSError):
            return False
        lock.release()
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _busy(folder: Path) -> str:
    try:
        holder = msgspec.json.decode((folder / HOLDER).read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return f"另一个程序正在写入 {folder}。请等它结束后再试。"
    return (
        f"另一个程序正在写入 {folder}：进程 {holder.pid}，主机 {holder.host}，"
        f"始于 {holder.since}。请等它结束后再试。"
    )
