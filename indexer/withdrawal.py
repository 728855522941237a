"""What a site, or a watched folder, no longer shows: marked as gone, and kept."""

from collections.abc import Collection
from datetime import UTC, datetime

from indexer.errors import disk_full_told
from indexer.heal import heal_held
from indexer.journal import Gone
from indexer.library import Library


def mark_gone(library: Library, paths: Collection[str]) -> int:
    """Marks that nothing stands at these paths any more; the reports stay, and stay current.

    An arrival at the path takes the mark away. Returns how many were marked, without those that
    were so already or that the library does not know. Raises what `indexer.build.ingest` does.
    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with disk_full_told(str(library.folder)), library.writing(), library.open_catalog() as catalog:
        heal_held(library, catalog)
        marked = catalog.standing(paths).keys() - catalog.gone(paths).keys()
        events = [Gone(path=path, at=at) for path in sorted(marked)]
        if events:
            end = library.journal.append(events)
            with catalog.transaction() as transaction:
                transaction.apply(events, {})
                transaction.advance(end)
    return len(events)
