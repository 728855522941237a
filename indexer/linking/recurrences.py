"""What linking answers, in the shape of `huitoukan recurrences --json`."""

import msgspec

from indexer.linking.common import Common
from ingest.model import Record, Span


class Member(Record, frozen=True, kw_only=True):
    """A finding of a group: `source` its file's name, `n` its ordinal there."""

    finding: str
    source: str
    n: int
    org: str | None
    title: str
    date: str | None
    status: str


class Link(Record, frozen=True, kw_only=True):
    """Two findings by id; `decision` what a person said of them, if anyone did."""

    a: str
    b: str
    score: float
    decision: str | None
    reasons: tuple[str, ...]


class Group(Record, frozen=True, kw_only=True):
    """Findings of one kind. Every member has a link to another, not to every other: equal titles
    need no more. `kinds` are of relapse, repeated, common and elsewhere."""

    id: str
    label: str
    type: str | None
    kinds: tuple[str, ...]
    members: tuple[Member, ...]
    links: tuple[Link, ...]
    common: tuple[Common, ...] = ()


class Relapse(Record, frozen=True, kw_only=True):
    """A problem that an organisation claimed solved and that was found again."""

    earlier: Member
    later: Member
    months: int | None
    reasons: tuple[str, ...]


class Passage(Record, frozen=True, kw_only=True):
    """A shared passage: its place in either text, and its words in the first and in the second,
    which differ at most in numbers and a few characters."""

    a_span: Span
    b_span: Span
    text: str
    b_text: str


class Boilerplate(Record, frozen=True, kw_only=True):
    """Reports `a` and `b` by file name; `similarity` is the shared part of the shorter text."""

    a: str
    b: str
    similarity: float
    passages: tuple[Passage, ...]


class Recurrences(Record, frozen=True, kw_only=True):
    """All of it."""

    groups: tuple[Group, ...]
    relapses: tuple[Relapse, ...]
    boilerplate: tuple[Boilerplate, ...] = ()


def as_json(found: Recurrences) -> bytes:
    """The answer as JSON, indented."""
    return msgspec.json.format(msgspec.json.encode(found), indent=2)
