"""What people wrote and decided on findings that the new versions of their reports do not have."""

from collections.abc import Callable

from indexer.edits import Edit, written
from indexer.library import Library
from indexer.linking.decisions import Decision
from ingest.model import Record
from search.review import standing


class LeftBehind(Record, frozen=True, kw_only=True):
    """What counts nowhere until a person says where it belongs."""

    edits: tuple[Edit, ...]
    decisions: tuple[Decision, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to see to."""
        return bool(self.edits or self.decisions)


def left_behind(library: Library, sees: Callable[[str], bool]) -> LeftBehind:
    """The edits and decisions that stand for such findings, of those by id whom `sees` admits.

    Raises `LibraryError`.
    """
    return LeftBehind(
        edits=tuple(each for each in written(library).left if sees(each.finding)),
        decisions=tuple(each for each in standing(library).left if sees(each.a) and sees(each.b)),
    )
