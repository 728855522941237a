"""Accounts: who may log in, as what, and for which regions."""

import re
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from indexer.errors import LibraryError
from ingest.model import Record
from web import passwords
from web.attempts import Attempts
from web.database import Database, now
from web.tables import account, session
from web.viewer import LOCAL, Role, Viewer

_NAME = re.compile(r"[\w·.@-]{1,40}")
_REGION = re.compile(r"[^/\s]{1,40}(/[^/\s]{1,40}){0,4}")


class Account(Record, frozen=True, kw_only=True):
    """An account; `regions` as in `Viewer`, `created_at` UTC."""

    id: int
    name: str
    role: Role
    regions: tuple[str, ...]
    disabled: bool
    created_at: str

    @property
    def viewer(self) -> Viewer:
        """The account as a viewer."""
        return Viewer(name=self.name, role=self.role, regions=self.regions)


class Accounts:
    """The accounts of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Account]:
        """Every account by name."""
        with self._database.reading() as connection:
            return list(map(read, connection.execute(select(account).order_by(account.c.name))))

    def get(self, name: str) -> Account:
        """The account of that name. Raises `LibraryError` where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(account).where(account.c.name == name)).one_or_none()
        if row is None:
            raise LibraryError(f"没有名为“{name}”的账号。用 huitoukan users list 看有哪些账号。")
        return read(row)

    def require_administrator(self) -> None:
        """Raises `LibraryError` where nobody could log in and manage the page."""
        query = select(func.count()).where(
            account.c.role == Role.ADMIN.value, account.c.disabled.is_(False)
        )
        with self._database.reading() as connection:
            if not connection.scalar(query):
                raise LibraryError(
                    "还没有可用的管理账号，不能让别的机器访问。"
                    "请先运行 huitoukan users add 姓名 --role 管理。"
                )

    def add(self, name: str, password: str, role: Role, regions: Sequence[str] = ()) -> None:
        """Makes an account. Raises `LibraryError` for a name that is taken or cannot be used, a
        poor password, or a role that goes with no region."""
        if not _NAME.fullmatch(name) or name == LOCAL:
            raise LibraryError(f"“{name}”不能作账号的姓名：用 1 到 40 个文字、字母或数字。")
        for region in regions:
            if not _REGION.fullmatch(region):
                raise LibraryError(f"地区“{region}”写法不对：写作 云川县，或 江东省/云川县。")
        if regions and role is Role.ADMIN:
            raise LibraryError("管理账号管的是全库，不能限定地区。请改用 查阅 或 研判。")
        passwords.require_good(password, name)
        row = {
            "name": name,
            "password": passwords.digest(password),
            "role": role.value,
            "regions": msgspec.json.encode(list(regions)).decode(),
            "disabled": False,
            "created_at": now(),
        }
        try:
            with self._database.writing() as connection:
                connection.execute(insert(account).values(row))
        except IntegrityError:
            raise LibraryError(
                f"已有名为“{name}”的账号。改密码用 huitoukan users reset。"
            ) from None

    def disable(self, name: str) -> None:
        """Lets nobody in by this account any more, those who are in included.

        Raises `LibraryError` for the last account that can manage the page: none could then.
        """
        known = self.get(name)
        others = (each for each in self.all() if each.role is Role.ADMIN and each.name != name)
        if known.role is Role.ADMIN and not known.disabled and all(e.disabled for e in others):
            raise LibraryError(
                f"“{name}”是最后一个能用的管理账号，停用以后没有人能管理网页，没有停用。"
                "请先添加另一个：huitoukan users add 姓名 --role 管理。"
            )
        with self._database.writing() as connection:
            connection.execute(
                update(account).where(account.c.id == known.id).values(disabled=True)
            )
            self._end(connection, known)

    def reset(self, name: str, password: str) -> None:
        """Gives the account a new password, opens it again, and ends its sessions.

        Raises `LibraryError` for an unknown account or a poor password.
        """
        known = self.get(name)
        passwords.require_good(password, name)
        kept = passwords.digest(password)
        with self._database.writing() as connection:
            connection.execute(
                update(account)
                .where(account.c.id == known.id)
                .values(password=kept, disabled=False)
            )
            self._end(connection, known)
        Attempts(self._database).forget(name)

    def _end(self, connection: Connection, known: Account) -> None:
        connection.execute(delete(session).where(session.c.account_id == known.id))


def read(row: Row[tuple[object, ...]]) -> Account:
    """The account in a row of its table."""
    return Account(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        regions=msgspec.json.decode(row.regions, type=tuple[str, ...]),
        disabled=row.disabled,
        created_at=row.created_at,
    )
