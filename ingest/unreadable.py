"""The one exception for “this file is bad”; every other exception is a bug."""


class Unreadable(Exception):
    """A file that cannot be read.

    `reason` is a Chinese sentence for a clerk: what is wrong, and what to do. `passing` is True
    where the same file may be read later (it is locked, say).
    """

    def __init__(self, reason: str, passing: bool = False) -> None:
        # Both go to Exception.args, so that the exception survives the way between processes.
        super().__init__(reason, passing)
        self.reason = reason
        self.passing = passing

    def __str__(self) -> str:
        return self.reason
