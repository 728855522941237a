"""Tokens for programs: each belongs to an account and may do no more than it."""

import secrets
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import insert, select, update

from indexer.errors import LibraryError
from ingest.model import Record
from web.accounts import Account, read
from web.database import Database, now
from web.session import digest
from web.tables import account, token
from web.viewer import Role, Viewer

_PREFIX = "htk_"


class Token(Record, frozen=True, kw_only=True):
    """A token as it is listed; the token itself is shown once, when it is made. Times are UTC."""

    id: int
    account: str
    role: Role
    note: str
    created_at: str
    expires_at: str
    revoked: bool


class Tokens:
    """The tokens of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, owner: Account, role: Role, note: str, days: int) -> str:
        """Makes a token. Raises `LibraryError` where it would do more than its account."""
        if not owner.role.covers(role):
            raise LibraryError(f"账号“{owner.name}”是“{owner.role}”，令牌不能有“{role}”权限。")
        made = _PREFIX + secrets.token_urlsafe(32)
        until = datetime.now(UTC) + timedelta(days=days)
        with self._database.writing() as connection:
            connection.execute(
                insert(token).values(
                    digest=digest(made),
                    account_id=owner.id,
                    role=role.value,
                    note=note,
                    created_at=now(),
                    expires_at=until.isoformat(timespec="seconds"),
                    revoked=False,
                )
            )
        return made

    def viewer(self, given: str) -> Viewer | None:
        """Whom a token stands for; None where it does not count (any more)."""
        query = (
            select(account, token.c.role.label("granted"))
            .join(token, token.c.account_id == account.c.id)
            .where(
                token.c.digest == digest(given),
                token.c.revoked.is_(False),
                token.c.expires_at > now(),
                account.c.disabled.is_(False),
            )
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        viewer, granted = read(row).viewer, Role(row.granted)
        # The account may have lost what it had when the token was made.
        role = granted if viewer.role.covers(granted) else viewer.role
        return msgspec.structs.replace(viewer, role=role)

    def all(self) -> list[Token]:
        """Every token, the newest first."""
        query = (
            select(token, account.c.name.label("account"))
            .join(account, account.c.id == token.c.account_id)
            .order_by(token.c.id.desc())
        )
        with self._database.reading() as connection:
            return [
                Token(
                    id=row.id,
                    account=row.account,
                    role=Role(row.role),
                    note=row.note,
                    created_at=row.created_at,
                    expires_at=row.expires_at,
                    revoked=row.revoked,
                )
                for row in connection.execute(query)
            ]

    def revoke(self, id: int) -> None:
        """Makes a token count no more. Raises `LibraryError` where there is none of that number."""
        with self._database.writing() as connection:
            done = connection.execute(update(token).where(token.c.id == id).values(revoked=True))
            if not done.rowcount:
                raise LibraryError(f"没有编号为 {id} 的令牌。")
