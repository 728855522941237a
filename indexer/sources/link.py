"""Links: addresses as they stand on a page → addresses that can be asked for."""

from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from ingest.model import Record

# RFC 3986: reserved and unreserved characters, and “%” for what is escaped already.
_KEPT = "%/:=&?~+!$,;'@()*[]"


class Link(Record, frozen=True, kw_only=True):
    """A notice on a list; `title` is None where the list gives none."""

    url: str
    title: str | None = None
    published_on: str | None = None


def absolute(href: str, base: str) -> str | None:
    """The http(s) address that `href` on the page `base` means, without fragment, in ASCII.

    None where it is of another kind (javascript:, mailto:) or no address at all.
    """
    try:
        parts = urlsplit(urljoin(base, href.strip()))
        name = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not name:
        return None
    if ":" in name:
        name = f"[{name}]"
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme]:
        name = f"{name}:{port}"
    path, query = quote(parts.path or "/", _KEPT), quote(parts.query, _KEPT)
    return urlunsplit((parts.scheme, name, path, query, ""))


def host(url: str) -> str:
    """The host of an address, with its port where it has one."""
    return urlsplit(url).netloc
