"""What a writer must do with a report that changes again before the commit."""

from indexer.documents import index_documents
from indexer.engine import Engine, Everything, IndexState
from tests.indexer.engine_contract import EngineContract, add, finding, report


class WriterContract(EngineContract):
    """The whole contract of an engine."""

    def test_report_added_and_removed_in_one_commit_is_gone(self, engine: Engine) -> None:
        add(engine, {"r0": report([finding("公务用车")])})
        with engine.writer() as writer:
            writer.add(index_documents("r1", report([finding("公务接待")]), "a"))
            writer.remove(["r1"])
            writer.commit(IndexState(2, "f"))
        assert engine.reader().count(Everything()) == 1

    def test_report_added_removed_and_added_again_is_there_once(self, engine: Engine) -> None:
        documents = index_documents("r1", report([finding("公务接待")]), "a")
        with engine.writer() as writer:
            writer.add(documents)
            writer.remove(["r1"])
            writer.add(documents)
            writer.commit(IndexState(1, "f"))
        assert engine.reader().count(Everything()) == 1

    def test_writer_commits_more_than_once(self, engine: Engine) -> None:
        with engine.writer() as writer:
            for n in (1, 2):
                writer.add(index_documents(f"r{n}", report([finding("公务接待")]), "a"))
                writer.commit(IndexState(n, "f"))
        assert (engine.reader().count(Everything()), engine.reader().state()) == (
            2,
            IndexState(2, "f"),
        )
