"""The catalog's table of what could not be read, as it is being written."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from indexer.identity import quarantine_id
from indexer.journal import Failure
from indexer.tables import quarantine


class QuarantineTable:
    """The files in quarantine, by path."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def isolate(self, failed: Sequence[Failure], digests: Mapping[str, str]) -> None:
        """Puts files into quarantine, one at a path, or counts another try; `digests` are the
        SHA-256, by path, of those whose bytes are kept."""
        if not failed:
            return
        before = {
            row.path: row
            for row in self._connection.execute(
                select(quarantine).where(quarantine.c.path.in_([each.path for each in failed]))
            )
        }
        if before:
            self.release(before)
        rows = []
        for each in failed:
            old = before.get(each.path)
            rows.append(
                {
                    "id": quarantine_id(each.path),
                    "path": each.path,
                    "name": each.name,
                    "sha256": digests.get(each.path),
                    "reason": each.reason,
                    "passing": each.passing,
                    "tries": old.tries + 1 if old else 1,
                    "first_tried": old.first_tried if old else each.at,
                    "last_tried": each.at,
                    "dropped": False,
                }
            )
        self._connection.execute(insert(quarantine), rows)

    def release(self, paths: Collection[str]) -> None:
        """Lets the files at these paths out: something there could be read."""
        self._connection.execute(delete(quarantine).where(quarantine.c.path.in_(paths)))

    def drop(self, paths: Collection[str]) -> None:
        """Puts the files at these paths out of sight."""
        self._connection.execute(
            update(quarantine).where(quarantine.c.path.in_(paths)).values(dropped=True)
        )
