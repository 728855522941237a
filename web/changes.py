"""What a viewer can change: decisions, the ledger, and what comes into the library."""

import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import BinaryIO

from indexer.edits import Edit, Field
from indexer.errors import LibraryError
from indexer.identity import report_of
from indexer.linking.decisions import Decision, Verdict
from indexer.originals import sha256
from indexer.outcome import IngestSummary, OnProgress
from indexer.seen import Seen
from indexer.sources.register import source
from ingest.unreadable import Unreadable
from search.amended import Amended, edit
from search.links import link_added
from search.review import decide, pairs_of_group, undo
from web.audit import Action, AuditLog
from web.jobs import Jobs
from web.lookup import NotFound
from web.reading import Reading
from web.viewer import Viewer

_LONGEST_NAME, _LONGEST_NOTE = 200, 500
_MOST_FILES = 1_000
_FINDING = re.compile(r"[0-9a-f]{12}-\d+")


class Changes:
    """What one viewer changes; every change is written down under the viewer's name."""

    def __init__(
        self, reading: Reading, viewer: Viewer, audit: AuditLog, jobs: Jobs, address: str
    ) -> None:
        self._reading, self._viewer = reading, viewer
        self._audit, self._jobs, self._address = audit, jobs, address

    def decide(
        self, pairs: Sequence[tuple[str, str]], verdict: Verdict, note: str = ""
    ) -> list[str]:
        """Records a verdict on pairs of findings; returns a sentence for each contradiction that
        stands then. Raises `LibraryError` for unknown findings."""
        for pair in pairs:
            for finding in pair:
                self._reading.finding(finding)
        # Entries of one moment are one act, and are taken back together.
        name, at = self._viewer.name, datetime.now(UTC).isoformat(timespec="microseconds")
        entries = [
            Decision(a=a, b=b, verdict=verdict, user=name, at=at, note=note[:_LONGEST_NOTE])
            for a, b in pairs
        ]
        conflicts = decide(self._reading.library, entries)
        told = "；".join(f"{a} {b}" for a, b in pairs[:5])
        self._log(Action.DECIDE, f"{verdict.value} {len(pairs)} 对：{told}")
        return [each for each in conflicts if self._may_know(each)]

    def decide_group(self, group: str, verdict: Verdict, note: str = "") -> tuple[int, list[str]]:
        """Records a verdict on a whole group; on how many pairs, and the contradictions as `decide`
        says them. Raises `NotFound` for an unknown group."""
        known = {each.id: each for each in self._reading.found().groups}
        if group not in known:
            raise NotFound("没有这一组；研判之后组会变化，请刷新页面再看。")
        seen = {each.finding for each in known[group].members}
        pairs = [
            pair
            for pair in pairs_of_group(self._reading.library, group, verdict)
            if seen.issuperset(pair)
        ]
        return len(pairs), self.decide(pairs, verdict, note)

    def undo(self) -> list[Decision]:
        """Takes back what this viewer decided last, all that was decided with it at once; returns
        it, empty where there is nothing."""
        act = undo(self._reading.library, self._viewer.name, _now())
        if act:
            told = "；".join(f"{each.a} {each.b}" for each in act[:5])
            self._log(Action.DECIDE, f"撤回 {len(act)} 对：{told}")
        return act

    def edit(
        self, finding: str, values: Mapping[Field, str | None], seen: Amended | None = None
    ) -> None:
        """Writes all of it into the ledger's row of a finding, or nothing; None for what its
        reports say, again.

        Raises `LibraryError` for an unknown finding or a value that makes no sense, and `Overtaken`
        where something else stands in the row than was `seen`.
        """
        self._reading.finding(finding)
        name, at = self._viewer.name, _now()
        entries = [
            Edit(finding=finding, field=field, value=value, user=name, at=at)
            for field, value in values.items()
        ]
        edit(self._reading.library, *entries, seen=seen)
        for field, value in values.items():
            self._log(Action.EDIT, f"{finding} {field.value}：{value or '恢复'}")

    def upload(self, files: Sequence[tuple[str, BinaryIO]]) -> int:
        """Takes files in, beside the requests; returns the job's number.

        A file's name does not replace another's: two of one name and unlike content are two
        reports. Raises `LibraryError` where there are none, or too many.
        """
        if not 0 < len(files) <= _MOST_FILES:
            raise LibraryError(f"请选择 1 到 {_MOST_FILES} 个文件。")
        # Reading files takes long to import, and a page that opens needs none of it; so below.
        from indexer.build import ingest_seen

        # Files of a request are closed with it.
        folder = tempfile.TemporaryDirectory(prefix="huitoukan-")
        kept = []
        for number, (name, file) in enumerate(files):
            path = Path(folder.name) / str(number)
            with path.open("wb") as copy:
                while piece := file.read(1 << 20):
                    copy.write(piece)
            kept.append((_plain(name), path))
        library = self._reading.library
        largest = library.settings.limits.file_bytes

        def work(tell: OnProgress) -> str:
            documents = (_seen(name, path, largest) for name, path in kept)
            told = _outcome(ingest_seen(library, documents, len(kept), tell))
            link_added(library)
            folder.cleanup()
            return told

        names = "、".join(name for name, _ in kept[:5])
        self._log(Action.UPLOAD, f"{len(kept)} 个文件：{names}")
        return self._jobs.start("上传", self._viewer.name, len(kept), work)

    def run_source(self, name: str) -> int:
        """Looks at a source for what is new; returns the job's number. Raises `LibraryError` for an
        unknown source."""
        from indexer.sources.run import run

        library = self._reading.library
        known = source(library.folder, name)

        def work(tell: OnProgress) -> str:
            done = run(library, known)
            if library.exists:
                link_added(library)
            if done.error:
                return f"“{name}”没有成功：{done.error}"
            return f"“{name}”：看到 {done.seen}，新增 {done.new}，更新 {done.updated}。"

        self._log(Action.UPLOAD, f"来源 {name}")
        return self._jobs.start(f"来源“{name}”", self._viewer.name, 0, work)

    def retry(self, ids: Sequence[str] = ()) -> int:
        """Tries files in quarantine again, or all of them; returns the job's number."""
        from indexer.quarantine import retry

        library = self._reading.library
        library.require()

        def work(tell: OnProgress) -> str:
            told = _outcome(retry(library, ids, progress=tell))
            link_added(library)
            return told

        self._log(Action.RETRY, "、".join(ids) or "全部")
        return self._jobs.start("重试隔离区", self._viewer.name, len(ids), work)

    def drop(self, ids: Sequence[str]) -> int:
        """Puts files in quarantine out of sight; returns how many. Raises `LibraryError`."""
        from indexer.quarantine import drop

        dropped = drop(self._reading.library, ids)
        self._log(Action.RETRY, f"放弃：{'、'.join(ids)}")
        return dropped

    def _may_know(self, sentence: str) -> bool:
        """Whether a sentence names only findings that this viewer may see."""
        if self._reading.scope.everything:
            return True
        inside = {each.report for each in self._reading.found().sources}
        return {report_of(each) for each in _FINDING.findall(sentence)} <= inside

    def _log(self, action: Action, subject: str) -> None:
        self._audit.add(action, self._viewer.name, self._address, subject)


def _seen(name: str, path: Path, largest: int) -> Seen:
    at = _now()
    size = path.stat().st_size
    if size > largest:
        reason = f"文件太大：{size / 1e6:.0f} MB，超过上限 {largest / 1e6:.0f} MB。请拆分后再上传。"
        return Seen(path=f"上传/{name}", name=name, named=True, at=at, problem=Unreadable(reason))
    data = path.read_bytes()
    digest = sha256(data)
    place = f"上传/{digest[:12]}/{name}"
    return Seen(path=place, name=name, named=True, at=at, sha256=digest, data=data)


def _plain(name: str) -> str:
    """The name of an uploaded file without folders and without what no name should hold."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(each for each in last if each.isprintable()).strip(". ")
    return plain[-_LONGEST_NAME:] or "未命名"


def _outcome(summary: IngestSummary) -> str:
    told = (
        f"新增 {summary.new}，更新 {summary.updated}，未变 {summary.unchanged}，"
        f"读不了 {len(summary.quarantined)}；问题 {summary.findings} 个。"
    )
    return told + _reasons(summary)


def _reasons(summary: IngestSummary) -> str:
    return "".join(f"“{each.name}”：{each.reason}" for each in summary.quarantined[:5])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
