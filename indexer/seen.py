"""A file as it was found: its bytes, or why there are none."""

import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path

from indexer.errors import OriginalLost
from indexer.journal import Arrival, Failure
from indexer.originals import Originals, sha256
from indexer.system_errors import reason_of
from indexer.walk import Found
from ingest.limits import Limits
from ingest.model import Record
from ingest.unreadable import Unreadable

_GONE = "文件在读取之前被移走或删除了。请检查它是否还在原处，然后再运行一次。"
_DENIED = "没有读取权限，或文件正被其他程序占用。请关闭占用它的程序或调整权限，然后再运行一次。"
_ESCAPED = re.compile(r"\\x([89a-f][0-9a-f])")


class Seen(Record, frozen=True, kw_only=True):
    """`problem` is None where there are bytes, and `sha256` is None where there are none."""

    path: str
    name: str
    named: bool
    at: str
    sha256: str | None = None
    data: bytes = b""
    problem: Unreadable | None = None

    def arrival(self) -> Arrival:
        """The event that these bytes stood at this path."""
        assert self.sha256 is not None
        return Arrival(
            sha256=self.sha256, path=self.path, name=self.name, at=self.at, size=len(self.data)
        )

    def failure(self) -> Failure:
        """The event that this path gave no bytes."""
        assert self.problem is not None
        reason, passing = self.problem.reason, self.problem.passing
        return Failure(path=self.path, name=self.name, reason=reason, passing=passing, at=self.at)


def look(found: Found, originals: Originals, limits: Limits) -> Seen:
    """Reads a file whole, unless it is larger than the limits allow."""
    path, name = storable(str(found.path)), storable(found.path.name)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        if found.problem is not None:
            raise Unreadable(found.problem, passing=True)
        data = _kept(found.kept, originals) if found.kept else _read(found.path, limits)
    except Unreadable as problem:
        return Seen(path=path, name=name, named=found.named, at=at, problem=problem)
    return Seen(path=path, name=name, named=found.named, at=at, sha256=sha256(data), data=data)


def storable(text: str) -> str:
    """A path or name as the library writes it: bytes that are no UTF-8 as `\\xd5`.

    Such a name (copied from an old Windows disk) reaches Python with surrogates, which neither JSON
    nor a database takes.
    """
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def stored(text: str) -> Path:
    """The path that `storable` made this text of; of two that it may be, the one as written, where
    something stands there. Windows has no such names, and its folders may look like them."""
    if os.name == "nt" or os.path.lexists(text):
        return Path(text)
    return Path(_ESCAPED.sub(lambda byte: chr(0xDC00 + int(byte[1], 16)), text))


def _kept(digest: str, originals: Originals) -> bytes:
    try:
        return originals.read(digest)
    except OriginalLost as error:
        raise Unreadable(str(error), passing=True) from error


def _read(path: Path, limits: Limits) -> bytes:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise Unreadable("这不是普通文件（可能是设备或管道），不能导入。")
        if facts.st_size > limits.file_bytes:
            raise Unreadable(
                f"文件太大：{facts.st_size / 1e6:.0f} MB，"
                f"超过上限 {limits.file_bytes / 1e6:.0f} MB。"
                "请拆分后再导入，或在 library.toml 的 [limits] 中调高 file_bytes。"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(_GONE, passing=True) from error
    except PermissionError as error:
        raise Unreadable(_DENIED, passing=True) from error
    except OSError as error:
        reason = f"读取失败（{reason_of(error)}）。请检查磁盘或网络连接，然后再运行一次。"
        raise Unreadable(reason, passing=True) from error
