"""Passwords: Argon2id (RFC 9106) with the second recommended parameters, few at a time."""

import threading
from functools import cache
from typing import TYPE_CHECKING

from indexer.errors import LibraryError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 200
# Each takes 64 MiB: a flood of logins must not take the machine's memory.
_FEW = threading.BoundedSemaphore(2)


def digest(password: str) -> str:
    """What is kept of a password."""
    with _FEW:
        return _hasher().hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether this is the password; for None it takes as long to say no, so that nobody learns
    from the time whether there is such an account."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        with _FEW:
            return _hasher().verify(kept or _nobody(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def require_good(password: str, name: str) -> None:
    """Raises `LibraryError` for a password that is too easily guessed (NIST SP 800-63B: length
    counts, rules about characters do not)."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise LibraryError(f"密码要有 {SHORTEST} 到 {LONGEST} 个字符。")
    if len(set(password)) < 4 or name.casefold() in password.casefold():
        raise LibraryError("密码太容易猜到：不要用同一个字符重复，也不要含有姓名。")


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("nobody has this password")
