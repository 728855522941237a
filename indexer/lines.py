"""Append-only files of what people decided: one JSON record a line."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from indexer.errors import LibraryError
from indexer.originals import sync_folder

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


def append(path: Path, entries: Iterable[object]) -> None:
    """Adds records to a file, made where there is none: durable on return, or none of them.

    Raises `OSError`, as where the disk is full.
    """
    lines = b"".join(msgspec.json.encode(each) + b"\n" for each in entries)
    path.parent.mkdir(parents=True, exist_ok=True)
    # A buffer would, on closing, write what it still holds behind what was taken back.
    with path.open("a+b", buffering=0) as file:
        file.seek(0)
        # A crash may have left half a line; what was never whole was never acted upon.
        end = file.read().rfind(b"\n") + 1
        file.truncate(end)
        try:
            left = memoryview(lines)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
            sync_folder(path.parent)
        except BaseException:
            # The lines that got through would count, though the user is told that it failed.
            file.truncate(end)
            os.fsync(file.fileno())
            raise
