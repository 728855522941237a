"""Files that a browser saves, and never shows."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from fastapi.responses import Response


def attachment(data: bytes, name: str) -> Response:
    """The bytes as a download of that name (RFC 6266)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)
    return Response(
        data,
        media_type="application/octet-stream",
        headers={
            "content-disposition": (
                f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
            )
        },
    )


def written(write: Callable[[Path], None], ending: str) -> bytes:
    """The file of that ending that `write` makes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made{ending}"
        write(path)
        return path.read_bytes()
