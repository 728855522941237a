"""The contract, over every engine; and what only a folder can do wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.engine import Everything, IndexBusy, IndexUnreadable
from indexer.engines.tantivy import TantivyEngine
from tests.indexer.engine_contract import EngineContract, add, finding, report


class TestTantivy(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> TantivyEngine:
        return TantivyEngine(tmp_path / "index")

    def test_reading_leaves_no_trace(self, engine: TantivyEngine, tmp_path: Path) -> None:
        engine.reader()
        assert not (tmp_path / "index").exists()

    def test_second_writer_is_told_that_the_index_is_busy(self, engine: TantivyEngine) -> None:
        with engine.writer(), pytest.raises(IndexBusy, match="正在写入"), engine.writer():
            pass

    def test_writer_that_was_killed_leaves_no_lock(
        self, engine: TantivyEngine, tmp_path: Path
    ) -> None:
        killed = (
            "import os, sys\nfrom pathlib import Path\n"
            "from indexer.engines.tantivy import TantivyEngine\n"
            "with TantivyEngine(Path(sys.argv[1])).writer():\n    os.kill(os.getpid(), 9)\n"
        )
        subprocess.run([sys.executable, "-c", killed, str(tmp_path / "index")], check=False)
        add(engine, {"r1": report([finding("公务接待")])})
        assert engine.reader().count(Everything()) == 1

    def test_other_process_that_writes_is_noticed(
        self, engine: TantivyEngine, tmp_path: Path
    ) -> None:
        waits = (
            "import sys\nfrom pathlib import Path\n"
            "from indexer.engines.tantivy import TantivyEngine\n"
            "with TantivyEngine(Path(sys.argv[1])).writer():\n"
            "    print('ready', flush=True)\n    sys.stdin.read()\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", waits, str(tmp_path / "index")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "ready\n"
            with pytest.raises(IndexBusy), engine.writer():
                pass
            other.communicate("")

    def test_damaged_index_is_told_with_the_remedy(
        self, engine: TantivyEngine, tmp_path: Path
    ) -> None:
        add(engine, {"r1": report([finding("公务接待")])})
        (tmp_path / "index" / "meta.json").write_text("{")
        with pytest.raises(IndexUnreadable, match="huitoukan reindex"):
            engine.reader()

    def test_damaged_index_can_be_cleared(self, engine: TantivyEngine, tmp_path: Path) -> None:
        add(engine, {"r1": report([finding("公务接待")])})
        (tmp_path / "index" / "meta.json").write_text("{")
        engine.clear()
        assert engine.reader().state() is None

    def test_many_small_commits_leave_few_files(
        self, engine: TantivyEngine, tmp_path: Path
    ) -> None:
        for n in range(150):
            add(engine, {f"r{n}": report([finding("公务接待")])}, sequence=n)
        assert engine.reader().count(Everything()) == 150
        assert len(list((tmp_path / "index").iterdir())) < 150

    def test_updates_of_one_report_leave_few_files(
        self, engine: TantivyEngine, tmp_path: Path
    ) -> None:
        from indexer.documents import index_documents
        from indexer.engine import IndexState

        for n in range(60):
            with engine.writer() as writer:
                writer.remove(["r1"])
                writer.add(index_documents("r1", report([finding(f"公务接待{n}次")]), "a"))
                writer.commit(IndexState(n, "f"))
        assert engine.reader().count(Everything()) == 1
        assert len(list((tmp_path / "index").iterdir())) < 150
