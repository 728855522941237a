"""Keeps a library's links in step with its catalog, its decisions and its aliases."""

import hashlib
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.linking.aliases import ALIASES
from indexer.linking.kept import (
    LINKS,
    decision_log,
    link_all,
    link_new,
    link_store,
    linked_by,
    problems_in,
)
from indexer.linking.weights import WEIGHTS, standard_weights, wording_rules
from indexer.system_errors import reason_of
from ingest.model import Record

if TYPE_CHECKING:  # numpy takes longer to import than a search does
    from indexer.linking.linker import Linked
    from indexer.linking.problem import Problem
    from indexer.linking.relapses import Again
    from indexer.linking.store import Added

STATE = "links.json"
# Above this share of a library, linking it anew is faster than linking report by report.
_MANY = 0.3
# File systems tell times in ticks: a file changed just now may change again within the same one.
_SETTLED_SECONDS = 2.0


class LinkState(Record, frozen=True, kw_only=True):
    """What the links were made of: the catalog's sequence, the rules by which findings are
    prepared, the weights, the decisions and the aliases by digest. `exact` is False where only
    a full linking can tell what some new findings belong to."""

    sequence: int
    decisions: str
    aliases: str
    rules: str = ""
    weights: str = ""
    exact: bool = True


class LinkSummary(Record, frozen=True, kw_only=True):
    """What a linking did: `findings` were linked; of their pairs within one organisation `again`
    recur, and `relapses` of these after the problem was claimed solved."""

    everything: bool
    findings: int
    again: int
    relapses: int
    seconds: float


def link(library: Library, *, everything: bool = False) -> LinkSummary:
    """Links what is new since the last linking, or all findings anew.

    All are linked anew, too, where decisions or aliases have changed, or where linking the new ones
    alone is not exact. Raises `LibraryError` where there is no library, another process writes to
    it, or its catalog or aliases cannot be read.
    """
    library.require()
    with library.writing():
        summary = None if everything else _link_changes(library, settle=True)
        return summary or _link_all(library, afresh=everything)


def link_added(library: Library) -> LinkSummary:
    """Links what an ingest has added, as quickly as that can be done; raises as `link` does.

    What is left inexact, the next `link` or question about recurrence sets right.
    """
    with library.writing():
        return _link_changes(library, settle=False) or _link_all(library, afresh=False)


def state_now(library: Library) -> LinkState:
    """What links made now would be made of. Raises `LibraryError` as the catalog does."""
    with library.catalog() as catalog:
        return state_at(library, catalog.position().sequence)


def state_at(library: Library, sequence: int) -> LinkState:
    """The same where the catalog is at that sequence. Raises `LibraryError` for a file that cannot
    be read."""
    return LinkState(
        sequence=sequence,
        decisions=digest_of(decision_log(library).path),
        aliases=digest_of(library.folder / ALIASES),
        rules=wording_rules(),
        weights=digest_of(library.folder / WEIGHTS) or standard_weights(),
    )


def kept_state(library: Library) -> LinkState | None:
    """What the kept links are made of; None where there are none, or they cannot be read."""
    if not (library.folder / LINKS).exists():
        return None
    try:
        return msgspec.json.decode((library.folder / STATE).read_bytes(), type=LinkState)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def linked_now(library: Library) -> "Linked":
    """All findings, linked for an answer; nothing is kept, so that many may ask at once."""
    return linked_by(library, problems_now(library))


def problems_now(library: Library) -> "list[Problem]":
    """The findings of all current reports, prepared; those that the links hold are not prepared
    again. Raises `LibraryBusy` where the links are being written."""
    kept = kept_state(library)
    with library.catalog() as catalog:
        floor = catalog.position().floor
        if kept is None or kept.rules != wording_rules() or kept.sequence < floor:
            return list(problems_in(catalog))
        changes = catalog.changes(kept.sequence)
        changed = {each.report_id for each in changes}
        known = _known(library)
        if known is None:
            return list(problems_in(catalog))
        new = problems_in(catalog, [each.report_id for each in changes if each.added])
        return [*(each for each in known if each.report not in changed), *new]


def _known(library: Library) -> "list[Problem] | None":
    """The findings that the links hold; None where they cannot be read."""
    from indexer.linking.store import LinksDamaged

    try:
        return link_store(library).problems()
    except LinksDamaged:
        return None


def _link_all(library: Library, *, afresh: bool) -> LinkSummary:
    """Links all; `afresh` prepares every finding again."""
    began = time.monotonic()
    state = state_now(library)
    linked = link_all(library, None if afresh else problems_now(library))
    _keep_state(library, state)
    return _summary(len(linked.problems), linked.again, began, everything=True)


def _link_changes(library: Library, *, settle: bool) -> LinkSummary | None:
    """Links the changes only; None where all has to be linked anew."""
    began = time.monotonic()
    kept, now = kept_state(library), state_now(library)
    if kept is None or _basis(kept) != _basis(now):
        return None
    if settle and not kept.exact:
        return None
    with library.catalog() as catalog:
        if kept.sequence < catalog.position().floor:
            return None
        changes = catalog.changes(kept.sequence)
        reports = catalog.counts().reports
    new = [each.report_id for each in changes if each.added]
    if len(new) > _MANY * reports:
        return None
    if not changes:
        _keep_state(library, msgspec.structs.replace(now, exact=kept.exact))
        return _summary(0, (), began, everything=False)
    added = _added(library, new, [each.report_id for each in changes])
    if added is None or (settle and not added.exact):
        return None
    _keep_state(library, msgspec.structs.replace(now, exact=kept.exact and added.exact))
    return _summary(len(added.groups), added.again, began, everything=False)


def _added(library: Library, new: list[str], replaced: list[str]) -> "Added | None":
    """Links new reports; None, and nothing is kept any more, where the links cannot be read."""
    from indexer.linking.store import LinksDamaged

    try:
        return link_new(library, new, replaced)
    except LinksDamaged:
        link_store(library).forget()
        return None


def _basis(state: LinkState) -> tuple[str, ...]:
    """What all links rest on: where it has changed, all are made anew."""
    return state.decisions, state.aliases, state.rules, state.weights


def _summary(
    findings: int, again: "tuple[Again, ...]", began: float, *, everything: bool
) -> LinkSummary:
    return LinkSummary(
        everything=everything,
        findings=findings,
        again=len(again),
        relapses=sum(each.relapse for each in again),
        seconds=time.monotonic() - began,
    )


def _keep_state(library: Library, state: LinkState) -> None:
    part = library.folder / f"{STATE}.part"
    part.write_bytes(msgspec.json.encode(state))
    part.replace(library.folder / STATE)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none. Raises `LibraryError`."""
    try:
        facts = path.stat()
        if abs(time.time() - facts.st_mtime) < _SETTLED_SECONDS:
            return _digest(path)
        return _digest_as_of(path, facts.st_ino, facts.st_mtime_ns, facts.st_size)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise LibraryError(f"读不了 {path}：{reason_of(error)}。请检查文件的权限。") from error


@lru_cache(256)
def _digest_as_of(path: Path, node: int, changed: int, size: int) -> str:
    """The digest of the file that was then so; logs of years are not read anew for each page."""
    return _digest(path)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
