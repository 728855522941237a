"""Reads files before the library is free to take them, so that waiting for its lock is not idle."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from indexer.identity import Content
from indexer.library import Library
from indexer.originals import Originals
from indexer.prepare import Prepared, ReadJob, prepare
from indexer.read_job import read_job
from indexer.seen import Seen, look
from indexer.walk import Found
from ingest.sandbox import run
from ingest.unreadable import Unreadable

Ahead = Mapping[Content, Prepared | Unreadable]
"""What became of files."""


def read_ahead(library: Library, files: Sequence[Found]) -> Ahead:
    """Reads, parses and analyses what the library does not know yet; writes nothing into it.

    For `ingest_found`, which has only to store it then. All results are in memory at once: give it
    some hundred files. Raises `LibraryError`.
    """
    limits = library.settings.limits
    seen = [look(each, library.originals, limits) for each in files]
    with tempfile.TemporaryDirectory(prefix="huitoukan-") as folder:
        jobs = _jobs(library, _unknown(library, seen), Originals(Path(folder)))
        results = run(prepare, jobs, workers=library.settings.processes, limits=limits)
        return {job.content: result for job, result in results}


def _unknown(library: Library, seen: Sequence[Seen]) -> list[Seen]:
    """Those with bytes of which the library has neither a report nor a reason why there is none."""
    if not library.exists:
        return [each for each in seen if each.sha256]
    with library.catalog() as catalog:
        known = catalog.known({each.sha256 for each in seen if each.sha256})
        failed = {each.path for each in catalog.quarantined([each.path for each in seen])}
    return [
        each
        for each in seen
        if each.sha256 and each.sha256 not in known and each.path not in failed
    ]


def _jobs(library: Library, seen: Sequence[Seen], originals: Originals) -> list[ReadJob]:
    jobs = {}
    for each in seen:
        arrival = each.arrival()
        originals.stage(arrival.sha256, each.data)
        job = read_job(library, arrival, originals)
        jobs[job.content] = job
    return list(jobs.values())
