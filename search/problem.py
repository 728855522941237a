"""What can be wrong with a question."""


class QueryError(ValueError):
    """A query that cannot be understood: a Chinese sentence, and `offset`, the place in it."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset

    def __str__(self) -> str:
        return f"{self.message}（第 {self.offset + 1} 个字）"
