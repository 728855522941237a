"""Keeps a library's links in step with its catalog, its decisions and its aliases."""

import hashlib
import time
from pathlib import Path

import msgspec

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.linking.aliases import ALIASES, load_aliases
from indexer.linking.kept import decision_log, link_all, link_new, link_store, problems_in
from indexer.linking.linker import Linked
from indexer.linking.relapses import Again
from indexer.linking.store import Added
from ingest.model import Record

STATE = "links.json"
# Above this share of a library, linking it anew is faster than linking report by report.
_MANY = 0.3


class LinkState(Record, frozen=True, kw_only=True):
    """What the links were made of: the catalog's sequence, the decisions and aliases by digest.
    `exact` is False where only a full linking can tell what some new findings belong to."""

    sequence: int
    decisions: str
    aliases: str
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
        return summary or _link_all(library)


def link_added(library: Library) -> LinkSummary:
    """Links what an ingest has added, as quickly as that can be done; raises as `link` does.

    What is left inexact, the next `link` or question about recurrence sets right.
    """
    with library.writing():
        return _link_changes(library, settle=False) or _link_all(library)


def state_now(library: Library) -> LinkState:
    """What links made now would be made of. Raises `LibraryError` as the catalog does."""
    with library.catalog() as catalog:
        sequence = catalog.position().sequence
    return LinkState(
        sequence=sequence,
        decisions=_digest(decision_log(library).path),
        aliases=_digest(library.folder / ALIASES),
    )


def kept_state(library: Library) -> LinkState | None:
    """What the kept links are made of; None where there are none, or they cannot be read."""
    if not link_store(library).path.exists():
        return None
    try:
        return msgspec.json.decode((library.folder / STATE).read_bytes(), type=LinkState)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def linked_now(library: Library) -> Linked:
    """All findings, linked for an answer; nothing is kept, so that many may ask at once."""
    with library.catalog() as catalog:
        return Linked(
            problems_in(catalog),
            decision_log(library).standing(),
            aliases=load_aliases(library.folder),
        )


def _link_all(library: Library) -> LinkSummary:
    began = time.monotonic()
    state = state_now(library)
    linked = link_all(library)
    _keep_state(library, state)
    return _summary(len(linked.problems), linked.again, began, everything=True)


def _link_changes(library: Library, *, settle: bool) -> LinkSummary | None:
    """Links the changes only; None where all has to be linked anew."""
    began = time.monotonic()
    kept, now = kept_state(library), state_now(library)
    if kept is None or (kept.decisions, kept.aliases) != (now.decisions, now.aliases):
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
    added = link_new(library, new, [each.report_id for each in changes]) if changes else _NOTHING
    if settle and not added.exact:
        return None
    _keep_state(library, msgspec.structs.replace(now, exact=kept.exact and added.exact))
    return _summary(len(added.groups), added.again, began, everything=False)


_NOTHING = Added(problems=(), groups={}, again=(), exact=True)


def _summary(
    findings: int, again: tuple[Again, ...], began: float, *, everything: bool
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


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise LibraryError(f"读不了 {path}：{error.strerror}。请检查文件的权限。") from error
