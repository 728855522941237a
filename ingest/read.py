"""A file's bytes → `Document`, by the format that they really have."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

import msgspec

from ingest.limits import Limits
from ingest.model import Document
from ingest.readers.encoding import decode
from ingest.unreadable import Unreadable

__all__ = ["SUFFIXES", "Unreadable", "read"]

SUFFIXES = frozenset({".txt", ".md", ".docx", ".pdf", ".html", ".htm"})
"""Suffixes of the files that can be read."""

# A file of these suffixes is looked into: many “.doc” are web pages or .docx by content.
_OPENED = SUFFIXES | {".doc", ".wps", ".rtf", ".mht"}

_RESAVE = "请用 Word 或 WPS 打开，另存为 .docx 后再导入。"
_FOREIGN = (
    (b"{\\rtf", f"这是 RTF 文件。{_RESAVE}"),
    (b"Rar!", "这是 RAR 压缩包。请先解压，再导入里面的文件。"),
    (b"7z\xbc\xaf", "这是 7z 压缩包。请先解压，再导入里面的文件。"),
    (b"\xff\xd8\xff", "这是图片（JPEG），没有文字。请先做 OCR 文字识别，再导入识别结果。"),
    (b"\x89PNG", "这是图片（PNG），没有文字。请先做 OCR 文字识别，再导入识别结果。"),
    (b"II*\0", "这是图片（TIFF），没有文字。请先做 OCR 文字识别，再导入识别结果。"),
    (b"MM\0*", "这是图片（TIFF），没有文字。请先做 OCR 文字识别，再导入识别结果。"),
)
_HEAD_BYTES = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MARKUP = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--((?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
_ARCHIVE = re.compile(r"\s*(From:|MIME-Version:)", re.I)
_WORD_XML = re.compile(
    r"\s*<\?xml[^>]*>\s*(<\?mso-application[^>]*>\s*)?<(\w+:)?(wordDocument|package)\b"
)
_UNENCODABLE = re.compile("[\0\ud800-\udfff]")


def read(data: bytes, name: str, limits: Limits = Limits()) -> Document:  # noqa: B008
    """The document in `data`, the contents of the file `name`.

    The suffix says whether a file is a document at all; the content decides what it is. Characters
    that no database stores (NUL, lone surrogates) become U+FFFD.

    Raises `Unreadable` where the file cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in _OPENED:
        raise Unreadable(
            f"不认识的文件类型“{suffix or name}”。可以导入的类型有：{'、'.join(sorted(SUFFIXES))}。"
        )
    if len(data) > limits.file_bytes:
        raise Unreadable(
            f"文件太大：{_megabytes(len(data))}，超过上限{_megabytes(limits.file_bytes)}。请拆分后再导入。"
        )
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise Unreadable("文件是空的。请确认文件已经完整复制或下载，再重新导入。")
    document = _read_as(data, suffix, limits)
    if not document.text.strip():
        raise Unreadable("文件里没有文字。如果内容是图片，请先做 OCR 文字识别，再导入识别结果。")
    if len(document.text) > limits.characters:
        raise Unreadable(
            f"文字太多：{len(document.text) / 1e4:.1f} 万字，"
            f"超过上限 {limits.characters / 1e4:g} 万字。"
            "请按报告拆分后再导入，或在 library.toml 的 [limits] 中调高 characters。"
        )
    return _encodable(document)


def _read_as(data: bytes, suffix: str, limits: Limits) -> Document:
    # Readers are imported where they are used: each brings a heavy library.
    if data.startswith(_ZIP):
        _check_archive(data, limits)
        from ingest.readers import docx

        return docx.read(data, limits)
    # A few junk bytes before the header are allowed (ISO 32000-1, annex H.3.4.1).
    if data.lstrip().startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        from ingest.readers import pdf

        return pdf.read(data, limits)
    _refuse_foreign(data, suffix)
    if suffix in (".html", ".htm") or _MARKUP.match(_head(data)):
        from ingest.readers import html

        return html.read(data, limits)
    from ingest.readers import txt

    return txt.read_markdown(data, limits) if suffix == ".md" else txt.read(data, limits)


def _check_archive(data: bytes, limits: Limits) -> None:
    """Raises `Unreadable` unless `data` is a .docx within the limits."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(
            "文件损坏或不完整，打不开。请重新复制或下载；"
            "如果 Word 或 WPS 能修复打开，请另存为 .docx 后再导入。"
        ) from error
    names = {member.filename for member in members}
    if not any(name.startswith("word/") for name in names):
        raise Unreadable(_archive_reason(names))
    # zipfile never unpacks more than the size that the directory declares, so the sum is binding.
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise Unreadable(
            f"文件解压后有{_megabytes(unpacked)}，超过上限{_megabytes(limits.unpacked_bytes)}，可能是恶意文件，没有打开。"
        )


def _archive_reason(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "这是 Excel 表格，不是 Word 文档。请把内容复制到 Word 文档中再导入。"
    if any(name.startswith("ppt/") for name in names):
        return "这是 PowerPoint 演示文稿，不是 Word 文档。请把内容复制到 Word 文档中再导入。"
    if "OFD.xml" in names:
        return "这是 OFD 版式文件。请用版式阅读软件打开，另存为 PDF 后再导入。"
    if "content.xml" in names:
        return f"这是 OpenDocument 文档（.odt）。{_RESAVE}"
    return "这是压缩包，不是 Word 文档。请先解压，再导入里面的文件。"


def _refuse_foreign(data: bytes, suffix: str) -> None:
    """Raises `Unreadable` where `data` is of a known format that no reader reads."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(
                "文件有打开密码。请用 Word 或 WPS 打开，取消密码并另存为 .docx 后再导入。"
            )
        raise Unreadable(
            f"这是旧版 Word 或 WPS 文件（.doc、.wps）。{_RESAVE}"
            "文件多的话，请在这台机器上安装 LibreOffice，然后运行 huitoukan quarantine retry，"
            "会自动转换。"
        )
    for magic, reason in _FOREIGN:
        if data.startswith(magic):
            raise Unreadable(reason)
    if suffix in (".pdf", ".docx") and not _looks_like_text(data):
        raise Unreadable(
            f"文件不是有效的 {suffix[1:].upper()}，内容已损坏。请重新复制或下载，再重新导入。"
        )
    head = data[:_HEAD_BYTES].decode("latin-1")
    if _ARCHIVE.match(head) and "boundary=" in head:
        raise Unreadable(f"这是单个文件网页（.mht）。{_RESAVE}")
    if _WORD_XML.match(head):
        raise Unreadable(f"这是 Word 2003 XML 文件。{_RESAVE}")


def _head(data: bytes) -> str:
    try:
        return decode(data[:_HEAD_BYTES]).text
    except Unreadable:
        return ""


def _looks_like_text(data: bytes) -> bool:
    try:
        decode(data)
    except Unreadable:
        return False
    return True


def _encodable(document: Document) -> Document:
    title = document.title
    return msgspec.structs.replace(
        document,
        text=_UNENCODABLE.sub("\ufffd", document.text),
        title=_UNENCODABLE.sub("\ufffd", title) if title else None,
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
