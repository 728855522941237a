"""What can go wrong with a library and is no bug: sentences for the user."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_MAYBE_FULL = ("disk i/o error", "unable to open database file")
_LEAST = 1_000_000  # bytes


class LibraryError(Exception):
    """Says in Chinese what is wrong, where, and what to do next."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class LibraryDiskFull(LibraryError):
    """The disk has no room left; the library is as it was after its last whole batch."""


class OriginalLost(LibraryError):
    """The bytes of something that was ingested are missing, or no longer what they were."""


class CatalogMissing(LibraryError):
    """The library holds something, but its catalog is gone; the originals bring it back."""


class IndexMissing(LibraryError):
    """The catalog holds something, but the index is gone; the catalog brings it back."""


class ReportsAtStake(LibraryError):
    """A rebuild would lose reports that the library still has."""


class StaleIndex(LibraryError):
    """The index was made by another analyzer than this program's."""


def is_disk_full(error: BaseException | None, place: str | None = None) -> bool:
    """Whether an error, or what it came from, means that there is no room left on the disk.

    SQLite also says “disk I/O error” or “unable to open” then: with `place`, a look at the disk
    tells what that means.
    """
    if error is None:
        return False
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    # SQLite and the engines wrap the system's error in their own; the wording is what is left.
    words = str(error).lower()
    if "disk is full" in words or "no space left on device" in words:
        return True
    if place is not None and any(each in words for each in _MAYBE_FULL) and _crowded(place):
        return True
    return is_disk_full(error.__cause__ or error.__context__, place)


def _crowded(place: str) -> bool:
    try:
        return shutil.disk_usage(place).free < _LEAST
    except OSError:
        return False


@contextmanager
def disk_full_told(place: str) -> Iterator[None]:
    """Turns any form of “no space left” into `LibraryDiskFull`, naming `place`."""
    try:
        yield
    except LibraryDiskFull:
        raise
    except Exception as error:
        if not is_disk_full(error, place):
            raise
        raise LibraryDiskFull(
            f"磁盘已满，写不进 {place}。已入库的内容完好；腾出空间后重新运行同一条命令即可继续。"
        ) from error
