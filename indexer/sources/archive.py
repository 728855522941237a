"""ZIP archives attached to a notice → the documents in them, unpacked in memory only."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from indexer.conversion import SUFFIXES as CONVERTED
from ingest.limits import Limits
from ingest.model import Record
from ingest.read import SUFFIXES

MEMBERS = 200
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class ArchiveProblem(Exception):
    """An archive, or what is left of it, that is not unpacked: a Chinese sentence."""


class Member(Record, frozen=True, kw_only=True):
    """A document in an archive; `path` is its way inside it."""

    path: str
    data: bytes


def members(data: bytes, limits: Limits) -> Iterator[Member]:
    """The documents of known types in an archive; archives in it are not opened.

    Raises `ArchiveProblem` where it is damaged, locked, too large, or has a member whose path
    leads out of the archive.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            wanted = [
                each for each in archive.infolist() if _suffix(_path(each)) in SUFFIXES | CONVERTED
            ]
            if len(wanted) > MEMBERS:
                raise ArchiveProblem(f"压缩包里有 {len(wanted)} 个文件，超过上限 {MEMBERS} 个。")
            if sum(each.file_size for each in wanted) > limits.unpacked_bytes:
                raise ArchiveProblem("压缩包解开后太大，可能是恶意文件，没有打开。")
            for each in wanted:
                yield _member(archive, each, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise ArchiveProblem("压缩包损坏或不完整，打不开。") from error


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Member:
    path = _path(info)
    parts = PurePosixPath(path.replace("\\", "/")).parts
    if ".." in parts or path.startswith(("/", "\\")) or ":" in path:
        raise ArchiveProblem(f"压缩包里的 {path} 指向包外，没有打开。")
    if info.flag_bits & _ENCRYPTED:
        raise ArchiveProblem("压缩包有密码，打不开。")
    if info.file_size > limits.file_bytes:
        raise ArchiveProblem(f"压缩包里的 {path} 太大，没有打开。")
    # zipfile never unpacks more than the size that the directory declares.
    return Member(path="/".join(parts), data=archive.read(info))


def _path(info: zipfile.ZipInfo) -> str:
    """The member's path; Chinese Windows writes names in GBK, which zipfile takes for CP437."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
