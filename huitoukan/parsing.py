"""The part of `huitoukan parse` that runs in a worker process."""

from pathlib import Path
from typing import NamedTuple

from indexer.conversion import readable
from ingest.limits import Limits
from ingest.model import as_json
from ingest.parse import parse
from ingest.read import read
from ingest.taxonomy import extended
from ingest.unreadable import Unreadable


class Job(NamedTuple):
    """A file, and the text of a library's own problem types, if any."""

    path: Path
    taxonomy: str = ""


def parsed(job: Job) -> bytes:
    """The report in the file, as JSON. Raises `Unreadable`."""
    path, limits = job.path, Limits()
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise Unreadable(
            f"文件太大：{size / 1e6:.1f} MB，超过上限 {limits.file_bytes / 1e6:.1f} MB。"
            "请拆分后再试。"
        )
    document = read(*readable(path.read_bytes(), path.name, limits), limits)
    return as_json(parse(document, path.name, extended(job.taxonomy)))
