"""Where an answer goes: to the screen, to another program, or into a file."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.screen import show_json

if TYPE_CHECKING:
    from indexer.library import Library
    from search.precedents import Answer
    from search.synonyms import Synonyms


def deliver(
    answer: "Answer",
    query: str,
    library: "Library",
    *,
    output: Path | None,
    as_json: bool,
    offset: int = 0,
) -> None:
    """Writes the file, if one is wanted, and prints the answer, or where it went."""
    if output is not None:
        _export(answer, query, library, output)
    if as_json:
        show_json(answer)
    elif output is None:
        from huitoukan.precedents import show_answer

        show_answer(answer, offset=offset)
    else:
        click.echo(f"已把 {len(answer.hits)} 条（共 {answer.total} 条）写入 {output}。")


def synonyms_of(library: "Library", wanted: bool) -> "Synonyms | None":
    """The synonyms of the standard taxonomy and of the library's own; None where none are wanted.

    Raises `LibraryError` where the library's own are wrong.
    """
    if not wanted:
        return None
    from ingest.taxonomy import extended
    from search.synonyms import Synonyms

    return Synonyms.of_taxonomy(extended(library.taxonomy))


def _export(answer: "Answer", query: str, library: "Library", output: Path) -> None:
    from datetime import date

    from search.export.files import export, kind_of
    from search.export.listing import Listing

    kind = kind_of(output)
    assert kind is not None, "the option lets no other pass"
    files = _files(library, {hit.card.report for hit in answer.hits})
    export(output, kind, Listing(query=query, answer=answer, files=files), date.today())


def _files(library: "Library", reports: Collection[str]) -> dict[str, Path]:
    """Where the files of these reports stand, as far as they do."""
    files = {}
    with library.catalog() as catalog:
        for id in reports:
            for place in catalog.report(id).places:
                path = Path(place.path).absolute()
                if place.replaced_at is None and path.exists():
                    files[id] = path
    return files
