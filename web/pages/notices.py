"""What was just done, told on the page that follows."""

from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit


class Notice(NamedTuple):
    """A sentence; `kind` is its style."""

    kind: str
    text: str


_NOTICES = {
    "saved": Notice("good", "已保存。下次从左边“保存的检索”打开，先看到新出现的。"),
    "removed": Notice("good", "已删除这个保存的检索。"),
    "written": Notice("good", "已记下，改动留有记录。"),
    "started": Notice("", "已经开始，进度在“上传与重试”里。"),
    "source_added": Notice("good", "已添加来源。点“现在去取”，或等下一次定时运行。"),
    "source_removed": Notice("good", "已移除来源，它带来的报告都还在库里。"),
    "password_set": Notice("good", "已换成新密码，别处的登录都已退出。"),
    "dropped": Notice("good", "不再显示这个文件，原件仍保留。"),
    "regrouped": Notice("warn", "这一组因新的研判或新报告变了，请从列表里再找。"),
}


def notice_of(address: str) -> Notice | None:
    """The notice that an address asks for; its words are never the address' own."""
    said = parse_qs(urlsplit(address).query).get("notice", [""])[0]
    return _NOTICES.get(said)
