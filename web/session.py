"""Sessions: kept on the server, so that logging out, or disabling an account, ends them at once."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from web import passwords
from web.accounts import Account, read
from web.attempts import Attempts
from web.database import Database, now
from web.settings import WebSettings
from web.tables import account, session
from web.viewer import Viewer

# A session's last use is written down no more often than this.
_SEEN = timedelta(minutes=1)


class Sessions:
    """The sessions of one library."""

    def __init__(self, database: Database, settings: WebSettings) -> None:
        self._database, self._attempts = database, Attempts(database)
        self._idle = timedelta(minutes=settings.idle_minutes)
        self._longest = timedelta(hours=settings.session_hours)

    def login(self, name: str, password: str, address: str) -> tuple[str, Account] | None:
        """A new session's cookie, and whose it is; None where name and password do not fit.

        Raises `TooMany` where this account or address has failed too often, even if they fit.
        """
        known = self.knows(name, password, address)
        return None if known is None else (self.begin(known), known)

    def knows(self, name: str, password: str, address: str) -> Account | None:
        """The account that this name and password open; None where they do not fit. Raises as
        `login` does."""
        # Before the digest, which takes long: who guesses many at once is counted all the same.
        self._attempts.begin(name, address)
        with self._database.reading() as connection:
            row = connection.execute(select(account).where(account.c.name == name)).one_or_none()
        fits = passwords.fits(row.password if row else None, password)
        if row is None or not fits or row.disabled:
            return None
        self._attempts.forget(name)
        return read(row)

    def begin(self, known: Account) -> str:
        """A new session's cookie."""
        cookie = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute(delete(session).where(session.c.created_at < _ago(self._longest)))
            connection.execute(
                insert(session).values(
                    digest=digest(cookie), account_id=known.id, created_at=now(), seen_at=now()
                )
            )
        return cookie

    def viewer(self, cookie: str) -> Viewer | None:
        """Who holds this session; None where it is over."""
        query = (
            select(account, session.c.seen_at)
            .join(session, session.c.account_id == account.c.id)
            .where(
                session.c.digest == digest(cookie),
                session.c.created_at >= _ago(self._longest),
                session.c.seen_at >= _ago(self._idle),
                account.c.disabled.is_(False),
            )
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        if row.seen_at < _ago(_SEEN):
            with self._database.writing() as connection:
                connection.execute(
                    update(session).where(session.c.digest == digest(cookie)).values(seen_at=now())
                )
        return read(row).viewer

    def logout(self, cookie: str) -> None:
        """Ends a session."""
        with self._database.writing() as connection:
            connection.execute(delete(session).where(session.c.digest == digest(cookie)))


def digest(secret: str) -> str:
    """What is kept of a cookie or token: they are random, so a plain SHA-256 tells nothing."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _ago(span: timedelta) -> str:
    return (datetime.now(UTC) - span).isoformat(timespec="seconds")
