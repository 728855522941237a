"""Web pages: the main text, without the navigation around it."""

import codecs
import re
from datetime import date

from lxml import etree

from ingest.exported import GENERATOR, REASON
from ingest.limits import Limits
from ingest.model import Document
from ingest.readers.encoding import Decoded, decode, decode_as
from ingest.readers.html_lines import add_lines
from ingest.readers.lines import Lines
from ingest.readers.main_text import main_element
from ingest.unreadable import Unreadable

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I
)
# What pages call GB 2312 or GBK is GB 18030 in fact; the Latin ones are defaults of some server.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
_DEFAULTS = ("ascii", "iso8859-1", "cp1252")
_HEAD_BYTES = 4096
_INVISIBLE = (
    *("script", "style", "noscript", "template", "iframe", "object", "svg", "select", "button"),
    *("textarea", "nav", "footer", "aside"),
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# The names are prescribed by 《政府网站发展指引》 (国办发〔2017〕47号), appendix on page tags.
_TITLE_META = ("articletitle",)
_SITE = re.compile(r"\s*(?:[_|｜-]+|(?<!—)—(?!—))\s*")
_SHORTEST = 5  # characters of a title
_OFFICE = re.compile(r"Office|Microsoft Word|WPS", re.IGNORECASE)
_DATE_META = ("pubdate", "publishdate", "firstpublishedtime", "article:published_time")
_DATE = r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
_META_DATE = re.compile(rf"\s*{_DATE}")
_STATED_DATE = re.compile(
    rf"(?:发布|发文|发表|公开|更新)?(?:时间|日期)\s*[:：]\s*[\[【]?\s*{_DATE}"
)


def read(data: bytes, limits: Limits) -> Document:
    """The main text of a page: a paragraph a line, items of <ol> numbered, rows of tables.

    trafilatura finds where the main text is; the smallest element that holds all of it is then
    read whole, because trafilatura leaves out short lines, list numbers and empty cells. Where
    that is less than half of the page's text outside links, the whole page is read.

    Title and date are those of the page's tags, then the date stated in words (发布时间：…), then
    what trafilatura finds. Raises `Unreadable` where there is no text, or the page is one of
    this program's own.
    """
    decoded = _decode(data)
    # lxml refuses NULs, and text with an XML declaration: so give it bytes of a known encoding.
    page = decoded.text.replace("\0", "").encode("utf-8", errors="replace")
    root = etree.fromstring(page, etree.HTMLParser(encoding="utf-8", huge_tree=False))
    body = root.find("body") if root is not None else None
    if body is None:
        raise Unreadable("网页里没有文字。请用浏览器打开，确认内容完整后重新保存。")
    meta = _meta(root)
    if meta.get("generator") == GENERATOR:
        raise Unreadable(REASON)
    main_text, title, found_date = _extract(page.decode("utf-8"))
    _drop_invisible(root)
    lines = Lines()
    add_lines(main_element(body, main_text or ""), lines)
    visible = " ".join(body.itertext())
    return Document(
        text=lines.text(),
        title=_without_site(_first(meta, _TITLE_META) or title, visible),
        # A page that an office program saved has the date of its template there.
        published_on=_published_on(meta, visible)
        or (None if _OFFICE.search(meta.get("generator", "")) else found_date),
        tables=lines.tables,
        warnings=decoded.warnings,
    )


def _decode(data: bytes) -> Decoded:
    """A BOM and valid UTF-8 outrank the page's own word: copied pages keep a stale one."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    name = _codec(declared[1]) if declared else None
    if name and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        for encoding in ("utf-8", name):
            try:
                decoded = decode_as(data, encoding)
            except Unreadable:
                continue
            if not decoded.warnings or encoding == name:
                return decoded
    return decode(data)


def _codec(label: bytes) -> str | None:
    try:
        name = codecs.lookup(label.decode("ascii")).name
    except LookupError:
        return None
    return None if name in _DEFAULTS or name.startswith("utf-16") else _SUPERSETS.get(name, name)


def _extract(page: str) -> tuple[str | None, str | None, str | None]:
    """The main text, title and date that trafilatura finds on a page."""
    import trafilatura
    from trafilatura.settings import Document as Extracted

    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        # The extensive search takes any date in the text, that of the inspection, say.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Extracted):
        return None, None, None
    return found.text, found.title, found.date


def _meta(root: etree._Element) -> dict[str, str]:
    """The page's meta tags: name in lower case → content; the first of each name."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("name") or tag.get("property") or ""
        found.setdefault(name.strip().lower(), (tag.get("content") or "").strip())
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if meta.get(name)), None)


def _without_site(title: str | None, visible: str) -> str | None:
    """The part of a page's title that stands on the page: 通报 of 通报_党务公开_某县人民政府."""
    if not title or title in visible:
        return title
    shown = [part for part in _SITE.split(title) if len(part) >= _SHORTEST and part in visible]
    return max(shown, key=len, default=title)


def _published_on(meta: dict[str, str], visible: str) -> str | None:
    tagged = _META_DATE.match(_first(meta, _DATE_META) or "")
    for match in (tagged, _STATED_DATE.search(visible)):
        if match is None:
            continue
        try:
            return date(*map(int, match.groups())).isoformat()
        except ValueError:
            continue
    return None


def _drop_invisible(root: etree._Element) -> None:
    hidden = [
        e for e in root.iter("*") if _HIDDEN.search(e.get("style", "")) or "hidden" in e.attrib
    ]
    for element in hidden:
        if element.tag != "body":
            element.tag = "noscript"
    etree.strip_elements(
        root, etree.Comment, etree.ProcessingInstruction, *_INVISIBLE, with_tail=False
    )
