"""A web column as a source: the notices on its list, with their attachments."""

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from indexer.library import Library
from indexer.seen import Seen
from indexer.sources.archive import ArchiveProblem
from indexer.sources.fetch import Fetched, Fetcher, FetchFailed, Validators
from indexer.sources.folder import SourceUnreachable
from indexer.sources.haul import Haul, now
from indexer.sources.history import Verdict, Visit
from indexer.sources.link import Link, host
from indexer.sources.list_page import ListPage, list_page, page_title
from indexer.sources.notice import attachments, documents, is_page
from indexer.sources.source import WORDS, ColumnSource
from ingest.model import Record
from ingest.unreadable import Unreadable

_NEVER = Visit(place="", at="", verdict=Verdict.PASSED)
# A notice that has left its list is looked at more seldom: is it still there, and unchanged?
_UNLISTED_TIMES = 4
# Many sites answer 200 where a notice was taken down, and say so in words.
_MISSING = re.compile(
    r"\b404\b|not found|找不到.{0,4}(?:页面|网页|文件|内容)"
    r"|(?:页面|网页|文件|文章|内容|信息).{0,4}(?:不存在|已(?:被)?删除|未找到|找不到)",
    re.I,
)


class Choice(StrEnum):
    """What the filters say of a link; UNTOLD where the list gives no title to judge by."""

    WANTED = "取"
    UNTOLD = "看了网页再定"
    OTHER_ADDRESS = "不取：地址不符"
    OTHER_TITLE = "不取：标题里没有要找的词"

    @property
    def possible(self) -> bool:
        """Whether the notice is worth a request."""
        return self in (Choice.WANTED, Choice.UNTOLD)


class Listed(Record, frozen=True, kw_only=True):
    """A link on the list, and what the filters say of it."""

    link: Link
    choice: Choice


def listed(
    source: ColumnSource, fetcher: Fetcher, visits: dict[str, Visit]
) -> tuple[tuple[Listed, ...], FetchFailed | None]:
    """The links of the list's pages, and why a further page could not be had.

    Goes on from page to page until one holds nothing new. Raises `SourceUnreachable` where there
    is not even a first page.
    """
    found: dict[str, Listed] = {}
    asked: set[str] = set()
    pages = [source.url]
    failure = None
    while pages and len(asked) < source.pages:
        url = pages.pop(0)
        if url in asked:
            continue
        asked.add(url)
        try:
            page = _page(fetcher.get(url))
        except FetchFailed as error:
            if url == source.url:
                raise SourceUnreachable(error.reason, passing=error.passing) from error
            failure = error
            continue
        fresh = False
        for link in page.links:
            choice = _choice(source, link)
            fresh |= choice.possible and link.url not in visits and link.url not in found
            found.setdefault(link.url, Listed(link=link, choice=choice))
        if fresh or not page.links:
            pages.extend(page.more)
    for url in asked:
        found.pop(url, None)
    return tuple(found.values()), failure


def _page(fetched: Fetched) -> ListPage:
    try:
        return list_page(fetched.data or b"", fetched.url)
    except Unreadable as error:
        raise FetchFailed(f"列表页读不了：{error.reason}") from error


def _choice(source: ColumnSource, link: Link) -> Choice:
    if source.links:
        fits = re.search(source.links, link.url) is not None
    else:
        fits = host(link.url) == host(source.url)
    if not fits:
        return Choice.OTHER_ADDRESS
    if link.title is None and source.words:
        return Choice.UNTOLD
    return Choice.WANTED if _wanted(source, link.title or "") else Choice.OTHER_TITLE


def _wanted(source: ColumnSource, title: str) -> bool:
    return not source.words or any(word in title for word in source.words)


def take(
    source: ColumnSource,
    library: Library,
    visits: dict[str, Visit],
    haul: Haul,
    fetcher: Fetcher,
) -> None:
    """Takes in what is new or changed on the list, then looks at what has left it.

    Raises `SourceUnreachable`.
    """
    found, failure = listed(source, fetcher, visits)
    if failure is not None:
        haul.miss(source.url, f"列表的后续页没有取到：{failure.reason}", passing=failure.passing)
    possible = [each.link for each in found if each.choice.possible]
    haul.seen, haul.passed = len(possible), len(found) - len(possible)
    due = [each for each in possible if _due(source, visits.get(each.url))]
    haul.unchanged += len(possible) - len(due)
    haul.waiting += max(0, len(due) - source.notices)
    taker = _Taker(source, library, visits, haul, fetcher)
    for link in due[: source.notices]:
        taker.take(link)
    left = source.notices - len(due)
    for link in _unlisted(source, visits, {each.link.url for each in found})[: max(0, left)]:
        taker.take(link)


def _due(source: ColumnSource, visit: Visit | None) -> bool:
    if visit is None:
        return True
    return visit.verdict is not Verdict.PASSED and _age(visit) >= source.recheck_days


def _unlisted(source: ColumnSource, visits: dict[str, Visit], listed: set[str]) -> list[Link]:
    """Notices that the list shows no longer and that were not looked at for long, longest first."""
    due = [
        each
        for each in visits.values()
        if each.verdict is Verdict.TAKEN
        and not each.attached
        and each.place not in listed
        and _age(each) >= source.recheck_days * _UNLISTED_TIMES
    ]
    return [Link(url=each.place, title=each.title or None) for each in sorted(due, key=_at)]


def _at(visit: Visit) -> str:
    return visit.at


def _age(visit: Visit) -> float:
    """Days since the visit."""
    return (datetime.now(UTC) - datetime.fromisoformat(visit.at)) / timedelta(days=1)


class _Taker:
    """Takes one notice after the other, each with its attachments or not at all."""

    def __init__(
        self,
        source: ColumnSource,
        library: Library,
        visits: dict[str, Visit],
        haul: Haul,
        fetcher: Fetcher,
    ) -> None:
        self._source = source
        self._limits = library.settings.limits
        self._visits = visits
        self._haul = haul
        self._fetcher = fetcher

    def take(self, link: Link) -> None:
        fetched = self._get(link)
        if fetched is None:
            return
        if fetched.data is None:
            self._haul.unchanged += 1
            self._haul.add([], [_visit(link, fetched, Verdict.TAKEN)])
            return
        if link.title is None and not _wanted(self._source, page_title(fetched.data)):
            self._haul.passed += 1
            self._haul.add([], [_visit(link, fetched, Verdict.PASSED)])
            return
        found = self._documents(link, fetched)
        visits = [_visit(link, fetched, Verdict.TAKEN)]
        whole = True
        for each in attachments(fetched) if self._source.attachments else ():
            if not _due(self._source, self._visits.get(each.url)):
                continue
            attached = self._get(each)
            if attached is not None and attached.data is not None:
                found += self._documents(each, attached)
            if attached is not None:
                visits.append(_visit(each, attached, Verdict.TAKEN, attached=True))
            else:
                whole = whole and not self._failed_for_now
        # Unvisited, the page is asked for again, and through it the attachment.
        self._haul.add(found, visits if whole else visits[1:])

    def _get(self, link: Link) -> Fetched | None:
        before = self._visits.get(link.url, _NEVER)
        validators = Validators(etag=before.etag, last_modified=before.last_modified)
        self._failed_for_now = False
        try:
            fetched = self._fetcher.get(link.url, validators)
        except FetchFailed as failure:
            self._failed_for_now = failure.passing
            if failure.gone and before.verdict is not Verdict.PASSED:
                self._leave(link, before)
            else:
                self._haul.miss(link.url, failure.reason, passing=failure.passing)
            return None
        if not _says_missing(fetched):
            return fetched
        if before.verdict is Verdict.PASSED:
            self._haul.miss(link.url, "网页说没有这个页面。", passing=False)
        else:
            self._leave(link, before)
        return None

    def _leave(self, link: Link, before: Visit) -> None:
        if before.verdict is Verdict.TAKEN:
            self._haul.leave(link.url)
        else:
            self._haul.unchanged += 1
            self._haul.add([], [msgspec.structs.replace(before, at=now())])

    def _documents(self, link: Link, fetched: Fetched) -> list[Seen]:
        try:
            return list(documents(fetched, link, self._limits))
        except ArchiveProblem as problem:
            self._haul.miss(link.url, str(problem), passing=False)
            return []


def _says_missing(fetched: Fetched) -> bool:
    """Whether a page says in its title that there is no such page, and names no notice."""
    title = page_title(fetched.data) if fetched.data and is_page(fetched.data) else ""
    return _MISSING.search(title) is not None and not any(word in title for word in WORDS)


def _visit(link: Link, fetched: Fetched, verdict: Verdict, *, attached: bool = False) -> Visit:
    return Visit(
        place=link.url,
        at=now(),
        verdict=verdict,
        etag=fetched.validators.etag,
        last_modified=fetched.validators.last_modified,
        title=link.title or "",
        attached=attached,
    )
