"""Brings a catalog of an earlier version up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from indexer.errors import LibraryError

SCRIPTS = Path(__file__).parent


def upgrade(connection: Connection, *, to: str = "head", scripts: Path = SCRIPTS) -> None:
    """Runs the missing revisions in the connection's transaction, up to revision `to`.

    Raises `LibraryError` where the catalog is newer than this program.
    """
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise LibraryError(
            "这个库的目录由更新版本的程序写成，本程序不认识它。请升级 huitoukan 后再打开。"
        ) from error
