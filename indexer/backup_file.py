"""A backup as a file: a tar of the library's files, compressed, with the SHA-256 of each.

The sums are in the last member, as `sha256sum -c` reads them: without this program a backup is
unpacked and checked by tar and sha256sum.
"""

import gzip
import hashlib
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath
from types import TracebackType
from typing import IO, BinaryIO, Self

import msgspec

from indexer.errors import LibraryError
from ingest.model import Record

HEADER = "huitoukan-backup.json"
SUMS = "SHA256SUMS"
FORMAT = 1

_LEVEL = 3  # of gzip: most of what reports are made of is compressed already
_PIECE = 1 << 20
# Names that are no UTF-8 (copied from an old Windows disk) come from the system with surrogates.
_ERRORS = "surrogateescape"


class Header(Record, frozen=True, kw_only=True):
    """What a backup is of; `made_at` is UTC."""

    format: int = FORMAT
    program: str
    made_at: str
    library: str


class BackupDamaged(LibraryError):
    """A file that is no whole backup."""


class BackupWriter:
    """Writes a backup into an open file, member by member; a context manager."""

    def __init__(self, file: BinaryIO, header: Header) -> None:
        self._packed = gzip.GzipFile(fileobj=file, mode="wb", filename="", compresslevel=_LEVEL)
        self._tar = tarfile.open(fileobj=self._packed, mode="w")  # noqa: SIM115
        self._sums: list[str] = []
        self._put(HEADER, msgspec.json.encode(header))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self._put(SUMS, "".join(self._sums).encode(errors=_ERRORS))
            self._tar.close()
            self._packed.close()
        else:
            # The file is given up: at its end, gzip would still write into it.
            self._packed.fileobj = None  # type: ignore[assignment]

    def add(self, name: str, data: BinaryIO, size: int, mode: int = 0o644) -> str:
        """Adds `size` bytes of `data` under a name; returns their SHA-256.

        Raises OSError where there are fewer.
        """
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, mode & 0o777
        hashing = _Hashing(data)
        self._tar.addfile(info, hashing)
        _forget(self._tar)
        self._sums.append(_sum(hashing.digest(), name))
        return hashing.digest()

    def _put(self, name: str, data: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        self._tar.addfile(info, BytesIO(data))


class Member(Record, frozen=True, kw_only=True):
    """A file in a backup; `name` is its way within the library."""

    name: str
    size: int
    mode: int


class BackupReader:
    """A backup read from beginning to end; `header` is known from the start."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises `BackupDamaged` where `file` is no backup, or one of a newer program."""
        with _damage_told():
            self._packed = gzip.GzipFile(fileobj=file, mode="rb")
            self._tar = tarfile.open(fileobj=self._packed, mode="r|")  # noqa: SIM115
            first = self._tar.next()
            if first is None or first.name != HEADER:
                raise BackupDamaged("这不是回头看的备份文件。")
            self.header = msgspec.json.decode(self._read(first), type=Header)
        if self.header.format > FORMAT:
            raise BackupDamaged("这份备份由更新版本的程序写成。请先升级 huitoukan。")

    def members(self) -> Iterator[tuple[Member, "_Hashing"]]:
        """Each file with its bytes, to be read before the next is asked for.

        The sums stand at the end: raises `BackupDamaged` there where any byte is not what was
        written, and earlier where the file cannot be read on.
        """
        found: set[str] = set()
        sums: set[str] | None = None
        with _damage_told():
            while (info := self._tar.next()) is not None:
                _forget(self._tar)
                if info.name == SUMS:
                    sums = _sums(self._read(info))
                    continue
                data = self._tar.extractfile(info) if info.isreg() else None
                if data is None or not _inside(info.name):
                    raise BackupDamaged(f"备份里的 {info.name} 指向库外，没有恢复。")
                hashing = _Hashing(data)
                yield Member(name=info.name, size=info.size, mode=info.mode), hashing
                while hashing.read(_PIECE):
                    pass
                found.add(_sum(hashing.digest(), info.name))
            while self._packed.read(_PIECE):  # to gzip's own checksum
                pass
        if sums != found:
            raise BackupDamaged("备份文件的内容与它的校验值不符，可能已损坏。请换一份备份。")

    def _read(self, info: tarfile.TarInfo) -> bytes:
        data = self._tar.extractfile(info)
        return data.read() if data else b""


def _forget(tar: tarfile.TarFile) -> None:
    """Lets go of the members behind: tarfile remembers every one, and a library has many."""
    vars(tar)["members"].clear()


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, data: IO[bytes]) -> None:
        self._data = data
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all where it is negative."""
        piece = self._data.read(size)
        self._hash.update(piece)
        return piece

    def digest(self) -> str:
        """The SHA-256 of what was read."""
        return self._hash.hexdigest()


def _inside(name: str) -> bool:
    """Whether a member's name leads to a place within the library, on every system."""
    path = PurePosixPath(name)
    foreign = os.name == "nt" and ("\\" in name or ":" in name)
    return not (path.is_absolute() or ".." in path.parts or foreign)


def _sum(digest: str, name: str) -> str:
    """A line for a name, which may hold any character but NUL: as sha256sum writes it."""
    plain = name.replace("\\", "\\\\").replace("\n", "\\n")
    escaped = "" if plain == name else "\\"
    return f"{escaped}{digest}  {plain}\n"


def _sums(data: bytes) -> set[str]:
    return {f"{line}\n" for line in data.decode(errors=_ERRORS).split("\n")[:-1]}


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError) as error:
        raise BackupDamaged("备份文件损坏或不完整，读不下去。请换一份备份。") from error
