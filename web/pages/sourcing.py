"""来源: adding, changing and removing one, and seeing first what it would bring."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from indexer.errors import LibraryError
from indexer.sources.source import WORDS, AnySource, ColumnSource
from ingest.model import Record
from web.context import Context, Here, require
from web.sourcing import place_of, settings_of
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.ADMIN, everywhere=True)])

_SHOWN = 30

Line = Annotated[str, Form(max_length=500)]
Number = Annotated[str, Form(max_length=10)]
Ticked = Annotated[bool, Form()]


class Filled(Record, frozen=True, kw_only=True):
    """The form as it was filled in; words are parted by spaces."""

    place: str = ""
    links: str = ""
    words: str = " ".join(WORDS)
    pages: str = "5"
    delay: str = "2"
    attachments: bool = True
    allow_private: bool = False

    @property
    def is_address(self) -> bool:
        """Whether the place is on the web."""
        return self.place.strip().lower().startswith(("http://", "https://"))

    def source(self, here: Context, name: str, known: AnySource | None = None) -> AnySource:
        """The source that the form describes; what it does not ask for is as in `known`. Raises
        `LibraryError`."""
        settings = settings_of(known) if known is not None else {}
        if self.is_address:
            settings |= {
                "links": self.links.strip(),
                "words": tuple(self.words.replace("、", " ").split()),
                "pages": _whole(self.pages),
                "delay_seconds": _seconds(self.delay),
                "attachments": self.attachments,
                "allow_private": self.allow_private,
            }
        return here.sourcing.described(name.strip(), self.place.strip(), settings)


def filled(
    place: Line,
    links: Line = "",
    words: Line = "",
    pages: Number = "5",
    delay: Number = "2",
    attachments: Ticked = False,
    allow_private: Ticked = False,
) -> Filled:
    """The form that was sent."""
    return Filled(
        place=place,
        links=links,
        words=words,
        pages=pages,
        delay=delay,
        attachments=attachments,
        allow_private=allow_private,
    )


Given = Annotated[Filled, Depends(filled)]
Name = Annotated[str, Form(max_length=60)]


@router.get("/sources/new", name="new_source")
def new(here: Here) -> Response:
    """The empty form."""
    return _form(here, "", Filled())


@router.post("/sources/new", name="add_source")
def add(here: Here, name: Name, given: Given) -> Response:
    """Adds the source."""
    try:
        here.sourcing.add(given.source(here, name))
    except LibraryError as problem:
        return _form(here, name, given, problem=str(problem), status=409)
    return here.go("sources", {"notice": "source_added"})


@router.post("/sources/test", name="test_source")
def try_out(here: Here, given: Given, name: Name = "", known: Name = "") -> Response:
    """Shows what the source would bring, from the first page of its list; stores nothing."""
    # It brings along all that reads files.
    from indexer.sources.folder import SourceUnreachable
    from indexer.sources.preview import preview

    try:
        old = here.sourcing.get(known) if known else None
        source = given.source(here, known or name or "试", old)
        if isinstance(source, ColumnSource):
            source = msgspec.structs.replace(source, pages=1)
        here.sourcing.tried(source)
        found = preview(here.reading.library, source)
    except (LibraryError, SourceUnreachable) as problem:
        told = problem.reason if isinstance(problem, SourceUnreachable) else str(problem)
        return _form(here, known or name, given, known=bool(known), problem=told, status=409)
    taken = [each for each in found.candidates if each.taken]
    others = [each for each in found.candidates if not each.taken]
    return _form(
        here,
        known or name,
        given,
        known=bool(known),
        preview=found,
        shown=[*taken, *others][:_SHOWN],
        taken=len(taken),
    )


@router.get("/sources/{source}/edit", name="edit_source")
def edit(source: str, here: Here) -> Response:
    """The form as the source is now."""
    return _form(here, source, _as_is(here.sourcing.get(source)), known=True)


@router.post("/sources/{source}/edit", name="change_source")
def change(source: str, here: Here, given: Given) -> Response:
    """Changes the source."""
    known = here.sourcing.get(source)
    try:
        here.sourcing.change(given.source(here, source, known))
    except LibraryError as problem:
        return _form(here, source, given, known=True, problem=str(problem), status=409)
    return here.go("sources", {"notice": "written"})


@router.post("/sources/{source}/remove", name="remove_source")
def remove(source: str, here: Here) -> Response:
    """Removes the source; what it brought stays."""
    here.sourcing.remove(source)
    return here.go("sources", {"notice": "source_removed"})


def _as_is(source: AnySource) -> Filled:
    if not isinstance(source, ColumnSource):
        return Filled(place=place_of(source))
    return Filled(
        place=source.url,
        links=source.links,
        words=" ".join(source.words),
        pages=str(source.pages),
        delay=f"{source.delay_seconds:g}",
        attachments=source.attachments,
        allow_private=source.allow_private,
    )


def _form(
    here: Context,
    name: str,
    given: Filled,
    *,
    known: bool = False,
    problem: str | None = None,
    status: int = 200,
    **more: Any,
) -> Response:
    values = {"preview": None, "shown": (), "taken": 0, **more}
    return here.page(
        "source.html",
        status=status,
        active="来源与运行",
        title=f"来源“{name}”" if known else "添加来源",
        name=name,
        given=given,
        known=known,
        problem=problem,
        **values,
    )


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise LibraryError(f"页数“{text}”不对：写 1 以上的整数。")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise LibraryError(f"间隔“{text}”不对：写 0 到 3600 之间的秒数。")
    return seconds
