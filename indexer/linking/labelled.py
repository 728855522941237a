"""The labelled set: titles that a person has put into groups, and near misses."""

import tomllib
from functools import cache
from importlib import resources

import msgspec

from indexer.linking.organisations import org_name
from indexer.linking.problem import Problem
from indexer.linking.wording import wording
from ingest.model import Record
from ingest.taxonomy import standard


class Near(Record, frozen=True):
    """Two titles that look alike and are not of one kind."""

    a: str
    b: str


class Titles(Record, frozen=True):
    """labelled.toml."""

    groups: dict[str, tuple[str, ...]]
    near: tuple[Near, ...]


@cache
def titles() -> Titles:
    """The hand-made groups and near misses."""
    text = resources.files("indexer.linking").joinpath("labelled.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Titles)


def titled(title: str, org: str, id_: str) -> Problem:
    """A problem of which nothing but the title is known."""
    said = wording(title)
    return Problem(
        id=id_,
        report=id_,
        source=id_,
        n=1,
        title=title,
        org=org,
        name=org_name(org),
        type=standard().type_of(title),
        concept=said.concept,
        second=said.second,
        field=said.field,
        object=said.object,
        words=said.words,
        aspects=said.aspects,
    )
