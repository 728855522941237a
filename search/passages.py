"""雷同: the passages that reports share, kept between questions and brought up to date by what is
new."""

import os
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from indexer.library import Library
from indexer.linking.aliases import ALIASES
from indexer.linking.kept import bodies_of
from indexer.linking.known import Known
from indexer.linking.recurrences import Boilerplate
from ingest.model import Record
from search.links import digest_of

if TYPE_CHECKING:
    from indexer.linking.copies import Shingles  # numpy takes longer to import than a search does

KNOWN, SHINGLES = "boilerplate.msgpack", "boilerplate.npz"
# With more new reports than this share, what is a standard phrase has to be learned anew.
_MANY = 0.2


class _Kept(Record, frozen=True, kw_only=True):
    """`sequence` is the catalog's; `shingles` the size in bytes of the file that belongs to it."""

    sequence: int
    aliases: str
    shingles: int
    known: Known


def shared(library: Library) -> tuple[Boilerplate, ...]:
    """The passages that reports of different organisations share.

    Raises `LibraryError` where there is no library, or its catalog or aliases cannot be read.
    """
    library.require()
    with library.catalog() as catalog:
        position = catalog.position()
    kept = _kept(library)
    if kept is None or kept.sequence < position.floor:
        return _relearned(library, position.sequence)
    if kept.sequence == position.sequence:
        return _passages(kept.known)
    from indexer.linking.copies import renew

    with library.catalog() as catalog:
        changes = catalog.changes(kept.sequence)
    new = [each.report_id for each in changes if each.added]
    reports = len(kept.known.reports)
    shingles = _shingles(library, kept)
    if shingles is None or reports + len(new) - kept.known.learned > _MANY * kept.known.learned:
        return _relearned(library, position.sequence)
    known, shingles = renew(
        kept.known,
        shingles,
        bodies_of(library, new),
        {each.report_id for each in changes},
        lambda ids: bodies_of(library, ids),
    )
    _keep(library, position.sequence, known, shingles)
    return _passages(known)


def _relearned(library: Library, sequence: int) -> tuple[Boilerplate, ...]:
    from indexer.linking.copies import learn

    known, shingles = learn(bodies_of(library))
    _keep(library, sequence, known, shingles)
    return _passages(known)


def _passages(known: Known) -> tuple[Boilerplate, ...]:
    return tuple(each.shared for each in known.copies)


def _kept(library: Library) -> _Kept | None:
    try:
        data = (library.folder / KNOWN).read_bytes()
        kept = msgspec.msgpack.decode(data, type=_Kept)
    except (OSError, msgspec.DecodeError):
        return None
    return kept if kept.aliases == digest_of(library.folder / ALIASES) else None


def _shingles(library: Library, kept: _Kept) -> "Shingles | None":
    from indexer.linking.copies import Shingles

    path = library.folder / SHINGLES
    try:
        return Shingles.load(path) if path.stat().st_size == kept.shingles else None
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _keep(library: Library, sequence: int, known: Known, shingles: "Shingles") -> None:
    """Keeps both for the next question; where the folder is read-only, nothing is kept."""
    path = library.folder / KNOWN
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        shingles.save(library.folder / SHINGLES)
        kept = _Kept(
            sequence=sequence,
            aliases=digest_of(library.folder / ALIASES),
            shingles=(library.folder / SHINGLES).stat().st_size,
            known=known,
        )
        part.write_bytes(msgspec.msgpack.encode(kept))
        part.replace(path)
