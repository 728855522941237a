"""Linking of a library: its catalog's findings, its decisions and aliases, its links."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from indexer.library import Library
from indexer.linking.aliases import load_aliases
from indexer.linking.boilerplate import Body, boilerplate
from indexer.linking.decisions import DECISIONS, DecisionLog
from indexer.linking.linker import Linked
from indexer.linking.organisations import Organisations, OrgName, org_name
from indexer.linking.problem import Problem, problems
from indexer.linking.recurrences import Boilerplate
from indexer.linking.store import Added, LinkStore

if TYPE_CHECKING:
    from indexer.catalog import Catalog  # SQLAlchemy takes longer to import than a search does

LINKS = "links.sqlite"


def decision_log(library: Library) -> DecisionLog:
    """The library's decisions, kept with the originals: like them they cannot be made anew."""
    return DecisionLog(library.folder / "originals" / DECISIONS)


def link_store(library: Library) -> LinkStore:
    """The library's links."""
    return LinkStore(library.folder / LINKS)


def link_all(library: Library) -> Linked:
    """Links all findings of the current reports anew and keeps the links.

    Raises `LibraryError` where the catalog or the table of aliases cannot be read.
    """
    with library.catalog() as catalog:
        linked = Linked(
            problems_in(catalog),
            decision_log(library).standing(),
            aliases=load_aliases(library.folder),
        )
    link_store(library).rebuild(linked)
    return linked


def link_new(library: Library, reports: Collection[str], replaced: Collection[str] = ()) -> Added:
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
    return store.add(new, decision_log(library).standing(), load_aliases(library.folder))


def problems_in(catalog: "Catalog", reports: Collection[str] | None = None) -> Iterator[Problem]:
    """The findings of all current reports, or of these, prepared for comparison."""
    from indexer.transaction import decode

    for report_id, name, payload in catalog.current(reports):
        yield from problems(report_id, decode(payload), name)


def shared_passages(library: Library) -> tuple[Boilerplate, ...]:
    """The passages that current reports of different organisations share (雷同)."""
    with library.catalog() as catalog:
        return tuple(boilerplate(_bodies(catalog, library)))


def _bodies(catalog: "Catalog", library: Library) -> list[Body]:
    entries = [catalog.report(report_id) for report_id, _, _ in catalog.current()]
    names = {entry.id: _named(entry.report.inspected_org, entry.report.region) for entry in entries}
    known = Organisations((n for n in names.values() if n), load_aliases(library.folder))
    bodies = []
    for entry in entries:
        org = known.key(names[entry.id])
        bodies.append(Body(report=entry.id, source=entry.name, org=org, text=entry.text))
    return bodies


def _named(orgs: tuple[str, ...], region: tuple[str, ...]) -> OrgName | None:
    """One name for the organisations of a report; several together are one of their own."""
    return org_name("、".join(orgs), region)
