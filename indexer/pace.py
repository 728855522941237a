"""How often an ingest makes its work lasting."""

from ingest.model import Record


class Pace(Record, frozen=True, kw_only=True):
    """The catalog after so many files or bytes, the index after so many findings or seconds.

    Less often is faster and costs more to do again after a crash; what is not in the index yet
    cannot be found.
    """

    files: int = 128
    bytes: int = 8_000_000
    findings: int = 20_000
    seconds: float = 5.0
