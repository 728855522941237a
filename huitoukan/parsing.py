"""The part of `huitoukan parse` that runs in a worker process."""

from pathlib import Path

from ingest.limits import Limits
from ingest.model import as_json
from ingest.parse import parse
from ingest.read import read
from ingest.unreadable import Unreadable


def parsed(path: Path) -> bytes:
    """The report in the file, as JSON. Raises `Unreadable`."""
    limits = Limits()
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise Unreadable(
            f"文件太大：{size / 1e6:.1f} MB，超过上限 {limits.file_bytes / 1e6:.1f} MB。"
            "请拆分后再试。"
        )
    return as_json(parse(read(path.read_bytes(), path.name, limits), path.name))
