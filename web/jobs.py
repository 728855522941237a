"""Work that takes longer than a request: begun by one, and asked after by others."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import OperationalError

from indexer.errors import LibraryBusy, LibraryError
from indexer.outcome import OnProgress, Progress
from ingest.model import Record
from web.database import Database, now
from web.tables import job

Work = Callable[[OnProgress], str]

# How often progress is written down; how often that the job is still there, whether it waits or
# works without a word; after which silence its process must be gone.
_TELL_SECONDS = 0.5
_BEAT_SECONDS = 60.0
_SILENT = timedelta(minutes=15)
_BUSY_SECONDS, _BUSY_TRIES = 5.0, 60
_log = logging.getLogger("huitoukan.web")


class Job(Record, frozen=True, kw_only=True):
    """A job as it stands: `done` of `total` files; `outcome` is a sentence, once it has ended.
    Times are UTC."""

    id: int
    title: str
    who: str
    began_at: str
    ended_at: str | None
    done: int
    total: int
    outcome: str
    lost: bool

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self.ended_at is None and not self.lost


class Jobs:
    """The jobs of one library; whichever process runs them, all can tell how far they are."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # A library has one writer: jobs wait for each other here instead of for its lock.
        self._turn = threading.Lock()

    def start(self, title: str, who: str, total: int, work: Work) -> int:
        """Begins a job in a thread of its own; returns its number. `work` returns its outcome."""
        with self._database.writing() as connection:
            made = connection.execute(
                insert(job).values(
                    title=title, who=who, began_at=now(), told_at=now(), total=total, outcome=""
                )
            )
            number = int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0
        threading.Thread(target=self._run, args=(number, work), daemon=True).start()
        return number

    def get(self, number: int) -> Job | None:
        """The job of that number; None where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(job).where(job.c.id == number)).one_or_none()
        return None if row is None else _job(row)

    def recent(self, limit: int = 10) -> list[Job]:
        """The last jobs, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(job).order_by(job.c.id.desc()).limit(limit)).all()
        return list(map(_job, rows))

    def _run(self, number: int, work: Work) -> None:
        with self._beating(number), self._turn:
            try:
                outcome = self._try(number, work)
            except LibraryError as error:
                outcome = f"没有做成：{error}"
            except Exception:
                _log.exception("job %d", number)
                outcome = "没有做成：程序出现缺陷。请把时间告诉管理员，查看 huitoukan web 的记录。"
        self._write(number, outcome=outcome, ended_at=now())

    @contextmanager
    def _beating(self, number: int) -> Iterator[None]:
        """Writes again and again, while the context lasts, that the job is not lost."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(_BEAT_SECONDS):
                try:
                    self._write(number)
                except OperationalError:  # the file is busy or the disk full: the next may do
                    _log.warning("job %d", number, exc_info=True)

        beats = threading.Thread(target=beat, daemon=True)
        beats.start()
        try:
            yield
        finally:
            over.set()
            beats.join()

    def _try(self, number: int, work: Work) -> str:
        told = 0.0

        def tell(progress: Progress) -> None:
            nonlocal told
            if time.monotonic() - told >= _TELL_SECONDS:
                told = time.monotonic()
                self._write(number, done=progress.done, total=progress.total)

        for _ in range(_BUSY_TRIES):
            try:
                return work(tell)
            except LibraryBusy:
                time.sleep(_BUSY_SECONDS)
        return work(tell)

    def _write(self, number: int, **values: object) -> None:
        with self._database.writing() as connection:
            connection.execute(
                update(job).where(job.c.id == number).values(told_at=now(), **values)
            )


def _job(row: Row[tuple[object, ...]]) -> Job:
    silent = datetime.now(UTC) - datetime.fromisoformat(row.told_at) > _SILENT
    return Job(
        id=row.id,
        title=row.title,
        who=row.who,
        began_at=row.began_at,
        ended_at=row.ended_at,
        done=row.done,
        total=row.total,
        outcome=row.outcome,
        lost=row.ended_at is None and silent,
    )
