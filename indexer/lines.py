"""Append-only files of what people decided: one JSON record a line."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from indexer.errors import LibraryError

T = TypeVar("T")


def records(path: Path, kind: type[T]) -> Iterator[T]:
    """The records in the whole lines of a file, in order; none where there is no file.

    Raises `LibraryError` with the number of a line that holds no record: to go on without what a
    person decided would be to lose it.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    decoder = msgspec.json.Decoder(kind)
    for number, line in enumerate(data[: data.rfind(b"\n") + 1].splitlines(), 1):
        try:
            record = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LibraryError(
                f"{path} 第 {number} 行读不懂，这里记的是人工研判，不能跳过。请从备份恢复这个文件；"
                "没有备份的，先另存一份，再用文本编辑器改正或删去这一行。"
                "如果是更新版本的程序写的，请升级程序。"
            ) from error
        yield record
