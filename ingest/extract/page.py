"""The views of one text: what people read, what rules read, where it stood originally."""

from typing import NamedTuple

from ingest.model import Span
from ingest.pieces import Normalised


class Page(NamedTuple):
    """`clean` is for people, `folded` for rules; both have the same offsets."""

    clean: Normalised
    folded: str

    def words(self, span: Span) -> str:
        """What people read in a span of the clean text, paragraphs kept."""
        return self.clean.text[span[0] : span[1]].replace("\v", "\n").strip()

    def as_written(self, words: str | None) -> str | None:
        """Words found in the folded text, as the report writes them."""
        at = self.folded.find(words) if words else -1
        return self.clean.text[at : at + len(words)] if words and at >= 0 else words

    def origin(self, span: Span) -> Span:
        """The span in the original text."""
        return self.clean.span(*span)
