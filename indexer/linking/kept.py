"""Linking of a library: its catalog's findings, its decisions and aliases, its links."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from indexer.library import Library
from indexer.linking.aliases import load_aliases
from indexer.linking.decisions import DECISIONS, DecisionLog, Decisions
from indexer.linking.organisations import Organisations, OrgName, org_name
from indexer.linking.weights import load_model
from indexer.payload import decode
from indexer.successors import successors

if TYPE_CHECKING:  # SQLAlchemy and numpy take longer to import than a search does
    from indexer.catalog import Catalog
    from indexer.linking.boilerplate import Body
    from indexer.linking.linker import Linked
    from indexer.linking.problem import Problem
    from indexer.linking.store import Added, LinkStore

LINKS = "links.sqlite"


def decision_log(library: Library) -> DecisionLog:
    """The library's decisions, kept with the originals: like them they cannot be made anew."""
    return DecisionLog(library.folder / "originals" / DECISIONS)


def decided(library: Library) -> Decisions:
    """The decisions that count now; those on findings of former versions count for the findings
    that took their places. Raises `LibraryError`."""
    entries = list(decision_log(library).entries())
    named = {id for each in entries for id in (each.a, each.b)}
    return Decisions(entries, successors(library, named))


def link_store(library: Library) -> "LinkStore":
    """The library's links."""
    from indexer.linking.store import LinkStore

    return LinkStore(library.folder / LINKS)


def link_all(library: Library, problems: "Iterable[Problem] | None" = None) -> "Linked":
    """Links all findings of the current reports anew and keeps the links; `problems` are these
    findings where they are prepared already.

    Raises `LibraryError` where the catalog, the aliases or the weights cannot be read.
    """
    if problems is None:
        with library.catalog() as catalog:
            problems = list(problems_in(catalog))
    linked = linked_by(library, problems)
    link_store(library).rebuild(linked)
    return linked


def linked_by(library: Library, problems: "Iterable[Problem]") -> "Linked":
    """The problems linked by what counts in the library: its decisions, aliases and weights.

    Raises `LibraryError` where they cannot be read.
    """
    from indexer.linking.linker import Linked

    return Linked(
        problems,
        decided(library),
        aliases=load_aliases(library.folder),
        model=load_model(library.folder),
    )


def link_new(library: Library, reports: Collection[str], replaced: Collection[str] = ()) -> "Added":
    """Links the findings of these reports (by id) with all that is linked already, and forgets
    those of replaced ones.

    Where `Added.exact` is False, or where aliases or decisions on older findings have changed,
    `link_all` is to follow. Raises `LibraryError` as it does.
    """
    store = link_store(library)
    if not store.path.exists():
        link_all(library)
    store.drop(replaced)
    with library.catalog() as catalog:
        new = list(problems_in(catalog, reports))
    return store.add(
        new,
        decided(library),
        load_aliases(library.folder),
        load_model(library.folder),
    )


def problems_in(catalog: "Catalog", reports: Collection[str] | None = None) -> "Iterator[Problem]":
    """The findings of all current reports, or of these, prepared for comparison."""
    from indexer.linking.problem import problems

    for report_id, name, payload in catalog.current(reports):
        yield from problems(report_id, decode(payload), name)


def bodies_of(library: Library, ids: Collection[str] | None = None) -> "list[Body]":
    """The texts of all current reports, or of these, with their organisations."""
    from indexer.linking.boilerplate import Body

    with library.catalog() as catalog:
        wanted = sorted(ids) if ids is not None else [id for id, _, _ in catalog.current()]
        entries = [catalog.report(id) for id in wanted]
    names = [_named(each.report.inspected_org, each.report.region) for each in entries]
    store = link_store(library)
    others = store.names() if ids is not None and store.path.exists() else set()
    known = Organisations(others.union(filter(None, names)), load_aliases(library.folder))
    return [
        Body(report=each.id, source=each.name, org=known.key(name), text=each.text)
        for each, name in zip(entries, names, strict=True)
    ]


def _named(orgs: tuple[str, ...], region: tuple[str, ...]) -> OrgName | None:
    """One name for the organisations of a report; several together are one of their own."""
    return org_name("、".join(orgs), region)
