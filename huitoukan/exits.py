"""The exit codes of every command, as `huitoukan --help` and the README list them."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended. 70 is EX_SOFTWARE of sysexits.h, 130 what shells report for Ctrl-C."""

    FINE = 0
    ERROR = 1
    USAGE = 2
    QUARANTINED = 3
    BUG = 70
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """One Chinese sentence for the user."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.FINE: "正常结束",
    ExitCode.ERROR: "出错，按提示处理后可重试",
    ExitCode.USAGE: "命令或检索式写法不对",
    ExitCode.QUARANTINED: "已完成，但有文件进了隔离区",
    ExitCode.BUG: "程序自身的缺陷",
    ExitCode.INTERRUPTED: "被 Ctrl-C 中断",
}
