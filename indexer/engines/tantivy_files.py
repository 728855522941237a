"""The files of a Tantivy index, as files: opened where nothing may be written, and checked."""

import json
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.engine import IndexUnreadable

# A segment's file ends with a footer in JSON, its length and a magic number, four bytes each
# (tantivy/src/directory/footer.rs).
_TAIL = 8
_SEGMENT_SUFFIXES = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")
_PIECE = 1 << 20
_PANIC = "PanicException"


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Has Tantivy's own failures over the folder's files told as `IndexUnreadable`."""
    try:
        yield
    except BaseException as error:
        # Over damaged files Tantivy may panic, which is no Exception and cannot be imported.
        if not isinstance(error, ValueError | OSError) and type(error).__name__ != _PANIC:
            raise
        raise IndexUnreadable(
            f"索引 {folder} 打不开（可能已损坏，或由别的版本生成）。"
            "请运行 huitoukan reindex 重建，原件不受影响。"
        ) from error


@contextmanager
def unlocked(folder: Path) -> Iterator[Path]:
    """A folder with the same files in which a reader can lock, while it opens them.

    That is the folder itself where it can be written to. Once open, the files are mapped into
    memory and the folder is needed no more.
    """
    if os.access(folder, os.W_OK):
        yield folder
        return
    with TemporaryDirectory(prefix="huitoukan-", ignore_cleanup_errors=True) as made:
        for file in folder.iterdir():
            if not file.name.endswith(".lock"):
                _lend(file, Path(made) / file.name)
        yield Path(made)


def damaged_files(folder: Path) -> list[Path]:
    """The segments' files whose bytes do not match their checksums, by name."""
    files = sorted(path for path in folder.iterdir() if path.suffix in _SEGMENT_SUFFIXES)
    return [path for path in files if not _sound(path)]


def _lend(file: Path, target: Path) -> None:
    try:
        target.symlink_to(file)
    except OSError:  # Windows lets few users make one
        shutil.copyfile(file, target)


def _sound(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size < _TAIL:
            return False
        file.seek(size - _TAIL)
        length = int.from_bytes(file.read(4), "little")
        body = size - _TAIL - length
        if body < 0:
            return False
        file.seek(body)
        try:
            expected = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        checksum = 0
        while body > 0 and (piece := file.read(min(body, _PIECE))):
            checksum = zlib.crc32(piece, checksum)
            body -= len(piece)
    return bool(checksum == expected)
