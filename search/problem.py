"""What can be wrong with a question."""

import re

# What a terminal of another encoding makes of bytes that it cannot read (PEP 383).
_SURROGATE = re.compile("[\ud800-\udfff]")


class QueryError(ValueError):
    """A query that cannot be understood: a Chinese sentence, and `offset`, the place in it."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset

    def __str__(self) -> str:
        return f"{self.message}（第 {self.offset + 1} 个字）"


def require_legible(text: str) -> None:
    """Raises `QueryError` at the first character that no text can hold: half a surrogate pair."""
    found = _SURROGATE.search(text)
    if found:
        raise QueryError("有一个字符读不懂，请检查终端的编码", found.start())
