"""What was just done, told on the page that follows."""

from typing import NamedTuple
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit


class Notice(NamedTuple):
    """A sentence; `kind` is its style, `undo` whether what it tells can be taken back."""

    kind: str
    text: str
    undo: bool = False


_NOTICES = {
    "saved": Notice("good", "已保存。下次从左边“保存的检索”打开，先看到新出现的。"),
    "removed": Notice("good", "已删除这个保存的检索。"),
    "written": Notice("good", "已记下，改动留有记录。"),
    "started": Notice("", "已经开始，进度在“上传与重试”里。"),
    "source_added": Notice("good", "已添加来源。点“现在去取”，或等下一次定时运行。"),
    "source_removed": Notice("good", "已移除来源，它带来的报告都还在库里。"),
    "password_set": Notice("good", "已换成新密码，别处的登录都已退出。"),
    "dropped": Notice("good", "不再显示这个文件，原件仍保留。"),
    "confirm": Notice("good", "已记为“同类”。", undo=True),
    "reject": Notice("good", "已记为“不同”。", undo=True),
    "unsure": Notice("good", "已记为“不确定”。", undo=True),
    "group_confirm": Notice("good", "整组已记为“同类”。", undo=True),
    "group_reject": Notice("good", "整组已记为“两两不同”。", undo=True),
    "undone": Notice("good", "已撤回最近一次研判，之前对它的研判（如果有）重新生效。"),
    "nothing_undone": Notice("", "没有可以撤回的研判：只能撤回自己的。"),
    "regrouped": Notice("warn", "这一组因新的研判或新报告变了，请从列表里再找。"),
}


def notice_of(address: str) -> Notice | None:
    """The notice that an address asks for; its words are never the address' own."""
    said = parse_qs(urlsplit(address).query).get("notice", [""])[0]
    return _NOTICES.get(said)


def with_notice(address: str, name: str) -> str:
    """The address, asking for this notice instead of any other."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in TOLD]
    return urlunsplit(parts._replace(query=urlencode([*kept, ("notice", name)])))


TOLD = ("notice", "last")
"""What an address says of what was just done, and nobody should keep."""
