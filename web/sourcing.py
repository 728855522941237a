"""The sources of a library, changed from the page."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.sources import register
from indexer.sources.source import AnySource, ColumnSource, FolderSource
from web.audit import Action, AuditLog
from web.settings import Serving, WebSettings
from web.viewer import Viewer


class Sourcing:
    """What one viewer does with sources; every change is written down under the viewer's name.

    Methods raise `LibraryError` for a source that is unknown, described wrongly, or at a place
    that this page may not reach.
    """

    def __init__(
        self,
        library: Library,
        viewer: Viewer,
        audit: AuditLog,
        address: str,
        serving: Serving,
        settings: WebSettings,
    ) -> None:
        self._library, self._viewer = library, viewer
        self._audit, self._address = audit, address
        self._serving, self._settings = serving, settings

    def get(self, name: str) -> AnySource:
        """The source of that name."""
        return register.source(self._library.folder, name)

    def described(self, name: str, place: str, settings: Mapping[str, object]) -> AnySource:
        """The source that is described so, where this page may look at it: as it was, or at a
        place that is open to it."""
        made = register.described(name, place, settings)
        known = {each.name: each for each in register.sources(self._library.folder)}
        if self._serving.asks_login and _reach(made) != _reach(known.get(name)):
            self._require_open(made)
        return made

    def add(self, source: AnySource) -> None:
        """Adds a source."""
        register.add(self._library.folder, source)
        self._log(f"添加 {source.name}：{place_of(source)}")

    def change(self, source: AnySource) -> None:
        """Writes what the source of that name is to be now."""
        register.change(self._library.folder, source)
        self._log(f"修改 {source.name}：{place_of(source)}")

    def remove(self, name: str) -> None:
        """Takes a source off; what it brought stays."""
        register.remove(self._library.folder, name)
        self._log(f"移除 {name}")

    def tried(self, source: AnySource) -> None:
        """Writes down that a source was looked at: that goes out to other machines."""
        self._log(f"试 {place_of(source)}")

    def _require_open(self, source: AnySource) -> None:
        if isinstance(source, ColumnSource):
            if source.allow_private and not self._settings.private_sources:
                raise LibraryError(
                    "内网的网址要先由管理这台机器的人放开：在库里的 web.toml 写 "
                    "private_sources = true，再重新打开网页；或在命令行添加。"
                )
            return
        wanted = Path(source.path).resolve()
        folders = [Path(each).resolve() for each in self._settings.source_folders]
        if not any(wanted.is_relative_to(each) for each in folders):
            named = "、".join(map(str, folders)) or "（还没有写）"
            raise LibraryError(
                f"网页上只能用 web.toml 里 source_folders 写明的文件夹：{named}。"
                "别的文件夹请在命令行添加：huitoukan sources add 名称 文件夹。"
            )

    def _log(self, subject: str) -> None:
        self._audit.add(Action.SOURCE, self._viewer.name, self._address, subject)


def place_of(source: AnySource) -> str:
    """The folder or address of a source."""
    return source.path if isinstance(source, FolderSource) else source.url


def settings_of(source: AnySource) -> dict[str, object]:
    """A source's settings beside name and place, as `described` takes them."""
    fields = msgspec.structs.asdict(source)
    return {key: value for key, value in fields.items() if key not in ("name", "path", "url")}


def _reach(source: AnySource | None) -> tuple[str, bool] | None:
    """What decides whether a source may be looked at."""
    if source is None:
        return None
    return place_of(source), isinstance(source, ColumnSource) and source.allow_private
