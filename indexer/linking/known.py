"""What is known of the reports that copy each other, as it is kept between runs."""

from indexer.linking.recurrences import Boilerplate
from ingest.model import Record


class Copies(Record, frozen=True, kw_only=True):
    """Reports `a` and `b` by id, and what they share."""

    a: str
    b: str
    shared: Boilerplate


class Known(Record, frozen=True, kw_only=True):
    """The reports that were compared, by id, with their organisations; `learned` of them gave the
    standard phrases; and the copies found among them."""

    reports: tuple[str, ...]
    orgs: tuple[str | None, ...]
    learned: int
    copies: tuple[Copies, ...]
