"""How well search ranks: graded queries over the sample reports, beside what others would use.

python -m bench.search_quality [--misses] [--write docs/search-quality.md]
python -m bench.search_quality --queries FILE

The real reports in `../shared/seeds` join in where they are present. The comparators index the same
titles and texts as their documentation recommends: Whoosh with the ChineseAnalyzer that jieba ships
for it, and SQLite FTS5 over words cut by jieba, ranked by BM25 with titles weighed as ours.

With --queries, our own score of a file of the same form (its `known` and `topic`), as a whole and
query by query in their order, without showing them: so that a fresh set can be measured before
anybody has looked at it.
"""

import argparse
import math
import sqlite3
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from bench.run import ROOT, fill, machine
from indexer.analysis import analyzer_fingerprint
from indexer.documents import index_documents
from indexer.engine import IndexState
from indexer.engines.tantivy import TantivyEngine
from ingest.limits import Limits
from ingest.model import Record, Report
from ingest.parse import parse
from ingest.read import read
from ingest.taxonomy import standard
from search.precedents import search
from search.synonyms import Synonyms

QUERIES = Path(__file__).with_name("queries_graded.toml")
_FOLDERS = (ROOT / "samples" / "reports", ROOT.parent / "shared" / "seeds")
_PAGE = 10
_TITLE_WEIGHT = 2.5
Ask = Callable[[str], list[str]]


class Known(Record, frozen=True):
    """A query for the one finding that someone remembers."""

    text: str
    finding: str


class Topic(Record, frozen=True):
    """A query with what answers it well (3), somewhat less (2), and a little (1)."""

    text: str
    grade_3: tuple[str, ...] = ()
    grade_2: tuple[str, ...] = ()
    grade_1: tuple[str, ...] = ()

    def grades(self, present: set[str]) -> dict[str, int]:
        """The grade of every finding that is there and answers."""
        graded = ((self.grade_3, 3), (self.grade_2, 2), (self.grade_1, 1))
        return {id: grade for ids, grade in graded for id in ids if id in present}


class Queries(Record, frozen=True, kw_only=True):
    """All queries. `held_out`, `fresh`, `public`, `unseen`, `afterwards`, `last`, `fifth` and all
    that follow had ever less say in weights and word lists; the file says how."""

    known: tuple[Known, ...] = ()
    topic: tuple[Topic, ...] = ()
    held_out: tuple[Topic, ...] = ()
    fresh: tuple[Topic, ...] = ()
    public: tuple[Topic, ...] = ()
    unseen: tuple[Topic, ...] = ()
    afterwards: tuple[Topic, ...] = ()
    last: tuple[Topic, ...] = ()
    fifth_known: tuple[Known, ...] = ()
    fifth: tuple[Topic, ...] = ()
    sixth_known: tuple[Known, ...] = ()
    sixth: tuple[Topic, ...] = ()
    seventh: tuple[Topic, ...] = ()
    eighth_known: tuple[Known, ...] = ()
    eighth: tuple[Topic, ...] = ()
    ninth_known: tuple[Known, ...] = ()
    ninth: tuple[Topic, ...] = ()


class Scores(Record, frozen=True, kw_only=True):
    """`ndcg` over topics, `hit_1` over known items, `unanswered` over both: nothing that answers
    among the first ten; `empty` those of them without any hit."""

    ndcg: float
    hit_1: float
    reciprocal_rank: float
    unanswered: tuple[str, ...]
    empty: int


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    """nDCG@10 with gains 2^grade − 1 (Burges and others, 2005)."""
    best = _dcg(sorted(grades.values(), reverse=True))
    return _dcg([grades.get(id, 0) for id in found]) / best if best else 1.0


def _dcg(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(n + 2) for n, grade in enumerate(grades[:_PAGE]))


def reports() -> dict[str, Report]:
    """The reports by the stems of their files."""
    found = {}
    for path in sorted(path for folder in _FOLDERS if folder.is_dir() for path in folder.iterdir()):
        if path.suffix in (".txt", ".pdf", ".docx", ".html"):
            found[path.stem] = parse(read(path.read_bytes(), path.name, Limits()), path.name)
    return found


def ours(folder: Path, found: dict[str, Report]) -> Ask:
    """This project, with the synonyms of the standard taxonomy, as the command line has them."""
    engine = TantivyEngine(folder / "own")
    with engine.writer() as writer:
        for stem, report in found.items():
            writer.add(index_documents(stem, report, stem))
        writer.commit(IndexState(1, analyzer_fingerprint()))
    synonyms = Synonyms.of_taxonomy(standard())

    def ask(text: str) -> list[str]:
        answer = search(engine, text, limit=_PAGE, synonyms=synonyms)
        return [hit.card.id for hit in (*answer.hits, *answer.nearby)]

    return ask


def whoosh_jieba(folder: Path, found: dict[str, Report]) -> Ask:
    """Whoosh with jieba's ChineseAnalyzer, titles and texts, all words required."""
    import logging

    import jieba
    from jieba.analyse.analyzer import ChineseAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.qparser.default import MultifieldParser

    jieba.setLogLevel(logging.ERROR)
    (folder / "whoosh").mkdir()
    title = TEXT(analyzer=ChineseAnalyzer(), field_boost=_TITLE_WEIGHT)
    schema = Schema(id=ID(stored=True), title=title, text=TEXT(analyzer=ChineseAnalyzer()))
    index = create_in(str(folder / "whoosh"), schema)
    writer = index.writer()
    for id, heading, text in _texts(found):
        writer.add_document(id=id, title=heading, text=text)
    writer.commit()
    searcher: Any = index.searcher()
    parser = MultifieldParser(["title", "text"], schema)
    return lambda text: [hit["id"] for hit in searcher.search(parser.parse(text), limit=_PAGE)]


def fts5_jieba(folder: Path, found: dict[str, Report]) -> Ask:
    """SQLite FTS5 over words cut by jieba in its search mode, all words required."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)

    def words(text: str) -> list[str]:
        return [word for word in jieba.cut_for_search(text) if word[0].isalnum()]

    database = sqlite3.connect(folder / "fts.sqlite")
    database.execute("CREATE VIRTUAL TABLE finding USING fts5 (id UNINDEXED, title, text)")
    database.executemany(
        "INSERT INTO finding VALUES (?, ?, ?)",
        ((id, " ".join(words(title)), " ".join(words(text))) for id, title, text in _texts(found)),
    )

    def ask(text: str) -> list[str]:
        match = " AND ".join(f'"{word}"' for word in words(text))
        rows = database.execute(
            "SELECT id FROM finding WHERE finding MATCH ?"
            f" ORDER BY bm25(finding, 0, {_TITLE_WEIGHT}, 1) LIMIT {_PAGE}",
            [match],
        )
        return [id for (id,) in rows]

    return ask


def _texts(found: dict[str, Report]) -> Iterator[tuple[str, str, str]]:
    for stem, report in found.items():
        for finding in report.findings:
            yield f"{stem}-{finding.n}", finding.title, finding.text


def scores(ask: Ask, queries: Queries, present: set[str]) -> Scores:
    """What an index makes of the queries whose answers are present."""
    gains, ranks, unanswered, empty = [], [], [], 0
    for topic in queries.topic:
        grades = topic.grades(present)
        if grades:
            found = ask(topic.text)
            gains.append(ndcg(found, grades))
            empty += not found
            if not set(found) & set(grades):
                unanswered.append(topic.text)
    for known in queries.known:
        if known.finding in present:
            found = ask(known.text)
            ranks.append(1 / (found.index(known.finding) + 1) if known.finding in found else 0.0)
            empty += not found
            if known.finding not in found:
                unanswered.append(known.text)
    return Scores(
        ndcg=_mean(gains),
        hit_1=_mean([float(rank == 1) for rank in ranks]),
        reciprocal_rank=_mean(ranks),
        unanswered=tuple(unanswered),
        empty=empty,
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else math.nan


def plain(queries: Queries) -> Queries:
    """The queries that are words and nothing else, which every index understands."""
    topics = tuple(topic for topic in queries.topic if not set(topic.text) & set(':"'))
    return Queries(known=queries.known, topic=topics)


def table(found: dict[str, Report], queries: Queries) -> str:
    """The Markdown table of all indexes over all queries that they understand."""
    present = {id for id, _, _ in _texts(found)}
    words = plain(queries)
    held_out = Queries(known=(), topic=queries.held_out)
    fresh = Queries(known=(), topic=queries.fresh)
    public = Queries(known=(), topic=queries.public)
    unseen = Queries(known=(), topic=queries.unseen)
    afterwards = Queries(known=(), topic=queries.afterwards)
    last = Queries(known=(), topic=queries.last)
    fifth = Queries(known=queries.fifth_known, topic=queries.fifth)
    sixth = Queries(known=queries.sixth_known, topic=queries.sixth)
    seventh = Queries(known=(), topic=queries.seventh)
    eighth = Queries(known=queries.eighth_known, topic=queries.eighth)
    ninth = Queries(known=queries.ninth_known, topic=queries.ninth)
    rows = [
        "| 检索 | 查询 | nDCG@10 | 首条命中 | MRR | 前十条没有答案 | 其中一条也没有 |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        own = ours(Path(folder), found)
        whoosh = whoosh_jieba(Path(folder), found)
        fts5 = fts5_jieba(Path(folder), found)
        for name, ask, asked in (
            ("回头看，全部查询", own, queries),
            ("回头看，不带字段的查询", own, words),
            ("Whoosh + jieba ChineseAnalyzer，同上", whoosh, words),
            ("SQLite FTS5 + jieba，同上", fts5, words),
            ("回头看，换了说法的查询", own, held_out),
            ("Whoosh + jieba ChineseAnalyzer，同上", whoosh, held_out),
            ("SQLite FTS5 + jieba，同上", fts5, held_out),
            ("回头看，口语查询", own, fresh),
            ("Whoosh + jieba ChineseAnalyzer，同上", whoosh, fresh),
            ("SQLite FTS5 + jieba，同上", fts5, fresh),
            ("回头看，外来的口语查询", own, public),
            ("Whoosh + jieba ChineseAnalyzer，同上", whoosh, public),
            ("SQLite FTS5 + jieba，同上", fts5, public),
            ("回头看，第二批口语查询", own, unseen),
            ("Whoosh + jieba ChineseAnalyzer，同上", whoosh, unseen),
            ("SQLite FTS5 + jieba，同上", fts5, unseen),
            ("回头看，第三批口语查询", own, afterwards),
            ("Whoosh + jieba ChineseAnalyzer，同上", whoosh, afterwards),
            ("SQLite FTS5 + jieba，同上", fts5, afterwards),
            ("回头看，第四批口语查询", own, last),
            ("Whoosh + jieba ChineseAnalyzer，同上", whoosh, last),
            ("SQLite FTS5 + jieba，同上", fts5, last),
            ("回头看，第五批（问句、带字段、记错字的）", own, fifth),
            ("回头看，第六批，同第五批的写法", own, sixth),
            ("回头看，第七批口语查询", own, seventh),
            ("回头看，第八批，外人写的", own, eighth),
            ("回头看，第九批，外人写的", own, ninth),
        ):
            made = scores(ask, asked, present)
            rows.append(
                f"| {name} | {_number(asked, present)} | {_shown(made.ndcg)} | {_shown(made.hit_1)}"
                f" | {_shown(made.reciprocal_rank)} | {len(made.unanswered)} | {made.empty} |"
            )
    return "\n".join(rows)


def _shown(value: float) -> str:
    return "—" if math.isnan(value) else f"{value:.3f}"


def _number(queries: Queries, present: set[str]) -> int:
    topics = sum(bool(topic.grades(present)) for topic in queries.topic)
    return topics + sum(known.finding in present for known in queries.known)


def blind(ask: Ask, queries: Queries, present: set[str]) -> Iterator[str]:
    """Our score of the queries, and each by its place alone: who has not read them may go on
    measuring."""
    made = scores(ask, queries, present)
    yield (
        f"找一类 {len(queries.topic)} 条，nDCG@10 {_shown(made.ndcg)}；"
        f"找一条 {len(queries.known)} 条，首条命中 {_shown(made.hit_1)}，"
        f"MRR {_shown(made.reciprocal_rank)}；"
        f"前十条没有答案 {len(made.unanswered)}"
    )
    for n, topic in enumerate(queries.topic, 1):
        yield f"找一类 {n}\t{ndcg(ask(topic.text), topic.grades(present)):.3f}"
    for n, known in enumerate(queries.known, 1):
        answers = ask(known.text)
        place = answers.index(known.finding) + 1 if known.finding in answers else "无"
        yield f"找一条 {n}\t{place}"


def misses(found: dict[str, Report], queries: Queries) -> Iterator[str]:
    """One line for each of our own answers that is not perfect."""
    titles = {id: title for id, title, _ in _texts(found)}
    with tempfile.TemporaryDirectory() as folder:
        ask = ours(Path(folder), found)
        for known in chain(
            *(queries.known, queries.fifth_known, queries.sixth_known),
            *(queries.eighth_known, queries.ninth_known),
        ):
            best = ask(known.text)[:1]
            if known.finding in titles and best != [known.finding]:
                yield f"首条不对  {known.text}：{best} {titles.get(best[0]) if best else ''}"
        topics = (queries.topic, queries.held_out, queries.fresh, queries.public)
        later = (queries.unseen, queries.afterwards, queries.last, queries.fifth, queries.sixth)
        for topic in chain(*topics, *later, queries.eighth, queries.ninth):
            grades = topic.grades(set(titles))
            answers = ask(topic.text)
            if grades and ndcg(answers, grades) < 0.999:
                lacking = [
                    f"{titles[id]}({grade})" for id, grade in grades.items() if id not in answers
                ]
                shown = [f"{titles[id]}({grades.get(id, 0)})" for id in answers]
                yield f"{ndcg(answers, grades):.2f}  {topic.text}\n   得 {shown}\n   缺 {lacking}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.search_quality", description="检索质量")
    parser.add_argument("--misses", action="store_true", help="列出没有做到最好的查询")
    parser.add_argument("--write", type=Path, help="把表写入这个文件的标记之间")
    parser.add_argument("--queries", type=Path, help="只量这个文件里的查询，不显示它们")
    options = parser.parse_args()
    about = machine()
    found = reports()
    file: Path = options.queries or QUERIES
    queries = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Queries)
    if options.queries:
        with tempfile.TemporaryDirectory() as folder:
            present = {id for id, _, _ in _texts(found)}
            print(*blind(ours(Path(folder), found), queries, present), sep="\n")
        return
    for line in misses(found, queries) if options.misses else ():
        print(line)
    count = sum(len(report.findings) for report in found.values())
    head = (
        "命令：`.venv/bin/python -m bench.search_quality --write docs/search-quality.md`"
        f"（{time.strftime('%Y-%m-%d')}）。{len(found)} 份报告，{count} 个问题。{about}。"
    )
    text = f"{head}\n\n{table(found, queries)}"
    print(text)
    if options.write:
        document = options.write.read_text(encoding="utf-8")
        options.write.write_text(fill(document, "search_quality", text), encoding="utf-8")


if __name__ == "__main__":
    main()
