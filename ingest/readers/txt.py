"""Plain text and Markdown."""

import re

from ingest.limits import Limits
from ingest.model import Document
from ingest.readers.encoding import decode

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*{1,3}|_{2})(?=\S)([^\n*]+?)(?<=\S)\1")


def read(data: bytes, limits: Limits) -> Document:
    """The text of a plain text file: as decoded, without BOM, its line ends made "\\n".

    Raises `Unreadable` where it is not text.
    """
    decoded = decode(data)
    return Document(text=with_newlines(decoded.text), warnings=decoded.warnings)


def read_markdown(data: bytes, limits: Limits) -> Document:
    """The text of a Markdown file: as `read`, without the marks of headings and emphasis."""
    document = read(data, limits)
    text = _HEADING.sub(r"\1", document.text)
    text = _EMPHASIS.sub(r"\2", text)
    return Document(text=text, warnings=document.warnings)


def with_newlines(text: str) -> str:
    """`text` with the line ends of Windows and of old Macs made "\\n"."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
