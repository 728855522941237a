"""Gold: reports as a person read them, one JSON beside each text."""

from pathlib import Path

import msgspec


class GoldFinding(msgspec.Struct):
    """One finding as a person read it; measures by their first characters."""

    title: str
    number: str | None = None
    heading: str | None = None
    status: str = "未说明"
    status_text: str | None = None
    measures: list[str] | int = []
    amounts_yuan: list[float] = []
    responsible: str | None = None
    responsible_unit: str | None = None
    deadline: str | None = None
    org: str | None = None
    type: str | None = None


class Gold(msgspec.Struct):
    """One report as a person read it."""

    kind: str
    title: str | None = None
    issuing_org: str | None = None
    inspected_org: str | list[str] | None = None
    region: list[str] = []
    inspecting_body: str | None = None
    inspection_kind: str | None = None
    round: str | None = None
    inspection_start: str | None = None
    inspection_end: str | None = None
    feedback_on: str | None = None
    published_on: str | None = None
    declared: dict[str, float | None] = {}
    findings: list[GoldFinding] = []
    inconsistencies: list[str] | None = None


def golden(folder: Path) -> list[Path]:
    """The gold records of a folder; names that begin with _ hold other things."""
    return [path for path in sorted(folder.glob("*.json")) if not path.name.startswith("_")]


def gold_of(path: Path) -> Gold:
    """The gold record in the file; raises `msgspec.ValidationError` where it is none."""
    return msgspec.json.decode(path.read_bytes(), type=Gold)


def report_of(gold_path: Path) -> Path:
    """The report beside the gold, or in ../reports; raises `FileNotFoundError` where none is."""
    for folder in (gold_path.parent, gold_path.parent.parent / "reports"):
        for path in sorted(folder.glob(gold_path.stem + ".*")):
            if path.suffix != ".json":
                return path
    raise FileNotFoundError(f"no report for {gold_path}")
