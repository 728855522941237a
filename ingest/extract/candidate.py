"""A unit of the outline that is taken for a finding."""

from typing import NamedTuple

from ingest.extract.status_wording import StatusFound
from ingest.model import Span, Status
from ingest.node import Node


class Candidate(NamedTuple):
    """A unit taken for a finding: its problem stands at `text[start:end]`."""

    node: Node
    start: int
    end: int
    heading: Span | None
    status: StatusFound | None
    inherited: Status | None
    org: Span | None = None
