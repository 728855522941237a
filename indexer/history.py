"""What arrived, as the catalog remembers it: the journal's second memory."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.journal import Arrival, Dropped, Event, Failure, Gone, Journal

if TYPE_CHECKING:
    from indexer.catalog import Catalog

_RESTORING = -1
_TRIES = 9  # as many as are worth remembering


def history(catalog: "Catalog") -> Iterator[Event]:
    """Events that lead to the catalog as it is: its reports, their places, its quarantine."""
    yield from catalog.stays()
    for path, at in catalog.gone().items():
        yield Gone(path=path, at=at)
    for each in catalog.failed():
        for at in (each.first_tried, *[each.last_tried] * min(each.tries - 1, _TRIES)):
            if each.sha256 is not None:
                yield Arrival(sha256=each.sha256, path=each.path, name=each.name, at=at)
            else:
                yield Failure(
                    path=each.path, name=each.name, reason=each.reason, passing=each.passing, at=at
                )
        if each.dropped:
            yield Dropped(path=each.path, at=each.last_tried)


def forgotten(journal: Journal, catalog: "Catalog") -> int:
    """How many things that the catalog remembers have no line in the journal."""
    written = Counter(map(_key, journal.events()))
    # A file may have returned to earlier bytes: each of its stays needs a line of its own.
    stays = Counter(map(_key, catalog.stays()))
    others = {key for event in history(catalog) if (key := _key(event)) not in stays}
    return (stays - written).total() + len(others - written.keys())


def continues(journal: Journal, catalog: "Catalog") -> bool:
    """Whether the journal holds, where the catalog stopped reading it, what the catalog read."""
    reached = catalog.position().journal
    if reached == 0:
        return True
    last = journal.last(reached)
    if last is None:
        return False
    return bool(catalog.standing([last.path]) or catalog.quarantined([last.path]))


def restore(journal: Journal, catalog: "Catalog") -> int:
    """Writes the journal anew from the catalog, then whatever it holds that the catalog lacks.

    For the holder of the library's lock. Returns how many things the journal had forgotten.
    """
    lost = forgotten(journal, catalog)
    reached = catalog.position().journal
    sound = continues(journal, catalog)
    pending = list(journal.events(reached) if sound else untraced(journal, catalog))
    # Whoever finds this mark after a crash begins again: no offset fits both files.
    with catalog.transaction() as transaction:
        transaction.advance(_RESTORING)
    middle = journal.replace(history(catalog), pending)
    with catalog.transaction() as transaction:
        transaction.advance(middle)
    return lost


def untraced(journal: Journal, catalog: "Catalog", start: int = 0) -> Iterator[Event]:
    """The journal's events from byte `start` on that left no trace in the catalog."""
    stays = (each for each in catalog.stays() if isinstance(each, Arrival))
    places = {(each.path, each.sha256) for each in stays}
    reports = catalog.digests()
    paths = {path for path, _ in places} | {each.path for each in catalog.failed()}
    for event in journal.events(start):
        if isinstance(event, Arrival) and event.sha256 in reports:
            if (event.path, event.sha256) not in places:
                yield event
        elif event.path not in paths:
            yield event


def _key(event: Event) -> tuple[str, str]:
    match event:
        case Arrival(sha256=sha256, path=path):
            return path, sha256
        case Failure(path=path):
            return path, "failure"
        case Dropped(path=path):
            return path, "dropped"
        case Gone(path=path):
            return path, "gone"
