"""What a library gives its workers to read."""

from indexer.journal import Arrival
from indexer.library import Library
from indexer.originals import Originals
from indexer.prepare import ReadJob


def read_job(library: Library, arrival: Arrival, originals: Originals | None = None) -> ReadJob:
    """Has the bytes that arrived read for the library: from its originals, or from others."""
    return ReadJob(
        originals=(originals or library.originals).folder,
        sha256=arrival.sha256,
        name=arrival.name,
        limits=library.settings.limits,
        taxonomy=library.taxonomy,
    )
