"""What a flow leaves to be read: tables of what came in, and of what needs a look."""

from collections.abc import Sequence

from prefect.artifacts import create_table_artifact

from indexer.identity import report_id
from indexer.journal import Arrival
from indexer.library import Library
from ingest.model import Record
from search.doubts import doubts
from search.stored import Stored, stored_only

_ROWS = 200
"""More rows than anybody reads; a table of a whole first ingest would weigh megabytes."""


class Row(Record, frozen=True, kw_only=True):
    """A file or place, and what there is to say about it."""

    place: str
    told: str


def show_arrivals(library: Library, start: int) -> None:
    """Makes tables of the reports that came in since byte `start` of the journal, and of what in
    them does not add up."""
    arrived = (each for each in library.journal.events(start) if isinstance(each, Arrival))
    ids = list(dict.fromkeys(report_id(each.sha256) for each in arrived))
    reports = list(stored_only(library, ids[:_ROWS])) if ids else []
    show("came-in", "新入库", len(ids), [_came(each) for each in reports])
    rows = [
        Row(place=each.source, told=f"{doubt.message}（{each.id}）")
        for each in doubts(reports)
        for doubt in each.inconsistencies
    ]
    show("does-not-add-up", "前后不一", len(rows), rows)


def show(key: str, title: str, total: int, rows: Sequence[Row]) -> None:
    """Makes one table, where there is anything to show."""
    if not rows:
        return
    more = f"，只列前 {len(rows[:_ROWS])} 条" if total > _ROWS else ""
    create_table_artifact(
        key=key,
        table=[{"文件": each.place, "说明": each.told} for each in rows[:_ROWS]],
        description=f"{title}：共 {total} 条{more}。",
    )


def _came(each: Stored) -> Row:
    title = each.report.title or "（没有标题）"
    return Row(place=each.source, told=f"{title}，{len(each.report.findings)} 个问题，{each.id}")
