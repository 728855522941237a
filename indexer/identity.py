"""What files, reports and findings are told apart by."""

import hashlib
from pathlib import PurePath

from indexer.journal import Arrival

Content = tuple[str, str]
"""What decides how a file is read: its SHA-256 and its suffix."""


def suffixed(sha256: str, name: str) -> Content:
    """The `Content` of bytes that come under this file name."""
    return sha256, PurePath(name).suffix.lower()


def content(arrival: Arrival) -> Content:
    """The arrival's `Content`."""
    return suffixed(arrival.sha256, arrival.name)


def report_id(sha256: str) -> str:
    """A report's id: the first 12 digits of the SHA-256 of its file."""
    return sha256[:12]


def report_of(finding: str) -> str:
    """The id of the report that a finding's id names."""
    return finding.rpartition("-")[0]


def quarantine_id(path: str) -> str:
    """The id under which a path stands in quarantine."""
    return hashlib.sha256(path.encode()).hexdigest()[:12]
