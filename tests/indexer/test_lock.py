"""A library that cannot be locked is told in Chinese."""

import errno
from pathlib import Path

import pytest
from filelock import FileLock

from indexer.errors import LibraryError
from indexer.lock import held


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "writer.lock"), "没有权限"),
        (OSError(errno.EROFS, "Read-only file system", "writer.lock"), "只读"),
        (NotImplementedError("FileSystem does not appear to support flock"), "不支持文件锁"),
    ],
)
def test_why_there_can_be_no_lock_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(FileLock, "acquire", refuse)
    with pytest.raises(LibraryError, match=told) as caught, held(tmp_path, wait=0):
        pass
    assert str(error) not in str(caught.value)
