"""A notice on a web site → the documents it consists of: its page, and what is attached."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from indexer.seen import Seen
from indexer.sources.archive import members
from indexer.sources.fetch import Fetched
from indexer.sources.haul import seen
from indexer.sources.link import Link, host
from indexer.sources.list_page import page_links
from ingest.limits import Limits
from ingest.unreadable import Unreadable

ATTACHMENTS = 20
"""At most so many of one notice are taken."""

_PAGE = ".html"
_ATTACHED = (".docx", ".pdf", ".doc", ".wps", ".zip")
_MAGIC = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"), (b"\xd0\xcf\x11\xe0", ".doc"))
_UNSAFE = re.compile(r"[\x00-\x1f\\/:*?\"<>|]+")
_LONGEST = 80


def documents(fetched: Fetched, link: Link, limits: Limits) -> Iterator[Seen]:
    """What a fetched address holds, to be ingested: one document, or those in an archive.

    Its place is the address as listed, an archive's member `address!/path`. Raises
    `ArchiveProblem`.
    """
    assert fetched.data is not None
    name = file_name(link, fetched.data)
    if name.endswith(".zip"):
        for member in members(fetched.data, limits):
            place = f"{link.url}!/{member.path}"
            yield seen(place, PurePosixPath(member.path).name, member.data)
    else:
        yield seen(link.url, name, fetched.data)


def file_name(link: Link, data: bytes) -> str:
    """A name for what was fetched: its title, with the suffix that address or content tell."""
    last = PurePosixPath(unquote(urlsplit(link.url).path))
    suffix = _attached_suffix(link)
    told = next((each for magic, each in _MAGIC if data.startswith(magic)), _PAGE)
    # An archive and a .docx begin alike; and an error page may stand where a file should.
    suffix = suffix if suffix and told != _PAGE else told
    stem = _UNSAFE.sub(" ", link.title or last.stem or host(link.url)).strip()
    return stem.removesuffix(suffix)[:_LONGEST].strip(" .") + suffix


def attachments(fetched: Fetched) -> tuple[Link, ...]:
    """The documents that a notice's page links to on its own host."""
    data = fetched.data or b""
    if not is_page(data):
        return ()
    try:
        links = page_links(data, fetched.url)
    except Unreadable:
        return ()
    wanted = {
        each.url: each
        for each in links
        if _attached_suffix(each) and host(each.url) == host(fetched.url)
    }
    return tuple(wanted.values())[:ATTACHMENTS]


def is_page(data: bytes) -> bool:
    """Whether these bytes are a page, as far as their first ones tell."""
    return not any(data.startswith(magic) for magic, _ in _MAGIC)


def _attached_suffix(link: Link) -> str:
    """What a link says that it leads to: download scripts have the file's name in their query, or
    only in the link's words; empty where it is no document."""
    parts = urlsplit(link.url)
    for said in (parts.path, parts.query, link.title or ""):
        suffix = PurePosixPath(said).suffix.lower()
        if suffix in _ATTACHED:
            return suffix
    return ""
