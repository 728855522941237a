"""A library: one data folder with originals, catalog and index."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer import durable
from indexer.engine import Engine, Searchable
from indexer.errors import CatalogMissing, IndexMissing, LibraryBusy, LibraryError
from indexer.journal import Journal
from indexer.originals import Originals
from indexer.serving import ServingIndex
from indexer.settings import Settings, load
from indexer.system_errors import reason_of
from ingest.model import Record

if TYPE_CHECKING:
    from indexer.catalog import Catalog  # SQLAlchemy takes longer to import than a search does

BEHIND = "index.behind"
GENERATION = "generation.json"
WAIT_SECONDS = 10.0

OpenEngine = Callable[[Path], Engine]


class Generation(Record, frozen=True, kw_only=True):
    """Which catalog file and which index folder serve; a rebuild makes the next ones.

    Both numbers stand in one file, so that replacing that file swaps both at once.
    """

    catalog: int = 1
    index: int = 1


class Library:
    """The library in `folder`. Making one opens and creates nothing."""

    def __init__(self, folder: Path, *, open_engine: OpenEngine | None = None) -> None:
        """`open_engine` makes the engine over an index folder; by default the settings say it."""
        self.folder = folder.absolute()
        self.originals = Originals(self.folder / "originals")
        self.journal = Journal(self.folder / "originals" / "journal.jsonl")
        self._open_engine = open_engine

    @cached_property
    def settings(self) -> Settings:
        """What `library.toml` says. Raises `LibraryError` where it is wrong."""
        return load(self.folder)

    @cached_property
    def taxonomy(self) -> str:
        """What the library's own `taxonomy.toml` says; empty where there is none.

        Raises `LibraryError` where it is wrong.
        """
        from indexer.settings import load_taxonomy

        return load_taxonomy(self.folder)

    @property
    def exists(self) -> bool:
        """Whether anything was ever ingested here, whatever part of it is left."""
        return (
            self.journal.path.exists()
            or _holds_something(self.catalog_file())
            or next(self.originals.files(), None) is not None
        )

    def require(self) -> None:
        """Raises `LibraryError` where there is no library yet, or it is just being made."""
        if not self.exists:
            if self.being_written:
                raise LibraryBusy(f"{self.folder} 正在第一次导入，还没有内容。请过一会儿再试。")
            raise LibraryError(
                f"{self.folder} 里还没有库。"
                "请先运行 huitoukan ingest 导入报告，或用 --data 指定库。"
            )

    @property
    def writable(self) -> bool:
        """Whether the folder can be written to, so far as its permissions and its disk say."""
        return os.access(self.folder, os.W_OK)

    @property
    def being_written(self) -> bool:
        """Whether a process, maybe this one, writes to the library now."""
        from indexer.lock import is_held

        return is_held(self.folder)

    @property
    def behind(self) -> bool:
        """Whether the index may lack something that the catalog has; the next ingest heals it."""
        return (self.folder / BEHIND).exists()

    @property
    def _being_told(self) -> bool:
        """Whether readers are told that an ingest has not yet written all to the index."""
        return self.behind and self.being_written

    def mark_behind(self) -> None:
        """Says so to readers, durably, before the catalog runs ahead of the index."""
        if not self.behind:
            durable.replace(self.folder / BEHIND, b"")

    def mark_level(self) -> None:
        """Says to readers that the index holds all that the catalog does."""
        (self.folder / BEHIND).unlink(missing_ok=True)

    @property
    def generation(self) -> Generation:
        """Which catalog and index serve now."""
        with suppress(FileNotFoundError, msgspec.DecodeError):
            return msgspec.json.decode((self.folder / GENERATION).read_bytes(), type=Generation)
        if (self.folder / "catalog.sqlite").exists():
            return Generation()
        # The file that says it is gone. Those that served before are removed, so the oldest does.
        return Generation(
            catalog=min(self._numbers("catalog-*.sqlite"), default=1),
            index=min(self._numbers("index-*"), default=1),
        )

    def _numbers(self, pattern: str) -> list[int]:
        names = (
            path.name.partition("-")[2].partition(".")[0] for path in self.folder.glob(pattern)
        )
        return [int(name) for name in names if name.isdecimal()]

    def serve(self, generation: Generation) -> None:
        """Lets this catalog and index serve from now on, both at once."""
        durable.replace(self.folder / GENERATION, msgspec.json.encode(generation))

    def remove_unused(self) -> None:
        """Removes catalogs and indexes that no longer serve, or never came to."""
        index, catalog = self.index_folder(), self.catalog_file()
        for folder in (*self.folder.glob("index"), *self.folder.glob("index-*")):
            if folder != index:
                # Windows keeps what a reader has open; the next time will do.
                shutil.rmtree(folder, ignore_errors=True)
        for file in self.folder.glob("catalog*.sqlite*"):
            if not file.name.startswith(catalog.name):
                with suppress(PermissionError):
                    file.unlink()

    def index_folder(self, generation: Generation | None = None) -> Path:
        """Where the index is."""
        number = (generation or self.generation).index
        return self.folder / ("index" if number == 1 else f"index-{number}")

    def catalog_file(self, generation: Generation | None = None) -> Path:
        """Where the SQLite catalog is; not used where the settings name a database."""
        number = (generation or self.generation).catalog
        return self.folder / ("catalog.sqlite" if number == 1 else f"catalog-{number}.sqlite")

    def engine(self) -> Searchable:
        """The search engine over the index that serves, for questions; a rebuild may replace it.

        Raises `IndexMissing` where the catalog knows findings and there is no index at all, and
        as `catalog` does where that is gone, too; an index on a server is asked no such thing.
        """
        engine = ServingIndex(lambda: self.generation, self.open_index)
        if not self.settings.engine.startswith("http") and engine.reader().state() is None:
            self._refuse_missing_index(engine)
        return engine

    def _refuse_missing_index(self, engine: Searchable) -> None:
        if not self.exists or self._being_told:
            return
        with self.catalog() as catalog:
            known = catalog.position().sequence
        # In this order: a first ingest says that the index is behind before the catalog knows
        # anything, and ceases to when the index has a state.
        if known and not self._being_told and engine.reader().state() is None:
            raise IndexMissing(
                f"检索索引缺失（{self.index_folder()}）：请运行 huitoukan reindex 重建，"
                "原件和目录不受影响。"
            )

    def open_index(self, generation: Generation | None = None) -> Engine:
        """The search engine over the index of a generation, there or not."""
        folder = self.index_folder(generation)
        if self._open_engine is not None:
            return self._open_engine(folder)
        name = self.settings.engine
        if name.startswith(("https://", "http://")):
            from indexer.engines.opensearch import OpenSearchEngine

            return OpenSearchEngine(name, (generation or self.generation).index)
        if name == "whoosh":
            from indexer.engines.whoosh import WhooshEngine

            return WhooshEngine(folder)
        if name != "tantivy":
            raise LibraryError(
                f"{self.folder / 'library.toml'} 中的 engine = {name!r} 不认识；"
                '可用："tantivy"、"whoosh" 或 OpenSearch 的地址（"https://主机:9200/索引名"）。'
            )
        from indexer.engines.tantivy import TantivyEngine

        return TantivyEngine(folder)

    def catalog(self) -> "Catalog":
        """The open catalog, for reading, to be closed by the caller.

        Raises `CatalogMissing` where it is gone, `LibraryBusy` where it is just being made, and
        `LibraryError`.
        """
        from indexer.catalog import Catalog

        with self.making_told():
            return Catalog(self.catalog_url(), reading=True)

    def open_catalog(self, generation: Generation | None = None) -> "Catalog":
        """The open catalog of a generation, for the holder of the library's lock; made where there
        is none. Raises `LibraryError`."""
        from indexer.catalog import Catalog

        return Catalog(self.catalog_url(generation))

    def catalog_url(self, generation: Generation | None = None) -> str:
        """The address of the catalog's database."""
        from indexer.database import sqlite_url

        return self.settings.catalog or sqlite_url(self.catalog_file(generation))

    @contextmanager
    def making_told(self) -> Iterator[None]:
        """Raises `LibraryBusy` for `CatalogMissing` where a first ingest is making the catalog."""
        try:
            yield
        except CatalogMissing as error:
            if not self.being_written:
                raise
            raise LibraryBusy(
                f"另一个程序正在写入 {self.folder}，目录还没有建好。请过一会儿再试。"
            ) from error

    @contextmanager
    def deciding(self, wait: float = WAIT_SECONDS) -> Iterator[None]:
        """Holds what people decide and write, for one entry; an ingest does not hold that up.

        Raises `LibraryBusy` after `wait` seconds in vain.
        """
        from indexer.lock import held

        with held(self.originals.folder, wait):
            yield

    @contextmanager
    def writing(self, wait: float = WAIT_SECONDS) -> Iterator[None]:
        """Holds the library for writing; raises `LibraryBusy` after `wait` seconds in vain."""
        from indexer.lock import held

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"不能建立库文件夹 {self.folder}：{reason_of(error)}。") from error
        with held(self.folder, wait):
            yield


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0
