"""Small Word files, made of their XML."""

from io import BytesIO

import docx
from docx.oxml import parse_xml

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def word_file(body: str, numbering: str = "", styles: str = "", title: str = "") -> bytes:
    """A .docx with these contents of w:body, w:numbering and w:styles."""
    document = docx.Document()
    document.core_properties.title = title
    _fill(document.element.body, body, 0)
    if numbering:
        target = document.part.numbering_part.element
        target.clear()
        _fill(target, numbering, 0)
    if styles:
        target = document.styles.element
        _fill(target, styles, len(target))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A w:p with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, num_id: int = 1, level: int = 0) -> str:
    """A w:p in a list."""
    place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/>'
    return paragraph(text, f"<w:numPr>{place}</w:numPr>")


def abstract(abstract_id: int, *levels: tuple[str, str], extra: str = "") -> str:
    """A w:abstractNum: (number format, level text) a level."""
    parts = (
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (number_format, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{abstract_id}">{"".join(parts)}</w:abstractNum>'


def num(num_id: int, abstract_id: int, overrides: str = "") -> str:
    """A w:num."""
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def _fill(target: object, xml: str, at: int) -> None:
    root = parse_xml(f"<w:body {_NAMESPACES}>{xml}</w:body>")
    for offset, child in enumerate(list(root)):
        target.insert(at + offset, child)  # type: ignore[attr-defined]
