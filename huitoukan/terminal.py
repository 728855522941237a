"""What goes to the terminal, whoever wrote it: nothing in it may command the terminal.

Reports, file names and web pages can hold control characters (ECMA-48), which erase the screen,
rename the window or hide what stands there.
"""

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

# Lines and tabs are left, and our own styles: bold, red, yellow, and their end.
_CONTROL = re.compile(r"(\x1b\[(?:0|1|31|33)m)|[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Harmless(io.TextIOWrapper):
    """A stream that lets no control characters pass."""

    def write(self, text: str, /) -> int:
        """Writes the text; returns how many characters went out."""
        return super().write(harmless(text))


def harmless(text: str) -> str:
    """`text` with � in place of each control character."""
    return _CONTROL.sub(lambda found: found[1] or "�", text)


@contextmanager
def harmless_output() -> Iterator[None]:
    """Puts harmless streams in place of standard output and standard error.

    Done at the streams, for click prints its own errors, and they quote file names.
    """
    kept = sys.stdout, sys.stderr
    made = tuple(_harmless(stream) for stream in kept)
    sys.stdout, sys.stderr = made
    try:
        yield
    finally:
        sys.stdout, sys.stderr = kept
        for stream in made:
            # A screen that takes nothing was told already.
            if isinstance(stream, Harmless):
                with suppress(OSError, ValueError):
                    stream.detach()


def _harmless(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    # A Windows console of code page 936 lacks characters that reports may hold.
    return Harmless(
        stream.buffer,
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
    )
