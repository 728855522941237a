"""研判 in a spreadsheet: the decisions that a person has filled in."""

from pathlib import Path

from indexer.errors import LibraryError
from indexer.linking.decisions import Decision
from search.export.review import read_rows
from search.review import VERDICTS


def read_decisions(path: Path, user: str, at: str) -> list[Decision]:
    """The decisions in an .xlsx that `search.export.review` wrote and a person has filled in; rows
    without one are passed over. Raises `LibraryError` naming the row that is wrong."""
    entries = []
    for row in read_rows(path):
        word = row.verdict.strip().casefold()
        if not word:
            continue
        if word not in VERDICTS:
            raise LibraryError(
                f"{path} 第 {row.number} 行的研判“{row.verdict}”不认识，没有记下任何研判。"
                "请写 同类、不同 或 不确定。"
            )
        entries.append(
            Decision(a=row.a, b=row.b, verdict=VERDICTS[word], user=user, at=at, note=row.note)
        )
    return entries
