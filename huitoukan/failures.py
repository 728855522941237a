"""Exceptions → one Chinese sentence and an exit code; never a traceback unless asked for."""

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, NoReturn

import click

from huitoukan.exits import ExitCode
from huitoukan.options import runnable

_SYSTEM = {
    errno.EACCES: "没有权限访问 {}。请检查文件或文件夹的权限。",
    errno.EPERM: "系统不允许访问 {}。请检查文件或文件夹的权限。",
    errno.ENOENT: "找不到 {}。请检查路径是否写对、所在磁盘或共享是否已连接。",
    errno.ENOTDIR: "{} 的上级不是文件夹。请检查路径。",
    errno.EISDIR: "{} 是文件夹，这里要的是文件。请检查路径。",
    errno.EEXIST: "{} 已被同名文件占用。请换一个路径。",
    errno.EROFS: "{} 所在的磁盘是只读的。请换一个可以写入的位置。",
    errno.ENOSPC: "{} 所在的磁盘空间不足。请腾出空间后再试。",
    errno.EIO: "{} 读写出错，磁盘或网络可能有故障。请检查后再试。",
    errno.ENAMETOOLONG: "路径太长：{}。请换一个短一些的路径。",
}
_REINDEX = "原件不受影响：请运行 huitoukan reindex 重建。"
_DATABASE = {
    "malformed": f"目录数据库已损坏。{_REINDEX}",
    "not a database": f"目录数据库已损坏。{_REINDEX}",
    "disk I/O error": f"目录数据库读写出错，磁盘可能有故障。请检查磁盘；{_REINDEX}",
    "readonly database": "目录数据库不能写入。请检查库文件夹的写权限。",
    "database is locked": "目录数据库正被其他程序占用。请过一会儿再试。",
    "connection": "与目录数据库的连接断了。请检查数据库服务器和网络，然后再试。",
}
DEBUG = "HUITOUKAN_DEBUG"


class Failure(NamedTuple):
    """A sentence for the user, and the code to end with."""

    sentence: str
    code: ExitCode


_INTERRUPTED = Failure(
    "已中断。已入库的内容完好，重新运行同一条命令即可继续。", ExitCode.INTERRUPTED
)


def require_output() -> None:
    """Ends the program where there is nowhere to print to (`>&-`): whatever it did would be lost,
    and files that it opens might be taken for the screen."""
    if sys.stdout is None:
        print(
            "错误：标准输出是关着的，结果无处可写。请改写到文件，例如 > 结果.txt。", file=sys.stderr
        )
        sys.exit(ExitCode.ERROR)


@contextmanager
def told(*, debug: bool) -> Iterator[None]:
    """Tells whatever goes wrong inside, and ends the program; click's own exceptions pass.

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
        _end(_INTERRUPTED)
    except Exception as error:
        failure = _known(error)
        if failure is None:
            failure = _bug(error)
            if debug or os.environ.get(DEBUG):
                click.echo(traceback.format_exc(), err=True)
        _end(failure)


def _end(failure: Failure) -> NoReturn:
    click.echo(f"错误：{runnable(failure.sentence)}", err=True)
    raise click.exceptions.Exit(failure.code) from None


def _known(error: Exception) -> Failure | None:
    # Imported only once something went wrong: a search that succeeds needs none of them.
    from indexer.engine import IndexBusy, IndexUnreadable
    from indexer.errors import LibraryError, is_disk_full
    from ingest.unreadable import Unreadable
    from search.problem import QueryError

    if isinstance(error, QueryError):
        return Failure(f"检索式有误：{error}。", ExitCode.USAGE)
    if isinstance(error, LibraryError | IndexBusy | IndexUnreadable | Unreadable):
        return Failure(str(error), ExitCode.ERROR)
    if isinstance(error, OSError) and error.errno in _SYSTEM and error.filename:
        return Failure(_SYSTEM[error.errno].format(error.filename), ExitCode.ERROR)
    if is_disk_full(error):
        return Failure("磁盘已满，没有写完。请腾出空间后再试。", ExitCode.ERROR)
    if isinstance(error, UnicodeEncodeError) and "surrogate" in error.reason and _typed(error):
        return Failure("命令里有一个字符读不懂，请检查终端的编码。", ExitCode.USAGE)
    return _of_database(error)


def _typed(error: UnicodeEncodeError) -> bool:
    """Whether what cannot be encoded stands in the command, and not in a file's name, say."""
    return any(error.object[error.start : error.end] in word for word in sys.argv)


def _of_database(error: Exception) -> Failure | None:
    """What went wrong in the catalog's database. SQLAlchemy is imported already if it did."""
    if not type(error).__module__.startswith("sqlalchemy.exc"):
        return None
    words = str(getattr(error, "orig", error))
    for sign, sentence in _DATABASE.items():
        if sign in words:
            return Failure(sentence, ExitCode.ERROR)
    return None


def _bug(error: Exception) -> Failure:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)} 第 {last.lineno} 行"
    return Failure(
        f"程序出现缺陷（{type(error).__name__}，{where}）。"
        "请用 huitoukan --debug 加原命令再运行一次，把屏幕上的内容和所用命令发给开发者。",
        ExitCode.BUG,
    )


def _silence_output() -> None:
    """Lets the interpreter flush at exit without a second BrokenPipeError."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
