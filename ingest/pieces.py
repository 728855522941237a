"""A clean text as the pieces of the original that it is made of, and the way back to them."""

from bisect import bisect_right

from ingest.model import Span


class Normalised:
    """Clean text and the way back: `text[i]` stood at `origin(i)` in the text it came from.

    `folded` is `text` in one form of width, brackets and script (`ingest.folding`).
    """

    __slots__ = ("_clean_starts", "_in_order", "_raw_starts", "folded", "text")

    def __init__(
        self, pieces: list[str], folded: list[str], clean_starts: list[int], raw_starts: list[int]
    ) -> None:
        self.text = "".join(pieces)
        self.folded = "".join(folded)
        self._clean_starts = clean_starts
        self._raw_starts = raw_starts
        self._in_order = raw_starts == sorted(raw_starts)

    def origin(self, offset: int) -> int:
        """Where the character at `offset` of the clean text stands in the original."""
        if not self._clean_starts:
            return 0
        piece = max(0, bisect_right(self._clean_starts, offset) - 1)
        return self._raw_starts[piece] + offset - self._clean_starts[piece]

    def span(self, start: int, end: int) -> Span:
        """The original span that holds all of `text[start:end]`."""
        if end <= start:
            here = self.origin(start)
            return here, here
        first, last = self.origin(start), self.origin(end - 1)
        if self._in_order:
            return first, last + 1
        # The cells of columns stand one behind the other here, side by side in the original.
        begin = bisect_right(self._clean_starts, start)
        until = bisect_right(self._clean_starts, end - 1)
        within = range(begin, until)
        first = min(first, *(self._raw_starts[at] for at in within), first)
        last = max(last, *(self.origin(self._clean_starts[at] - 1) for at in within), last)
        return first, last + 1


class Pieces:
    """A clean text as it grows, out of the pieces of `raw`; `folded` has the same offsets."""

    def __init__(self, raw: str, folded: str) -> None:
        self._raw, self._folded_raw = raw, folded
        self._texts: list[str] = []
        self._folded: list[str] = []
        self._clean_starts: list[int] = []
        self._raw_starts: list[int] = []
        self.length = 0

    def take(self, start: int, end: int) -> None:
        """Goes on with `[start, end)` of the original."""
        self._add(start, self._raw[start:end], self._folded_raw[start:end])

    def part(self, sign: str, at: int) -> None:
        """Goes on with a line break or tab where the original has something else before `at`."""
        self._add(max(0, at - 1), sign, sign)

    def _add(self, raw_start: int, text: str, folded: str) -> None:
        self._clean_starts.append(self.length)
        self._raw_starts.append(raw_start)
        self._texts.append(text)
        self._folded.append(folded)
        self.length += len(text)

    def whole(self) -> Normalised:
        """The text."""
        return Normalised(self._texts, self._folded, self._clean_starts, self._raw_starts)
