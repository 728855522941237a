"""A folder as a source: what is new or changed in it, once it is whole."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.seen import look, storable, stored
from indexer.sources.haul import Haul, now
from indexer.sources.history import Verdict, Visit
from indexer.sources.source import FolderSource
from indexer.walk import Found, walk

Sleep = Callable[[float], None]


class SourceUnreachable(Exception):
    """The source as a whole cannot be looked at: a Chinese sentence, and whether it may pass."""

    def __init__(self, reason: str, *, passing: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing


def fresh(
    source: FolderSource, library: Library, visits: dict[str, Visit]
) -> tuple[dict[Path, str], int, list[Found]]:
    """The files that are new or changed since they were taken, with their stamps; how many there
    are in all; and the folders below that could not be looked into.

    Raises `SourceUnreachable` where the folder is not there, or empty though it was not.
    """
    folder = Path(source.path)
    gone = f"打不开 {folder}。如果是网络共享，可能断开了；下次运行会再试。"
    try:
        os.listdir(folder)
        found = walk([folder], without=library.folder).found
    except (OSError, LibraryError) as error:
        raise SourceUnreachable(gone, passing=True) from error
    files = [each.path for each in found if not each.problem]
    if not files and visits:
        # An unmounted share leaves an empty folder behind.
        raise SourceUnreachable(
            f"{folder} 里原有文件，现在一个也没有，可能是共享断开了；下次运行会再试。", passing=True
        )
    stamps = {each: stamp for each in files if (stamp := _stamp(each))}
    changed = {
        path: stamp
        for path, stamp in stamps.items()
        if (place := storable(str(path))) not in visits or visits[place].stamp != stamp
    }
    return changed, len(files), [each for each in found if each.problem]


def take(
    source: FolderSource,
    library: Library,
    visits: dict[str, Visit],
    haul: Haul,
    sleep: Sleep = time.sleep,
) -> None:
    """Takes in what is new or changed and holds still. Raises `SourceUnreachable`."""
    changed, haul.seen, closed = fresh(source, library, visits)
    for place in _vanished(source, visits, closed):
        haul.leave(place)
    for each in closed:
        haul.miss(storable(str(each.path)), each.problem or "", passing=True)
    haul.unchanged += haul.seen - len(changed)
    if changed:
        sleep(source.settle_seconds)
    for path, stamp in changed.items():
        document = look(Found(path=path), library.originals, library.settings.limits)
        # Looked at after reading: a copy that goes on during it is not whole either.
        if _stamp(path) != stamp:
            haul.waiting += 1
        elif document.problem is not None:
            problem = document.problem
            haul.miss(document.path, problem.reason, passing=problem.passing)
        else:
            visit = Visit(place=document.path, at=now(), verdict=Verdict.TAKEN, stamp=stamp)
            haul.add([document], [visit])


def _vanished(source: FolderSource, visits: dict[str, Visit], closed: list[Found]) -> Iterator[str]:
    """The files that were taken and are there no more, as far as their folders can be seen."""
    shut = [each.path for each in closed]
    for place, visit in visits.items():
        path = stored(place)
        within = path.is_relative_to(source.path) and not any(map(path.is_relative_to, shut))
        if visit.verdict is Verdict.TAKEN and within and not path.exists():
            yield place


def _stamp(path: Path) -> str | None:
    """A file's size and modification time, which a copy in progress changes; None if it is gone."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return f"{facts.st_size}:{facts.st_mtime_ns}"
