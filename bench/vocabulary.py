"""The words that generated reports are made of, read from two TOML files beside this one."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from ingest.model import Record

_HERE = Path(__file__).parent


class ProblemType(Record, frozen=True, kw_only=True):
    """One kind of problem; `wordings` are the ways to say that its object is deficient."""

    name: str
    area: str
    rule: str
    objects: tuple[str, ...]
    wordings: tuple[str, ...]
    facts: tuple[str, ...]
    cures: tuple[str, ...]


class Opening(Record, frozen=True, kw_only=True):
    """How a report begins."""

    summoned: str
    duty: tuple[str, ...]
    stated: str
    sums: str


class Closing(Record, frozen=True, kw_only=True):
    """How a report ends."""

    plans: tuple[str, ...]
    contact: str


class Scopes(Record, frozen=True, kw_only=True):
    """What may stand before and after the core of a title."""

    any: tuple[str, ...]
    extra: tuple[str, ...]


class Phrases(Record, frozen=True, kw_only=True):
    """Sentences for any report, with slots."""

    heads: tuple[str, ...]
    measures: tuple[str, ...]
    tails: tuple[str, ...]
    opening: Opening
    closing: Closing
    areas: dict[str, str]
    scopes: Scopes


class _TypeEntry(Record, frozen=True, kw_only=True):
    area: str
    lacks: str
    rule: str
    objects: tuple[str, ...]
    facts: tuple[str, ...]
    cures: tuple[str, ...]


class _Vocabulary(Record, frozen=True, kw_only=True):
    lacks: dict[str, tuple[str, ...]]
    types: dict[str, _TypeEntry]


@cache
def problem_types() -> tuple[ProblemType, ...]:
    """All problem types, in the order of the file."""
    tree = tomllib.loads((_HERE / "vocabulary.toml").read_text(encoding="utf-8"))
    vocabulary = msgspec.convert(tree, _Vocabulary)
    return tuple(
        ProblemType(
            name=name,
            area=entry.area,
            rule=f"《{entry.rule}》",
            objects=entry.objects,
            wordings=vocabulary.lacks[entry.lacks],
            facts=entry.facts,
            cures=entry.cures,
        )
        for name, entry in vocabulary.types.items()
    )


@cache
def phrases() -> Phrases:
    """The sentences that any report may hold."""
    tree = tomllib.loads((_HERE / "phrases.toml").read_text(encoding="utf-8"))
    return msgspec.convert(tree, Phrases)
