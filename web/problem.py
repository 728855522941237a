"""What can be wrong with a request, beside what can be wrong with a library or a query."""


class Forbidden(Exception):
    """The viewer may not do this: a Chinese sentence."""


class LoginNeeded(Exception):
    """Nobody is logged in, or by a token that does not count: a Chinese sentence."""

    def __init__(self, message: str = "要先登录，或带上令牌（Authorization: Bearer …）。") -> None:
        super().__init__(message)


class TooMany(Exception):
    """Too many attempts: a Chinese sentence; `seconds` until the next may be made."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class Unclear(Exception):
    """What was asked for cannot be understood: a Chinese sentence that says how to write it."""
