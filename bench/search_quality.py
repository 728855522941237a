"""How well search ranks: graded queries over the sample reports, beside what others would use.

python -m bench.search_quality [--misses] [--write docs/search-quality.md]
python -m bench.search_quality --queries FILE

Real reports beside the repository (`bench.sample_indexes`) join in where they are present.

With --queries, our own score of a file of the same form (its `known` and `topic`), as a whole and
query by query in their order, without showing them: so that a fresh set can be measured before
anybody has looked at it.
"""

import argparse
import math
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.graded import FIRST, QUERIES, Queries, graded
from bench.ranking import Ask, ndcg, scores
from bench.run import fill, machine
from bench.sample_indexes import fts5_jieba, ours, reports, texts, whoosh_jieba
from ingest.model import Report

# The later a batch, the less say it had in weights and word lists; the file of queries says how.
_COMPARED = (
    ("held_out", "换了说法的查询"),
    ("fresh", "口语查询"),
    ("public", "外来的口语查询"),
    ("unseen", "第二批口语查询"),
    ("afterwards", "第三批口语查询"),
    ("last", "第四批口语查询"),
)
_OURS = (
    ("fifth", "第五批（问句、带字段、记错字的）"),
    ("sixth", "第六批，同第五批的写法"),
    ("seventh", "第七批口语查询"),
    ("eighth", "第八批，外人写的"),
    ("ninth", "第九批，外人写的"),
)
# What goes wrong with these is not looked at.
_UNSEEN = ("seventh",)
_HEAD = (
    "| 检索 | 查询 | nDCG@10 | 首条命中 | MRR | 前十条没有答案 | 其中一条也没有 |",
    "|---|---:|---:|---:|---:|---:|---:|",
)


def table(found: dict[str, Report], batches: dict[str, Queries]) -> str:
    """The Markdown table of all indexes over all queries that they understand."""
    present = {id for id, _, _ in texts(found)}
    first = batches[FIRST]
    with tempfile.TemporaryDirectory() as folder:
        own = ours(Path(folder), found)
        others = (
            ("Whoosh + jieba ChineseAnalyzer，同上", whoosh_jieba(Path(folder), found)),
            ("SQLite FTS5 + jieba，同上", fts5_jieba(Path(folder), found)),
        )
        rows = [_row("回头看，全部查询", own, first, present)]
        compared = [("不带字段的查询", first.plain())]
        compared += [(told, batches[name]) for name, told in _COMPARED]
        for told, queries in compared:
            rows.append(_row(f"回头看，{told}", own, queries, present))
            rows += [_row(name, ask, queries, present) for name, ask in others]
        rows += [_row(f"回头看，{told}", own, batches[name], present) for name, told in _OURS]
    return "\n".join((*_HEAD, *rows))


def _row(name: str, ask: Ask, queries: Queries, present: set[str]) -> str:
    made = scores(ask, queries, present)
    return (
        f"| {name} | {queries.number(present)} | {_shown(made.ndcg)} | {_shown(made.hit_1)}"
        f" | {_shown(made.reciprocal_rank)} | {len(made.unanswered)} | {made.empty} |"
    )


def _shown(value: float) -> str:
    return "—" if math.isnan(value) else f"{value:.3f}"


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


def misses(found: dict[str, Report], batches: dict[str, Queries]) -> Iterator[str]:
    """One line for each of our own answers that is not perfect."""
    titles = {id: title for id, title, _ in texts(found)}
    looked_at = [queries for name, queries in batches.items() if name not in _UNSEEN]
    with tempfile.TemporaryDirectory() as folder:
        ask = ours(Path(folder), found)
        for known in (each for queries in looked_at for each in queries.known):
            best = ask(known.text)[:1]
            if known.finding in titles and best != [known.finding]:
                yield f"首条不对  {known.text}：{best} {titles.get(best[0]) if best else ''}"
        for topic in (each for queries in looked_at for each in queries.topic):
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
    batches = graded(options.queries or QUERIES)
    if options.queries:
        with tempfile.TemporaryDirectory() as folder:
            present = {id for id, _, _ in texts(found)}
            print(*blind(ours(Path(folder), found), batches[FIRST], present), sep="\n")
        return
    for line in misses(found, batches) if options.misses else ():
        print(line)
    count = sum(len(report.findings) for report in found.values())
    head = (
        "命令：`.venv/bin/python -m bench.search_quality --write docs/search-quality.md`"
        f"（{time.strftime('%Y-%m-%d')}）。{len(found)} 份报告，{count} 个问题。{about}。"
    )
    text = f"{head}\n\n{table(found, batches)}"
    print(text)
    if options.write:
        document = options.write.read_text(encoding="utf-8")
        options.write.write_text(fill(document, "search_quality", text), encoding="utf-8")


if __name__ == "__main__":
    main()
