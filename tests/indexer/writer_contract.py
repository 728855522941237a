"""What every engine must keep, drop and count as its writer says."""

from indexer.documents import index_documents
from indexer.engine import Engine, Everything, IndexState, Term, TextField
from search.precedents import search
from tests.indexer.engine_contract import EngineContract
from tests.indexer.indexed import add, add_titles, finding, report, titles


class WriterContract(EngineContract):
    """The whole contract of an engine."""

    def test_nothing_is_found_before_anything_was_written(self, engine: Engine) -> None:
        reader = engine.reader()
        assert (reader.count(Everything()), reader.state()) == (0, None)

    def test_what_was_not_committed_is_dropped(self, engine: Engine) -> None:
        with engine.writer() as writer:
            writer.add(index_documents("r1", report([finding("公务接待")]), "a"))
        assert search(engine, "公务接待").total == 0

    def test_reader_sees_one_commit_as_long_as_it_lives(self, engine: Engine) -> None:
        add(engine, {"r1": report([finding("公务接待")])})
        reader = engine.reader()
        add(engine, {"r2": report([finding("公务接待")])}, sequence=2)
        assert (reader.count(Everything()), engine.reader().count(Everything())) == (1, 2)

    def test_removed_report_is_not_found(self, engine: Engine) -> None:
        add(engine, {"r1": report([finding("公务接待")]), "r2": report([finding("公务用车")])})
        with engine.writer() as writer:
            writer.remove(["r1"])
            writer.commit(IndexState(2, "f"))
        assert titles(search(engine, "公务")) == ["公务用车"]

    def test_report_removed_and_added_in_one_commit_is_there_once(self, engine: Engine) -> None:
        add(engine, {"r1": report([finding("公务接待")])})
        with engine.writer() as writer:
            writer.remove(["r1"])
            writer.add(index_documents("r1", report([finding("公务接待费")]), "a"))
            writer.commit(IndexState(2, "f"))
        assert titles(search(engine, "公务")) == ["公务接待费"]

    def test_cleared_index_is_empty_and_can_be_filled_again(self, engine: Engine) -> None:
        add(engine, {"r1": report([finding("公务接待")])})
        engine.clear()
        assert engine.reader().state() is None
        add(engine, {"r2": report([finding("公务用车")])})
        assert titles(search(engine, "公务")) == ["公务用车"]

    def test_a_term_is_as_frequent_as_the_findings_that_hold_it(self, engine: Engine) -> None:
        add_titles(engine, "公务接待", "公务用车")
        reader = engine.reader()
        terms = (Term(TextField.GRAMS, each) for each in ("公务", "用车", "账外"))
        assert [reader.frequency(term) for term in terms] == [2, 1, 0]

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
