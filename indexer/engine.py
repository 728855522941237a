"""The protocol that every search engine keeps: it stores and matches tokens, and nothing more.

The analyzer (`indexer.analysis`) makes all tokens, for documents and for queries alike, so that
every engine answers the same. A query reaches an engine as a tree of the nodes below; ranking is
BM25 over the terms in it, times the boosts.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from enum import Enum, StrEnum
from typing import Protocol

from ingest.model import Record


class TextField(StrEnum):
    """Fields of tokens. Words rank, grams match (see `indexer.analysis`)."""

    TITLE = "title"
    BODY = "body"
    GRAMS = "grams"  # of title and text
    TITLE_GRAMS = "title_grams"
    CHARS = "chars"  # single atoms of title and text, each once
    CONTEXT = "context"  # grams and atoms of the names that the finding stands under
    LABELS = "labels"  # the same by field: `org:大岭`

    @property
    def keeps(self) -> "Kept":
        """What the index has to keep of each token: only some fields are searched for phrases."""
        match self:
            case TextField.CHARS:
                return Kept.PRESENCE
            case TextField.TITLE | TextField.BODY:
                return Kept.FREQUENCY
            case _:
                return Kept.POSITIONS


class Kept(Enum):
    """What an index keeps of a token in a document."""

    PRESENCE = "presence"
    FREQUENCY = "frequency"
    POSITIONS = "positions"


class KeywordField(StrEnum):
    """Fields of whole values; a document has any number of values in each."""

    ID = "id"
    REPORT = "report"
    ORG = "org"
    REGION = "region"
    STATUS = "status"
    TYPE = "type"
    KIND = "kind"
    SOURCE = "source"
    ROUND = "round"


class NumberField(StrEnum):
    """Fields of whole numbers that can be searched by range and sorted by."""

    YEAR = "year"
    PUBLISHED = "published"  # 20240925
    AMOUNT = "amount"  # the largest sum of the finding, in yuan
    ORDER = "order"  # the finding's place in its report: ties in the order of the text


class IndexDocument(Record, frozen=True, kw_only=True):
    """One finding, as tokens and values. `card` is kept as it is and comes back with a hit.

    The tokens of a field stand in one string, parted by single blanks: between processes and into
    an engine, one string travels at a fraction of the cost of hundreds.
    """

    tokens: dict[TextField, str]
    keywords: dict[KeywordField, list[str]]
    numbers: dict[NumberField, int]
    card: bytes


class Term(Record, frozen=True, tag=True):
    """Documents that hold `token` in `field`."""

    field: TextField | KeywordField
    token: str


class Phrase(Record, frozen=True, tag=True):
    """Documents that hold the tokens one after the other; up to `slop` moves between them."""

    field: TextField
    tokens: tuple[str, ...]
    slop: int = 0


class Prefix(Record, frozen=True, tag=True):
    """Documents with a token in `field` that begins with `start`."""

    field: TextField | KeywordField
    start: str


class Fuzzy(Record, frozen=True, tag=True):
    """Documents with a token in `field` within `distance` edits (Levenshtein) of `token`."""

    field: TextField
    token: str
    distance: int = 1


class Range(Record, frozen=True, tag=True):
    """Documents whose number lies in `[low, high]`; None leaves that side open."""

    field: NumberField
    low: int | None = None
    high: int | None = None


class AllOf(Record, frozen=True, tag=True):
    """Documents that every part matches; those that match parts of `better`, too, score higher."""

    parts: tuple["Node", ...]
    better: tuple["Node", ...] = ()


class AnyOf(Record, frozen=True, tag=True):
    """Documents that at least `at_least` of the parts match."""

    parts: tuple["Node", ...]
    at_least: int = 1


class Without(Record, frozen=True, tag=True):
    """Documents that `part` does not match."""

    part: "Node"


class Boosted(Record, frozen=True, tag=True):
    """What `part` matches, its score times `factor`; a factor of 0 filters without ranking."""

    part: "Node"
    factor: float


class Everything(Record, frozen=True, tag=True):
    """Every document."""


Node = Term | Phrase | Prefix | Fuzzy | Range | AllOf | AnyOf | Without | Boosted | Everything


class Sort(StrEnum):
    """The order of hits; ties fall back to the document's id, so that paging never drifts."""

    RELEVANCE = "相关"
    NEWEST = "最新"
    OLDEST = "最早"
    AMOUNT = "金额"


class Hit(Record, frozen=True):
    """One finding that matches."""

    id: str
    score: float
    card: bytes


class Hits(Record, frozen=True):
    """A page of hits, and how many there are in all."""

    total: int
    page: tuple[Hit, ...]


class IndexState(Record, frozen=True):
    """How far an index has come: the last catalog change in it, and the analyzer that made it."""

    sequence: int
    fingerprint: str


class IndexBusy(Exception):
    """Another process is writing to the index."""


class IndexUnreadable(Exception):
    """The index is damaged, or was made by another version of the program: make it anew."""


class IndexReader(Protocol):
    """One commit of an index, as long as the reader lives."""

    def search(
        self, query: Node, *, limit: int, offset: int = 0, sort: Sort = Sort.RELEVANCE
    ) -> Hits:
        """The page of hits `[offset, offset + limit)` in the order of `sort`."""

    def count(self, query: Node) -> int:
        """How many documents match."""

    def frequency(self, term: Term) -> int:
        """About how many documents hold a term: at once, but those that were taken out and not
        yet merged away may still count."""

    def facets(
        self, query: Node, fields: Sequence[KeywordField | NumberField]
    ) -> dict[KeywordField | NumberField, list[tuple[str, int]]]:
        """For each field, its values among the matching documents, most frequent first."""

    def state(self) -> IndexState | None:
        """What the last commit recorded; None for a new index."""


class IndexWriter(Protocol):
    """The one writer of an index."""

    def add(self, documents: Sequence[IndexDocument]) -> None:
        """Take in documents; readers see them after `commit`."""

    def remove(self, reports: Sequence[str]) -> None:
        """Take out every document of these reports; readers see it after `commit`."""

    def commit(self, state: IndexState) -> None:
        """Make all since the last commit visible and lasting, together with `state`."""


class Searchable(Protocol):
    """An index, for questions only."""

    def reader(self) -> IndexReader:
        """A reader of the newest commit; of nothing where there is none yet.

        Raises `IndexUnreadable` where the index cannot be opened.
        """


class Engine(Searchable, Protocol):
    """One index, wherever it is kept."""

    def writer(self) -> AbstractContextManager[IndexWriter]:
        """The writer; leaving without `commit` drops what was not committed.

        Raises `IndexBusy` where another process holds it.
        """

    def clear(self) -> None:
        """Drop the whole index; the next writer begins a new one."""
