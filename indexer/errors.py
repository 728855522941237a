"""What can go wrong with a library and is no bug: sentences for the user."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


class LibraryError(Exception):
    """Says in Chinese what is wrong, where, and what to do next."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class LibraryDiskFull(LibraryError):
    """The disk has no room left; the library is as it was after its last whole batch."""


class StaleIndex(LibraryError):
    """The index was made by another analyzer than this program's."""


def _disk_full(error: BaseException | None) -> bool:
    if error is None:
        return False
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    # SQLite and the engines wrap the system's error in their own; the wording is what is left.
    words = str(error).lower()
    if "disk is full" in words or "no space left on device" in words:
        return True
    return _disk_full(error.__cause__ or error.__context__)


@contextmanager
def disk_full_told(place: str) -> Iterator[None]:
    """Turns any form of “no space left” into `LibraryDiskFull`, naming `place`."""
    try:
        yield
    except LibraryError:
        raise
    except Exception as error:
        if not _disk_full(error):
            raise
        raise LibraryDiskFull(
            f"磁盘空间不足，写不进 {place}。"
            "已入库的内容完好；腾出空间后重新运行同一条命令即可继续。"
        ) from error
