"""Queries with what answers them, as people judged it."""

import tomllib
from collections import defaultdict
from pathlib import Path

import msgspec

from ingest.model import Record

QUERIES = Path(__file__).with_name("queries_graded.toml")
FIRST = "topic"
"""The first batch of a file."""
_KNOWN = "_known"


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
    """A batch of queries."""

    known: tuple[Known, ...] = ()
    topic: tuple[Topic, ...] = ()

    def plain(self) -> "Queries":
        """Those that are words and nothing else, which every index understands."""
        topics = tuple(topic for topic in self.topic if not set(topic.text) & set(':"'))
        return Queries(known=self.known, topic=topics)

    def number(self, present: set[str]) -> int:
        """How many of them have an answer among what is there."""
        topics = sum(bool(topic.grades(present)) for topic in self.topic)
        return topics + sum(known.finding in present for known in self.known)


def graded(file: Path) -> dict[str, Queries]:
    """The batches of a file, by the names of their tables: `known` belongs to the first, `NAME` and
    `NAME_known` to one another."""
    batches: defaultdict[str, dict[str, object]] = defaultdict(dict)
    for table, queries in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if table == "known":
            batches[FIRST]["known"] = queries
        elif table.endswith(_KNOWN):
            batches[table.removesuffix(_KNOWN)]["known"] = queries
        else:
            batches[table]["topic"] = queries
    return {name: msgspec.convert(batch, Queries) for name, batch in batches.items()}
