"""The kinds of file that precedents can be written as."""

from datetime import date
from enum import StrEnum
from pathlib import Path

from search.export.listing import Listing


class Kind(StrEnum):
    """A kind of file, by its ending."""

    XLSX = ".xlsx"
    DOCX = ".docx"
    CSV = ".csv"
    HTML = ".html"


def kind_of(path: Path) -> Kind | None:
    """The kind that the name asks for; None for any other ending."""
    ending = path.suffix.lower()
    return Kind(ending) if ending in list(Kind) else None


def export(path: Path, kind: Kind, listing: Listing, on: date) -> None:
    """Writes the precedents as a file of this kind, whole or not at all; `on` is the day that a
    .docx bears. Raises `OSError`."""
    match kind:
        case Kind.XLSX:
            from search.export.table import sheet
            from search.export.xlsx import write

            write(path, [sheet(listing)])
        case Kind.DOCX:
            from search.export import docx

            docx.write(path, listing, on)
        case Kind.CSV:
            from search.export.table import write_csv

            write_csv(path, listing)
        case Kind.HTML:
            from search.export import page

            page.write(path, listing)
