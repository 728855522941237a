"""The bytes of everything ingested, each file named by its SHA-256."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from indexer.errors import OriginalLost

# Most file systems write concurrent fsyncs in one go; more threads gain nothing.
_SYNCERS = 8


def sha256(data: bytes) -> str:
    """The name of these bytes: 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def matches(path: Path) -> bool:
    """Whether the bytes of a kept file are still those that it is named by."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == path.name


def sync_folder(folder: Path) -> None:
    """Makes the names in `folder` durable. Windows has no such call and does it by itself."""
    if os.name != "nt":
        _sync(folder)


def _sync(path: Path) -> None:
    # Windows refuses to flush what was opened for reading only; a folder cannot be opened else.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def total_size(files: Iterable[Path]) -> int:
    """Bytes of these files in all; those that others have removed meanwhile count for nothing."""
    total = 0
    for file in files:
        with suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


class Originals:
    """A folder of files in 256 subfolders, `3f/3fa9…`; a file there is whole and durable."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the bytes of this SHA-256 are, or would be."""
        return self.folder / digest[:2] / digest

    def staged(self, digest: str) -> Path:
        """Where bytes wait until `keep` makes them durable."""
        return self.path(digest).with_name(f".{digest}.part")

    def holds(self, digest: str, size: int | None, *, thorough: bool = False) -> bool:
        """Whether the bytes of this SHA-256, `size` in number where that is known, are kept.

        Whether they are still the same is seen only by reading them: `thorough`.
        """
        path = self.path(digest)
        try:
            found = path.stat().st_size
        except FileNotFoundError:
            return False
        return size in (None, found) and (not thorough or matches(path))

    def stage(self, digest: str, data: bytes) -> None:
        """Writes bytes down, not yet durably; they replace what is kept of them."""
        part = self.staged(digest)
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)

    def read(self, digest: str) -> bytes:
        """The bytes, staged or kept.

        Raises `OriginalLost` where they are missing, or no longer those of this SHA-256.
        """
        for path in (self.staged(digest), self.path(digest)):
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                continue
            if sha256(data) != digest:
                raise OriginalLost(
                    f"库里的原件损坏了（{path}）。"
                    "请重新导入这个文件，或从备份恢复 originals 文件夹。"
                )
            return data
        raise OriginalLost("库里的原件丢失了。请重新导入这个文件，或从备份恢复 originals 文件夹。")

    def keep(self, digests: Iterable[str]) -> None:
        """Makes staged bytes durable, all of them on return."""
        staged = {self.path(digest): self.staged(digest) for digest in set(digests)}
        parts = {target: part for target, part in staged.items() if part.exists()}
        if not parts:
            return
        with ThreadPoolExecutor(_SYNCERS) as pool:
            list(pool.map(_sync, parts.values()))
            for target, part in parts.items():
                os.replace(part, target)
            folders = {target.parent for target in parts} | {self.folder, self.folder.parent}
            list(pool.map(sync_folder, folders))

    def tidy(self) -> None:
        """Removes what was staged and never kept."""
        for part in self.folder.glob("*/.*.part"):
            part.unlink()

    def files(self) -> Iterator[Path]:
        """Every file that is kept, in the order of their names."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(folder.glob("[0-9a-f]*"))

    def damaged(self) -> list[Path]:
        """Every file whose bytes do not match its name."""
        return [path for path in self.files() if not matches(path)]

    def size(self) -> int:
        """Bytes in all, of what is kept."""
        return total_size(self.files())
