"""Exceptions → one Chinese sentence and an exit code; never a traceback unless asked for."""

import errno
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from huitoukan.exits import ExitCode

_SYSTEM = {
    errno.EACCES: "没有权限访问 {}。请检查文件或文件夹的权限。",
    errno.EPERM: "系统不允许访问 {}。请检查文件或文件夹的权限。",
    errno.ENOENT: "找不到 {}。请检查路径是否写对、所在磁盘或共享是否已连接。",
    errno.ENOTDIR: "{} 的上级不是文件夹。请检查路径。",
    errno.EEXIST: "{} 已被同名文件占用。请换一个路径。",
    errno.EROFS: "{} 所在的磁盘是只读的。请换一个可以写入的位置。",
    errno.ENOSPC: "{} 所在的磁盘空间不足。请腾出空间后再试。",
    errno.EIO: "{} 读写出错，磁盘或网络可能有故障。请检查后再试。",
    errno.ENAMETOOLONG: "路径太长：{}。请换一个短一些的路径。",
}
DEBUG = "HUITOUKAN_DEBUG"


class Failure(click.ClickException):
    """A sentence for the user, and the code to end with."""

    def __init__(self, sentence: str, code: ExitCode) -> None:
        super().__init__(sentence)
        self.exit_code = code


@contextmanager
def told(*, debug: bool) -> Iterator[None]:
    """Turns whatever goes wrong inside into a `Failure`; click's own exceptions pass.

    A closed pipe (`| head`) ends the program silently. With `debug`, or HUITOUKAN_DEBUG set, a
    bug's traceback is printed too.
    """
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except BrokenPipeError:
        _silence_output()
        raise click.exceptions.Exit(ExitCode.FINE) from None
    except KeyboardInterrupt:
        raise Failure(
            "已中断。已入库的内容完好，重新运行同一条命令即可继续。", ExitCode.INTERRUPTED
        ) from None
    except Exception as error:
        known = _known(error)
        if known is not None:
            raise known from error
        if debug or os.environ.get(DEBUG):
            click.echo(traceback.format_exc(), err=True)
        raise Failure(_bug(error), ExitCode.BUG) from error


def _known(error: Exception) -> Failure | None:
    # Imported only once something went wrong: a search that succeeds needs none of them.
    from indexer.engine import IndexBusy, IndexUnreadable
    from indexer.errors import LibraryError
    from ingest.unreadable import Unreadable
    from search.problem import QueryError

    if isinstance(error, QueryError):
        return Failure(f"检索式有误：{error}。", ExitCode.USAGE)
    if isinstance(error, LibraryError | IndexBusy | IndexUnreadable | Unreadable):
        return Failure(str(error), ExitCode.ERROR)
    if isinstance(error, OSError) and error.errno in _SYSTEM and error.filename:
        return Failure(_SYSTEM[error.errno].format(error.filename), ExitCode.ERROR)
    return None


def _bug(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)} 第 {last.lineno} 行"
    return (
        f"程序出现缺陷（{type(error).__name__}，{where}）。库不受影响。"
        "请加上 --debug 再运行一次，把屏幕上的内容和所用命令发给开发者。"
    )


def _silence_output() -> None:
    """Lets the interpreter flush at exit without a second BrokenPipeError."""
    import sys

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
