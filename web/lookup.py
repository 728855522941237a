"""What stands in the library: hits, reports, findings; limited to a viewer's regions."""

import re
import time
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from indexer.engine import KeywordField, NumberField, Searchable, Sort
from indexer.entries import FindingEntry, ReportEntry
from indexer.errors import LibraryError, OriginalLost
from indexer.health import LibraryHealth, health
from search.plan import Filter
from search.precedents import Answer
from search.precedents import search as find
from search.reports import ReportAnswer, search_reports
from search.similar import is_id, similar_to_finding, similar_to_text
from search.suggest import Suggestion as Completion
from search.suggest import suggest
from web.scope import Scope
from web.services import Moment, Services
from web.viewer import Viewer

T = TypeVar("T")

FACETS: tuple[KeywordField | NumberField, ...] = (
    NumberField.YEAR,
    KeywordField.REGION,
    KeywordField.ORG,
    KeywordField.STATUS,
    KeywordField.TYPE,
    KeywordField.KIND,
)
# Longer answers are for files, and asked for once.
_PAGE = 50
_REPORT = re.compile(r"[0-9a-f]{12}")
_FINDING = re.compile(r"[0-9a-f]{12}-\d{1,6}")


class NotFound(LibraryError):
    """There is no such thing, or the viewer may not know of it."""


class Lookup:
    """The index and the catalog as one viewer sees them. Methods raise `LibraryError` where there
    is no library."""

    def __init__(self, services: Services, viewer: Viewer) -> None:
        self._services, self._viewer = services, viewer
        self.scope = Scope(viewer.regions)
        self.library = services.library
        self.moment = Moment(services.library)

    @property
    def empty(self) -> bool:
        """Whether nothing was ever ingested."""
        return not self.library.exists

    def search(
        self,
        text: str,
        filters: Sequence[Filter] = (),
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
        facets: bool = True,
        with_synonyms: bool = True,
        explain: bool = False,
    ) -> Answer:
        """The findings that `text` asks for; all for a blank one. Raises `QueryError`."""
        engine = self._engine()

        def answer() -> Answer:
            return find(
                engine,
                text,
                filters,
                limit=limit,
                offset=offset,
                sort=sort,
                facets=FACETS if facets else (),
                synonyms=self._services.synonyms if with_synonyms else None,
                explain=explain,
            )

        if limit > _PAGE:
            return answer()
        asked = ("search", text, *filters, limit, offset, sort, facets, with_synonyms, explain)
        return self._answered(asked, answer)

    def statuses(self) -> tuple[int, dict[str, int]]:
        """How many findings there are, in all and of each status."""
        answer = find(self._engine(), "", limit=1, facets=(KeywordField.STATUS,))
        return answer.total, dict(answer.facets[KeywordField.STATUS])

    def search_reports(
        self,
        text: str,
        filters: Sequence[Filter] = (),
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
        with_synonyms: bool = True,
    ) -> ReportAnswer:
        """The reports whose findings `text` asks for. Raises `QueryError`."""
        synonyms = self._services.synonyms if with_synonyms else None
        return search_reports(
            self._engine(), text, filters, limit=limit, offset=offset, sort=sort, synonyms=synonyms
        )

    def suggest(self, prefix: str, limit: int = 10) -> list[Completion]:
        """What the beginning of a query may become. Raises `QueryError`."""
        engine = self._engine()
        return self._answered(
            ("suggest", prefix, limit),
            lambda: suggest(engine, prefix, self._services.taxonomy, limit),
        )

    def similar(self, to: str, *, limit: int = 10, offset: int = 0) -> Answer:
        """Findings like the one of that id, or like the one described.

        Raises `NotFound` for an unknown id and `QueryError` for a text that says nothing.
        """
        engine, taxonomy, synonyms = (
            self._engine(),
            self._services.taxonomy,
            self._services.synonyms,
        )
        if is_id(to):
            self.finding(to)
            return similar_to_finding(
                engine, to, taxonomy, limit=limit, offset=offset, synonyms=synonyms
            )
        return similar_to_text(engine, to, taxonomy, limit=limit, offset=offset, synonyms=synonyms)

    def report(self, id: str) -> ReportEntry:
        """The report of that id, an old version too. Raises `NotFound`."""
        self.library.require()
        # The catalog takes the beginning of an id, and names all that begin so.
        if not _REPORT.fullmatch(id):
            raise NotFound(f"没有编号为 {id} 的报告。")
        try:
            with self.library.catalog() as catalog:
                entry = catalog.report(id)
        except LibraryError:
            raise NotFound(f"没有编号为 {id} 的报告。") from None
        if not self.scope.admits(entry.report.region):
            raise NotFound(f"没有编号为 {id} 的报告。")
        return entry

    def of_report(self, entry: ReportEntry, name: str, make: Callable[[], T]) -> T:
        """What `make` returns, made once for a report: what was read in it stays until the library
        is built anew."""
        made_of = (entry.text, str(self.library.generation))
        return self._services.answers.get((name, entry.id), made_of, make)

    def finding(self, id: str) -> FindingEntry:
        """The finding of that id. Raises `NotFound`."""
        if _FINDING.fullmatch(id):
            report, _, number = id.rpartition("-")
            try:
                entry = self.report(report)
            except NotFound:
                pass
            else:
                for each in entry.report.findings:
                    if str(each.n) == number:
                        return FindingEntry(id=id, finding=each, report=entry)
        raise NotFound(f"没有编号为 {id} 的问题。")

    def original(self, id: str) -> bytes:
        """The bytes of the file that a report was read from. Raises `NotFound`."""
        entry = self.report(id)
        try:
            return self.library.originals.read(entry.sha256)
        except OriginalLost:
            raise NotFound(f"报告 {id} 的原件丢失或损坏了。请管理员从备份恢复。") from None

    def health(self) -> LibraryHealth:
        """How the library fares, as of this minute. Raises as `indexer.health.health`."""
        library = self.library
        state = f"{library.journal.end()} {library.being_written} {time.time() // 60}"
        return self.remembered("health", (state,), lambda: health(library))

    def remembered(self, name: str, made_of: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` returns, for viewers of the same regions made once for the same values."""
        return self._services.remembered.get((name, self._viewer.regions), made_of, make)

    def _answered(self, asked: Hashable, make: Callable[[], T]) -> T:
        """What the index answers, for viewers of the same regions once for each commit to it."""
        commit = self._services.engine.commit()
        if commit is None:
            return make()
        return self._services.answers.get((asked, self._viewer.regions), (commit,), make)

    def _engine(self) -> Searchable:
        self.library.require()
        return self.scope.engine(self._services.engine)
