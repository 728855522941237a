"""Wordings that mean the same, so that 公款吃喝 finds 违规公务接待."""

from collections.abc import Iterable, Mapping

from indexer.folding import searchable


class Synonyms:
    """Groups of wordings; each finds every other of its groups. `kinds` says which type of problem
    a wording names, for where nothing in a library is worded so."""

    def __init__(
        self, groups: Iterable[Iterable[str]] = (), kinds: Mapping[str, str] | None = None
    ) -> None:
        self._kinds = {searchable(wording): kind for wording, kind in (kinds or {}).items()}
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

    def kind_of(self, wording: str) -> str | None:
        """The type of problem that a searchable text names; None where none is known."""
        return self._kinds.get(wording)

    def longest_at(self, text: str, start: int, ends: set[int]) -> int | None:
        """Where the longest known wording that begins at `start` ends, among `ends`; else None."""
        for end in range(min(len(text), start + self._longest), start, -1):
            if end in ends and text[start:end] in self._others:
                return end
        return None
