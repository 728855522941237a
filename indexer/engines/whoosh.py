"""The index in a folder, by Whoosh: pure Python, for machines that Tantivy has no wheel for."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.engine import IndexBusy, IndexUnreadable
from indexer.engines.whoosh_reader import WhooshReader
from indexer.engines.whoosh_schema import schema
from indexer.engines.whoosh_writer import WhooshWriter

if TYPE_CHECKING:
    from whoosh.index import FileIndex

_LOCK = "writer.lock"


class WhooshEngine:
    """An index in `folder`, which is made when something is written to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reader(self) -> WhooshReader:
        from whoosh.filedb.filestore import RamStorage
        from whoosh.index import exists_in

        with _readable(self._folder):
            if self._folder.is_dir() and exists_in(str(self._folder)):
                return WhooshReader(_opened(self._folder))
            if self._folder.is_dir() and any(self._folder.glob("*.seg")):
                raise ValueError("segments without a table of contents")
            return WhooshReader(RamStorage().create_index(schema()))

    @contextmanager
    def writer(self) -> Iterator[WhooshWriter]:
        with self._locked():
            with _readable(self._folder):
                index = _opened(self._folder)
            writer = WhooshWriter(index)
            try:
                yield writer
            finally:
                writer.close()
                index.close()

    def clear(self) -> None:
        if self._folder.exists():
            with self._locked():
                pass
            shutil.rmtree(self._folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Whoosh's own lock is free between a commit and the next document; this one is not."""
        from filelock import FileLock, Timeout

        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise IndexBusy(f"另一个程序正在写入索引 {self._folder}，请等它结束后再试。") from error
        try:
            yield
        finally:
            lock.release()


def _opened(folder: Path) -> "FileIndex":
    from whoosh.index import create_in, exists_in, open_dir

    return open_dir(str(folder)) if exists_in(str(folder)) else create_in(str(folder), schema())


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    from pickle import UnpicklingError
    from struct import error as wrong_bytes

    from whoosh.index import IndexError as WhooshIndexError

    try:
        yield
    except FileNotFoundError as error:
        raise _unreadable(folder) from error
    except (ValueError, EOFError, UnpicklingError, wrong_bytes, WhooshIndexError) as error:
        raise _unreadable(folder) from error


def _unreadable(folder: Path) -> IndexUnreadable:
    return IndexUnreadable(
        f"索引 {folder} 打不开（可能已损坏，或由别的版本生成）。"
        "请运行 huitoukan reindex 重建，原件不受影响。"
    )
