"""The index in a folder, by Tantivy: the engine that needs no server."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.engine import IndexBusy, IndexUnreadable
from indexer.engines.tantivy_files import readable, unlocked
from indexer.engines.tantivy_reader import TantivyReader
from indexer.engines.tantivy_schema import schema
from indexer.engines.tantivy_writer import TantivyWriter

_HEAP = 128_000_000  # bytes that the writer collects before it writes a segment
_THREADS = 2


class TantivyEngine:
    """An index in `folder`, which is made when something is written to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reader(self) -> TantivyReader:
        import tantivy

        with readable(self._folder):
            if tantivy.Index.exists(str(self._folder)) if self._folder.is_dir() else False:
                with unlocked(self._folder) as folder:
                    return TantivyReader(tantivy.Index(schema(), str(folder)), self._folder)
            return TantivyReader(tantivy.Index(schema()), self._folder)

    @contextmanager
    def writer(self) -> Iterator[TantivyWriter]:
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        with readable(self._folder):
            # Opened anew each time: a writer over an old list of segments loses track of the files
            # that others merged, and the folder grows without end (paperless-ngx 13679).
            index = tantivy.Index(schema(), str(self._folder))
        try:
            writer = index.writer(_HEAP, _THREADS)
        except ValueError as error:
            if "lock" not in str(error).lower():
                raise
            raise IndexBusy(f"另一个程序正在写入索引 {self._folder}，请等它结束后再试。") from error
        own = TantivyWriter(writer)
        try:
            yield own
        finally:
            own.close()

    def clear(self) -> None:
        if self._folder.exists():
            try:
                with self.writer():
                    pass
            except IndexUnreadable:
                pass
            shutil.rmtree(self._folder)
