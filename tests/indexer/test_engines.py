"""The contract, over the engines that keep their index in a folder; and what folders do wrong."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from indexer.documents import index_documents
from indexer.engine import Engine, Everything, IndexBusy, IndexState, IndexUnreadable
from indexer.engines.tantivy import TantivyEngine
from indexer.engines.whoosh import WhooshEngine
from tests.indexer.indexed import add, finding, report
from tests.indexer.writer_contract import WriterContract

pytestmark = pytest.mark.long

MEMORY = Path("/dev/shm")
COMMITS = 200


class FolderContract(WriterContract):
    """What every engine in a folder must do. `made` makes it, `index` is its folder, and without
    the file `listed` it is damaged."""

    made: type[TantivyEngine] | type[WhooshEngine]
    listed: str

    @pytest.fixture
    def index(self, tmp_path: Path) -> Path:
        return tmp_path / "index"

    @pytest.fixture
    def engine(self, index: Path) -> Engine:
        return self.made(index)

    def script(self, *lines: str) -> str:
        opened = f"with {self.made.__name__}(Path(sys.argv[1])).writer() as writer:"
        imports = f"from {self.made.__module__} import {self.made.__name__}"
        return "\n".join(["import os, sys", "from pathlib import Path", imports, opened, *lines])

    def damage(self, index: Path) -> None:
        (file,) = index.glob(self.listed)
        file.write_text("{")

    def test_reading_leaves_no_trace(self, engine: Engine, index: Path) -> None:
        engine.reader()
        assert not index.exists()

    def test_second_writer_is_told_that_the_index_is_busy(self, engine: Engine) -> None:
        with engine.writer(), pytest.raises(IndexBusy, match="正在写入"), engine.writer():
            pass

    def test_writer_that_was_killed_leaves_no_lock(self, engine: Engine, index: Path) -> None:
        killed = self.script("    os.kill(os.getpid(), 9)")
        subprocess.run([sys.executable, "-c", killed, str(index)], check=False)
        add(engine, {"r1": report([finding("公务接待")])})
        assert engine.reader().count(Everything()) == 1

    def test_other_process_that_writes_is_noticed(self, engine: Engine, index: Path) -> None:
        waits = self.script("    print('ready', flush=True)", "    sys.stdin.read()")
        with subprocess.Popen(
            [sys.executable, "-c", waits, str(index)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "ready\n"
            with pytest.raises(IndexBusy), engine.writer():
                pass
            other.communicate("")

    def test_damaged_index_is_told_with_the_remedy(self, engine: Engine, index: Path) -> None:
        add(engine, {"r1": report([finding("公务接待")])})
        self.damage(index)
        with pytest.raises(IndexUnreadable, match="huitoukan reindex"):
            engine.reader()

    def test_damaged_index_can_be_cleared(self, engine: Engine, index: Path) -> None:
        add(engine, {"r1": report([finding("公务接待")])})
        self.damage(index)
        engine.clear()
        assert engine.reader().state() is None

    def test_many_small_commits_leave_few_files(self, engine: Engine, index: Path) -> None:
        for n in range(150):
            add(engine, {f"r{n}": report([finding("公务接待")])}, sequence=n)
        assert engine.reader().count(Everything()) == 150
        assert len(list(index.iterdir())) < 150

    def test_updates_of_one_report_leave_few_files(self, engine: Engine, index: Path) -> None:
        for n in range(60):
            with engine.writer() as writer:
                writer.remove(["r1"])
                writer.add(index_documents("r1", report([finding(f"公务接待{n}次")]), "a"))
                writer.commit(IndexState(n, "f"))
        assert engine.reader().count(Everything()) == 1
        assert len(list(index.iterdir())) < 150


class TestTantivy(FolderContract):
    made = TantivyEngine
    listed = "meta.json"

    @pytest.mark.skipif(not MEMORY.is_dir(), reason="on a disk, so many commits take minutes")
    def test_hundreds_of_writers_one_after_the_other_leave_few_files_and_bytes(self) -> None:
        documents = index_documents("r", report([finding("公务接待")]), "a")
        with TemporaryDirectory(dir=MEMORY) as folder:
            engine = TantivyEngine(Path(folder) / "index")
            for n in range(COMMITS):
                with engine.writer() as writer:
                    writer.add(documents)
                    writer.commit(IndexState(n, "f"))
            files = [file.stat().st_size for file in (Path(folder) / "index").iterdir()]

        # Tantivy merges segments as soon as there are eight of a size; each is six files.
        assert len(files) < 100
        assert sum(files) < 1_000 * COMMITS


# Whoosh leaves a damaged table of contents to the garbage collector to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
class TestWhoosh(FolderContract):
    made = WhooshEngine
    listed = "*.toc"
