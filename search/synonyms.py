"""Wordings that mean the same, so that 公款吃喝 finds 违规公务接待."""

from collections.abc import Iterable

from indexer.folding import searchable


class Synonyms:
    """Groups of wordings; each finds every other of its groups."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self._others: dict[str, list[str]] = {}
        for group in groups:
            wordings = [searchable(wording) for wording in group]
            for wording in wordings:
                known = self._others.setdefault(wording, [])
                known.extend(o for o in wordings if o != wording and o not in known)
        self._longest = max(map(len, self._others), default=0)

    def of(self, wording: str) -> tuple[str, ...]:
        """The other wordings for a searchable text; empty where none is known."""
        return tuple(self._others.get(wording, ()))

    def longest_at(self, text: str, start: int, ends: set[int]) -> int | None:
        """Where the longest known wording that begins at `start` ends, among `ends`; else None."""
        for end in range(min(len(text), start + self._longest), start, -1):
            if end in ends and text[start:end] in self._others:
                return end
        return None
