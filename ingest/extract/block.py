"""What is known of a finding before its values are read."""

from typing import NamedTuple

from ingest.extract.amounts import Money
from ingest.extract.status_wording import StatusFound
from ingest.model import Span, Status


class Block(NamedTuple):
    """What is known of a finding before its values are read: offsets into the clean text."""

    span: Span
    title: tuple[Span, ...]
    number: str | None
    heading: str | None
    status: StatusFound | None
    inherited: Status | None
    measures: tuple[Span, ...]
    leader: Span | None
    unit: Span | None
    deadline: Span | None
    org: str | None
    elsewhere: tuple[Span, ...] = ()  # what another chapter says of the same problem
    sums: tuple[Money, ...] = ()  # of columns that hold sums
