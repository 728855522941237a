"""A page that lists notices: HTML, feed or sitemap → links, and where the list goes on."""

import re
from datetime import date
from urllib.parse import urlsplit

from lxml import etree

from indexer.sources.link import Link, absolute
from ingest.model import Record
from ingest.readers.encoding import decode
from ingest.unreadable import Unreadable

_XML_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.S
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)")
_NEXT = re.compile(r"^\W*(下一?页|后一?页|next)\W*$|^[>›»]{1,2}$", re.I)
# TRS WCM, which very many government sites run on, writes the pager by a script call:
# createPageHTML(pages, current, "index", "html") stands for index_1.html, index_2.html, ….
_TRS_PAGER = re.compile(
    r"""createPageHTML\(\s*['"]?(\d+)['"]?\s*,\s*['"]?(\d+)['"]?\s*,\s*['"]([\w-]+)['"]\s*,\s*['"](\w+)['"]"""
)
_ROW = ("li", "tr", "dd", "dt", "article")


class ListPage(Record, frozen=True, kw_only=True):
    """Links in the page's order, each address once; `more` are pages on which the list goes on."""

    links: tuple[Link, ...]
    more: tuple[str, ...] = ()


def list_page(data: bytes, url: str) -> ListPage:
    """What the page at `url` lists. Raises `Unreadable` where it is no text."""
    text = decode(data).text.replace("\0", "")
    found = _from_xml(text, url) if _XML_ROOT.match(text) else _from_html(text, url)
    first: dict[str, Link] = {}
    for each in found.links:
        # The same notice behind a picture and behind its title: the title is wanted.
        if each.url not in first or (not first[each.url].title and each.title):
            first[each.url] = each
    return ListPage(links=tuple(first.values()), more=found.more)


def page_title(data: bytes) -> str:
    """What a page calls itself in <title> and headings; empty where it is no page."""
    try:
        root = _html(decode(data).text.replace("\0", ""))
    except Unreadable:
        return ""
    if root is None:
        return ""
    return " ".join(_text(each) for each in root.iter("title", "h1", "h2"))


def page_links(data: bytes, url: str) -> tuple[Link, ...]:
    """All links of an HTML page, in its order."""
    root = _html(decode(data).text.replace("\0", ""))
    return () if root is None else tuple(_anchors(root, url))


def _html(text: str) -> etree._Element | None:
    # lxml refuses text with an encoding declaration: so give it bytes of a known encoding.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _from_html(text: str, url: str) -> ListPage:
    root = _html(text)
    if root is None:
        return ListPage(links=())
    links, more = [], []
    for anchor in _anchors(root, url):
        if _NEXT.match(anchor.title or ""):
            more.append(anchor.url)
        else:
            links.append(anchor)
    base = _base(root, url)
    heads = [each for each in root.iter("link") if each.get("rel") == "next"]
    more.extend(_absolutes([each.get("href", "") for each in heads], base))
    if not more and (pager := _TRS_PAGER.search(text)):
        pages, current = int(pager[1]), int(pager[2])
        if current + 1 < pages:
            target = absolute(f"{pager[3]}_{current + 1}.{pager[4]}", url)
            more.extend([target] if target else [])
    return ListPage(links=tuple(links), more=tuple(dict.fromkeys(more))[:1])


def _anchors(root: etree._Element, url: str) -> "list[Link]":
    base = _base(root, url)
    found = []
    for element in root.iter("a"):
        target = absolute(element.get("href", ""), base)
        if target is None or urlsplit(target)._replace(fragment="").geturl() == url:
            continue
        shown, told = _text(element), element.get("title", "").strip()
        # Lists cut long titles off and keep them whole in the tooltip.
        title = told if len(told) > len(shown) else shown
        found.append(Link(url=target, title=title, published_on=_date_beside(element)))
    return found


def _base(root: etree._Element, url: str) -> str:
    element = next(root.iter("base"), None)
    return (absolute(element.get("href", ""), url) if element is not None else None) or url


def _date_beside(anchor: etree._Element) -> str | None:
    row = next((each for each in anchor.iterancestors() if each.tag in _ROW), None)
    if row is None or len(list(row.iter("a"))) > 3:
        return None
    return _iso(_text(row))


def _from_xml(text: str, url: str) -> ListPage:
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, huge_tree=False
    )
    body = _XML_DECLARATION.sub("", text, count=1)
    root = etree.fromstring(body.encode("utf-8", errors="replace"), parser)
    if root is None:
        return ListPage(links=())
    if _name(root) == "sitemapindex":
        maps = [(_child(each, "lastmod"), _child(each, "loc")) for each in root]
        newest = sorted(maps, reverse=True)
        return ListPage(links=(), more=_absolutes([loc for _, loc in newest], url))
    links = []
    for entry in root.iter():
        if _name(entry) not in ("item", "entry", "url"):
            continue
        target = absolute(_target(entry), url)
        if target is None:
            continue
        stated = (_child(entry, name) for name in ("pubDate", "published", "updated", "date"))
        dates = [*stated, _child(entry, "publication_date"), _child(entry, "lastmod")]
        published = next((found for each in dates if (found := _iso(each))), None)
        title = _child(entry, "title") or None
        links.append(Link(url=target, title=title, published_on=published))
    return ListPage(links=tuple(links))


def _target(entry: etree._Element) -> str:
    """RSS writes the address as text, Atom as an attribute, a sitemap as <loc>."""
    for each in entry.iter():
        address = each.get("href") or (each.text or "").strip()
        if _name(each) == "link" and each.get("rel", "alternate") == "alternate" and address:
            return str(address)
    return _child(entry, "loc") or _child(entry, "guid")


def _child(entry: etree._Element, name: str) -> str:
    return next((_text(each) for each in entry.iter() if _name(each) == name), "")


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _absolutes(hrefs: list[str], url: str) -> tuple[str, ...]:
    return tuple(target for each in hrefs if (target := absolute(each, url)))


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _iso(text: str) -> str | None:
    from email.utils import parsedate_to_datetime

    if match := _DATE.search(text):
        try:
            return date(*map(int, match.groups())).isoformat()
        except ValueError:
            return None
    try:
        # RSS writes dates as mail does (RFC 822).
        return parsedate_to_datetime(text).date().isoformat() if "," in text else None
    except ValueError:
        return None
