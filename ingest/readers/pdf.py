"""PDF: the text of every page, from whichever library reads that page better."""

import logging
import unicodedata
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from ingest.limits import Limits
from ingest.model import Document
from ingest.readers.glyphs import Glyph, PlacedLine, glyph_lines
from ingest.readers.lines import standing_title
from ingest.readers.paragraphs import layout
from ingest.readers.pdf_tables import Rows, blocks, left_out, page_texts, table_boxes
from ingest.readers.txt import with_newlines
from ingest.unreadable import Unreadable

if TYPE_CHECKING:
    import pypdf
    import pypdfium2

PAGE_BREAK = "\f"

_LOCKED = "PDF 有打开密码。请取消密码（打开后另存或打印为新的 PDF）再导入。"
_DAMAGED = "PDF 文件损坏或不完整，打不开。请重新复制或下载，再重新导入。"
_SCAN = "整个 PDF 没有文字，可能是扫描件。请先做 OCR 文字识别，再导入识别结果。"
_GARBLED = (
    "PDF 的字体缺少文字对照表，读出的都是乱码。"
    "请索取 Word 原文，或者先做 OCR 文字识别，再导入识别结果。"
)
_MOST_ODD = 0.05
_MOSTLY = 0.5
# Fewer characters than this on a page-filling picture are a stamp of the scanning app.
_STAMP_LENGTH = 20
_IMAGE_SHARE = 0.5

# pypdf reports each oddity of a file; what matters of them is in `Document.warnings`.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(data: bytes, limits: Limits) -> Document:
    """The text of a PDF, a paragraph or a row of a table a line, pages joined by "\\f".

    Characters and their places are PDFium's (`ingest.readers.glyphs`). A page whose characters are
    poor there is taken from pypdf where it reads more, its lines as they stand on the page: where
    more than one character in twenty has no meaning (private use, replacement, control), or nothing
    is Chinese; official documents mix fonts with and without a ToUnicode map. Pages without text
    that are not empty are named in the warnings.

    Raises `Unreadable` where the file is locked or damaged, has too many pages, or no page has
    text that makes sense.
    """
    pages = _Pages(data)
    count = len(pages)
    if count == 0:
        raise Unreadable(_DAMAGED)
    if count > limits.pages:
        raise Unreadable(f"PDF 有{count}页，超过上限{limits.pages}页。请拆分后再导入。")
    texts: list[str] = []
    scanned: list[int] = []
    drawn = [pages.drawn(index) for index in range(count)]
    tables = table_boxes(data, drawn)
    seen: list[str] = []
    made: list[list[PlacedLine | Rows]] = []
    for index in range(count):
        # Of the characters, which take much more room than the text, only one page's are held.
        glyphs = pages.glyphs(index)
        seen.append("".join(each.character for line in glyphs for each in line))
        made.append(blocks(glyphs, tables[index]))
    lines = [[each for each in page if isinstance(each, PlacedLine)] for page in made]
    placed = page_texts(made, layout(lines, max(map(pages.width, range(count)))))
    for index in range(count):
        plain = "" if _is_good(seen[index]) else _clean(pages.text(index))
        texts.append(plain if _worth(plain) > _worth(seen[index]) else _clean(placed[index]))
        if len("".join(texts[-1].split())) < _STAMP_LENGTH and pages.is_scan(index, texts[-1]):
            scanned.append(index + 1)
    if len(scanned) == count or not any(text.strip() for text in texts):
        raise Unreadable(_SCAN)
    if all(_odd_share(text) > _MOSTLY for text in texts if text.strip()):
        raise Unreadable(_GARBLED)
    text = PAGE_BREAK.join(texts)
    return Document(
        text=text,
        title=standing_title(pages.title(), text),
        warnings=(*_warnings(scanned, texts, data), *_unread(drawn)),
    )


class _Pages:
    """One PDF, opened with both libraries as far as they can open it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdfium_document: pypdfium2.PdfDocument | None = None
        self._pypdf = _open_pypdf(data)
        self._count = _page_count(self._pypdf)
        if self._count == 0:
            self._pypdf = None
            self._count = len(self._pdfium())

    def __len__(self) -> int:
        return self._count

    def title(self) -> str | None:
        """The title in the file's properties."""
        try:
            metadata = self._pypdf.metadata if self._pypdf else None
            title = metadata.title if metadata else None
            return str(title) if title is not None else None
        except MemoryError:
            raise
        except Exception:
            return None

    def text(self, index: int) -> str:
        """The text of a page, counted from 0, as pypdf has it; empty where it cannot read it."""
        if self._pypdf is None:
            return ""
        try:
            return self._pypdf.pages[index].extract_text()
        except MemoryError:
            raise
        except Exception:
            # Damaged pages surface as any exception; the other library may do better.
            return ""

    def glyphs(self, index: int) -> list[list[Glyph]]:
        """The characters of a page, line by line; none where PDFium cannot read it."""
        import pypdfium2

        try:
            return glyph_lines(self._pdfium()[index])
        except (Unreadable, pypdfium2.PdfiumError):
            return []

    def width(self, index: int) -> float:
        """The width of a page in points; 0 where PDFium cannot read it."""
        import pypdfium2

        try:
            return float(self._pdfium()[index].get_width())
        except (Unreadable, pypdfium2.PdfiumError):
            return 0

    def drawn(self, index: int) -> int:
        """How many lines and areas are drawn on a page."""
        import pypdfium2
        from pypdfium2 import raw

        try:
            paths = self._pdfium()[index].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
            return sum(1 for _ in paths)
        except (Unreadable, pypdfium2.PdfiumError):
            return 0

    def is_scan(self, index: int, text: str) -> bool:
        """Whether the page shows something, but not (or, stamp apart, hardly) as text."""
        import pypdfium2
        from pypdfium2 import raw

        try:
            page = self._pdfium()[index]
            if not text.strip():
                return next(page.get_objects(max_depth=1), None) is not None
            area = page.get_width() * page.get_height()
            images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
            return any(_area(image.get_bounds()) > _IMAGE_SHARE * area for image in images)
        except (Unreadable, pypdfium2.PdfiumError):
            return not text.strip()

    def _pdfium(self) -> "pypdfium2.PdfDocument":
        import pypdfium2

        if self._pdfium_document is None:
            try:
                self._pdfium_document = pypdfium2.PdfDocument(self._data)
                len(self._pdfium_document)
            except pypdfium2.PdfiumError as error:
                raise Unreadable(_DAMAGED) from error
        return self._pdfium_document


def _open_pypdf(data: bytes) -> "pypdf.PdfReader | None":
    """The file in pypdf; None where it cannot open it. Raises `Unreadable` where it is locked."""
    import pypdf

    try:
        reader = pypdf.PdfReader(BytesIO(data))
        locked = reader.is_encrypted and reader.decrypt("") == pypdf.PasswordType.NOT_DECRYPTED
    except MemoryError:
        raise
    except Exception:
        return None
    if locked:
        raise Unreadable(_LOCKED)
    return reader


def _page_count(reader: "pypdf.PdfReader | None") -> int:
    try:
        return len(reader.pages) if reader is not None else 0
    except MemoryError:
        raise
    except Exception:
        return 0


def _clean(text: str) -> str:
    # PDFium marks a hyphen at a line's end by U+FFFE. A page break inside a page would make two.
    return with_newlines(text).replace("\ufffe", "-").replace(PAGE_BREAK, "\n").strip("\n")


def _is_good(text: str) -> bool:
    return any(map(_is_chinese, text)) and _odd_share(text) <= _MOST_ODD


def _odd_share(text: str) -> float:
    visible = "".join(text.split())
    return sum(map(_is_odd, visible)) / max(1, len(visible))


def _worth(text: str) -> tuple[int, int]:
    """Chinese characters less odd ones, then characters."""
    visible = "".join(text.split())
    odd = sum(map(_is_odd, visible))
    return sum(map(_is_chinese, visible)) - odd, len(visible) - odd


def _is_odd(c: str) -> bool:
    return c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cs", "Cc")


def _is_chinese(c: str) -> bool:
    # With the radicals that some fonts map their characters to.
    return "\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf" or "\u2e80" <= c <= "\u2fdf"


def _area(bounds: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = bounds
    return abs(right - left) * abs(top - bottom)


def _warnings(scanned: list[int], texts: list[str], data: bytes) -> Iterator[str]:
    if scanned:
        yield f"第{_ranges(scanned)}页没有文字，可能是扫描件，需要OCR后再导入"
    poor = [n for n, text in enumerate(texts, 1) if _odd_share(text) > _MOST_ODD]
    if poor:
        yield f"第{_ranges(poor)}页的字体缺少文字对照表，读出的文字有乱码，请对照原文件核对"
    if b"%%EOF" not in data[-2048:]:
        yield "文件末尾不完整，可能没有下载完，请核对是否缺页"


def _unread(drawn: list[int]) -> Iterator[str]:
    left = [index + 1 for index in left_out(drawn)]
    if left:
        yield f"第{_ranges(left)}页画的线太多，表格没有按行列读出，请对照原文件核对"


def _ranges(numbers: Iterable[int]) -> str:
    """Page numbers as people write them: 1、3—5."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in runs)
