"""A report that was read, on its way into the catalog."""

from collections.abc import Iterator

from indexer.identity import report_id
from indexer.journal import Arrival
from indexer.payload import decode
from indexer.prepare import Prepared
from ingest.model import Record, Report


class NewReport(Record, frozen=True, kw_only=True):
    """`payload` is `report` as in `indexer.payload`, `text_digest` that of `ingest.text_digest`."""

    arrival: Arrival
    report: Report
    payload: bytes
    text: str
    text_digest: str | None = None

    def row(self) -> dict[str, object]:
        """What the table of reports holds of it; it is current once an arrival gives it a place."""
        record, arrival = self.report, self.arrival
        return {
            "id": report_id(arrival.sha256),
            "sha256": arrival.sha256,
            "name": arrival.name,
            "added_at": arrival.at,
            "title": record.title,
            "kind": record.kind.value,
            "orgs": "、".join(record.inspected_org),
            "region": "/".join(record.region),
            "inspecting_body": record.inspecting_body,
            "inspection_kind": record.inspection_kind,
            "round": record.round,
            "published_on": record.published_on,
            "current": False,
            "superseded_by": None,
            "text_sha256": self.text_digest,
            "text": self.text,
            "payload": self.payload,
        }

    def finding_rows(self) -> Iterator[dict[str, object]]:
        """What the table of findings holds of it."""
        owner = report_id(self.arrival.sha256)
        for each in self.report.findings:
            yield {
                "id": f"{owner}-{each.n}",
                "report_id": owner,
                "n": each.n,
                "title": each.title,
                "status": each.status.value,
                "type": each.type,
                "org": each.org,
                "deadline": each.deadline,
            }


def new_report(arrival: Arrival, read: Prepared) -> NewReport:
    """The report that a worker made of the bytes that arrived."""
    return NewReport(
        arrival=arrival,
        report=decode(read.report),
        payload=read.report,
        text=read.text,
        text_digest=read.text_digest,
    )
