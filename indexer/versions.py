"""How a report changed: what stood at its places before and after it, and what differs."""

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from ingest.model import Record, Span
from ingest.text_digest import paragraphs

if TYPE_CHECKING:
    from indexer.catalog import Catalog
    from indexer.entries import ReportEntry

_LONGEST = 5_000
_ALIKE = 0.5


class Difference(Record, frozen=True, kw_only=True):
    """A paragraph that was taken out (`after` is None), put in (`before` is None) or reworded.

    `out` and `into` are the pieces that differ, as offsets into `before` and `after`.
    """

    before: str | None = None
    after: str | None = None
    out: tuple[Span, ...] = ()
    into: tuple[Span, ...] = ()


class Version(Record, frozen=True, kw_only=True):
    """One text that stood at a place from `since` to `until` (None: it still does). Times are UTC.

    `gone_at` is when the site was found to show it no longer; `differences` are those to the
    version before it.
    """

    report: str
    title: str | None
    since: str
    until: str | None
    gone_at: str | None
    differences: tuple[Difference, ...] = ()


class PlaceHistory(Record, frozen=True, kw_only=True):
    """All that stood at a path, the oldest first."""

    path: str
    versions: tuple[Version, ...]


def place_histories(catalog: "Catalog", prefix: str) -> tuple[PlaceHistory, ...]:
    """The history of every place at which the report stands or stood, in the order of arrival.

    Raises `LibraryError` where no report's id begins like this, or several do.
    """
    entry = catalog.report(prefix)
    paths = dict.fromkeys(each.path for each in entry.places)
    return tuple(_history(catalog, path) for path in paths)


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """What differs between two texts, by paragraph, in reading order; furniture of web pages and
    line wraps do not count."""
    old, new = paragraphs(before), paragraphs(after)
    found: list[Difference] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found.extend(_differing(old[a:b], new[c:d]))
    return tuple(found)


def _history(catalog: "Catalog", path: str) -> PlaceHistory:
    versions: list[Version] = []
    entries: list[ReportEntry] = []
    for report, stay in catalog.stays_at(path):
        if versions and versions[-1].report == report:
            # The same text, on a page that changed around it or came back.
            versions[-1] = msgspec.structs.replace(
                versions[-1], until=stay.replaced_at, gone_at=stay.gone_at
            )
            continue
        entries.append(catalog.report(report))
        versions.append(
            Version(
                report=report,
                title=entries[-1].report.title,
                since=stay.first_seen,
                until=stay.replaced_at,
                gone_at=stay.gone_at,
            )
        )
    changed = [differences(old.text, new.text) for old, new in pairwise(entries)]
    return PlaceHistory(
        path=path,
        versions=tuple(
            msgspec.structs.replace(each, differences=difference)
            for each, difference in zip(versions, [(), *changed], strict=True)
        ),
    )


def _differing(old: list[str], new: list[str]) -> list[Difference]:
    """Paragraphs in the place of others: those alike are pairs."""
    found: list[Difference] = []
    at = 0
    for before in old:
        partner = next((n for n in range(at, len(new)) if _alike(before, new[n])), None)
        if partner is None:
            found.append(Difference(before=before))
            continue
        found.extend(Difference(after=each) for each in new[at:partner])
        found.append(_reworded(before, new[partner]))
        at = partner + 1
    found.extend(Difference(after=each) for each in new[at:])
    return found


def _alike(before: str, after: str) -> bool:
    pair = SequenceMatcher(None, before[:_LONGEST], after[:_LONGEST], autojunk=False)
    return pair.real_quick_ratio() >= _ALIKE and pair.ratio() >= _ALIKE


def _reworded(before: str, after: str) -> Difference:
    if max(len(before), len(after)) > _LONGEST:
        return Difference(before=before, after=after)
    pieces = [
        each
        for each in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if each[0] != "equal"
    ]
    return Difference(
        before=before,
        after=after,
        out=tuple((a, b) for _, a, b, _, _ in pieces if a < b),
        into=tuple((c, d) for _, _, _, c, d in pieces if c < d),
    )
