"""What can be saved as a file: hits, the ledger, the paper on what recurs."""

from datetime import date
from enum import StrEnum

from search.export.files import Kind, export
from search.export.listing import Listing
from search.ledger import Item
from search.mask import masked_answer
from search.precedents import Answer
from search.study import Study
from web.download import written

MOST = 10_000
"""So many findings go into one file."""


class PaperKind(StrEnum):
    """A kind of file for the paper, by its ending."""

    DOCX = ".docx"
    XLSX = ".xlsx"
    HTML = ".html"


def listing_file(answer: Answer, query: str, kind: Kind, *, mask: bool = False) -> bytes:
    """The hits of a search."""
    shown = masked_answer(answer) if mask else answer
    made = Listing(query=query or "全部问题", answer=shown, files={})
    return written(lambda path: export(path, kind, made, date.today()), kind.value)


def ledger_file(items: list[Item]) -> bytes:
    """The four lists as .xlsx."""
    from search.export.ledger import sheets
    from search.export.xlsx import write

    return written(lambda path: write(path, sheets(items)), ".xlsx")


def paper_file(study: Study, kind: PaperKind) -> bytes:
    """The paper on what recurs."""
    from search.export import paper_docx, paper_page, paper_xlsx
    from search.export.recurrence import paper

    write = {
        PaperKind.DOCX: paper_docx.write,
        PaperKind.XLSX: paper_xlsx.write,
        PaperKind.HTML: paper_page.write,
    }[kind]
    return written(lambda path: write(path, paper(study)), kind.value)
