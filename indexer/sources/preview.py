"""What a source would bring, shown before anything is stored."""

import msgspec

from indexer.library import Library
from indexer.seen import storable
from indexer.sources import column, folder
from indexer.sources.fetch import Clock, Fetched, FetchFailed
from indexer.sources.history import History, Visit
from indexer.sources.link import Link
from indexer.sources.notice import attachments, file_name
from indexer.sources.run import open_fetcher
from indexer.sources.source import AnySource, ColumnSource, FolderSource
from ingest.limits import Limits
from ingest.model import Record
from ingest.sandbox import run
from ingest.unreadable import Unreadable


class Candidate(Record, frozen=True, kw_only=True):
    """A file or notice of a source, and what would become of it."""

    place: str
    title: str | None = None
    published_on: str | None = None
    choice: str
    taken: bool


class Sample(Record, frozen=True, kw_only=True):
    """The first notice that would be taken, as the library would understand it; or `problem`."""

    place: str
    title: str | None = None
    kind: str | None = None
    inspected_org: tuple[str, ...] = ()
    published_on: str | None = None
    findings: int = 0
    attachments: tuple[str, ...] = ()
    problem: str | None = None


class Preview(Record, frozen=True, kw_only=True):
    """`problem` says what of the source could not be looked at."""

    candidates: tuple[Candidate, ...]
    sample: Sample | None = None
    problem: str | None = None


class _Job(Record, frozen=True, kw_only=True):
    data: bytes
    name: str
    limits: Limits


def preview(library: Library, source: AnySource) -> Preview:
    """Looks at a source as a run would, and stores nothing. Raises `SourceUnreachable`."""
    visits = History(library.folder, source.name).visits()
    if isinstance(source, FolderSource):
        return _of_folder(source, library, visits)
    with open_fetcher(source, Clock()) as fetcher:
        found, failure = column.listed(source, fetcher, visits)
        candidates = tuple(
            Candidate(
                place=each.link.url,
                title=each.link.title,
                published_on=each.link.published_on,
                choice="已有" if each.link.url in visits else each.choice.value,
                taken=each.choice.possible and each.link.url not in visits,
            )
            for each in found
        )
        first = next((each.link for each in found if each.choice.possible), None)
        sample = None
        if first is not None:
            try:
                sample = _sample(first, fetcher.get(first.url), source, library)
            except FetchFailed as problem:
                sample = Sample(place=first.url, problem=problem.reason)
    return Preview(
        candidates=candidates, sample=sample, problem=failure.reason if failure else None
    )


def _of_folder(source: FolderSource, library: Library, visits: dict[str, Visit]) -> Preview:
    changed, _, closed = folder.fresh(source, library, visits)
    candidates = tuple(
        Candidate(
            place=storable(str(path)),
            title=storable(path.name),
            choice="取：有改动" if storable(str(path)) in visits else "取：新文件",
            taken=True,
        )
        for path in changed
    )
    problem = closed[0].problem if closed else None
    return Preview(candidates=candidates, problem=problem)


def _sample(link: Link, fetched: Fetched, source: ColumnSource, library: Library) -> Sample:
    assert fetched.data is not None
    job = _Job(
        data=fetched.data, name=file_name(link, fetched.data), limits=library.settings.limits
    )
    result = next(run(_read, [job], workers=1, limits=job.limits))[1]
    if isinstance(result, Unreadable):
        return Sample(place=link.url, problem=result.reason)
    attached = attachments(fetched) if source.attachments else ()
    names = tuple(each.title or each.url for each in attached)
    return msgspec.structs.replace(result, place=link.url, attachments=names)


def _read(job: _Job) -> Sample:
    """In a worker: what the parser makes of a notice. Raises `Unreadable`."""
    from indexer.conversion import readable
    from ingest.parse import parse
    from ingest.read import read

    document = read(*readable(job.data, job.name, job.limits), job.limits)
    report = parse(document, job.name)
    return Sample(
        place="",
        title=report.title,
        kind=report.kind.value,
        inspected_org=report.inspected_org,
        published_on=report.published_on,
        findings=len(report.findings),
    )
