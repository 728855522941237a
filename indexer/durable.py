"""A file that is replaced as a whole, and is there after a power cut."""

import os
from pathlib import Path

from indexer.originals import sync_folder


def replace(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Makes `data` all that the file holds, durable on return.

    `mode` is what `os.open` makes it with. For the holder of a lock: two at once would write one
    part. Raises `OSError`; the file then is as it was.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with open(part, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)
