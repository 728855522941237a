"""Every field and every check is documented, and nothing else."""

import re
from collections.abc import Iterator

import msgspec
import pytest

from ingest import model
from tests.ingest.reports import ROOT

_DOCUMENT = (ROOT / "docs" / "extraction.md").read_text("utf-8")
_RECORDS = (model.Report, model.Finding, model.Declared, model.Sanction, model.EarlierInspection)


def _fields() -> Iterator[str]:
    for record in _RECORDS:
        yield from (field.name for field in msgspec.structs.fields(record))


def _codes() -> set[str]:
    sources = (ROOT / "ingest" / "checks").glob("*.py")
    text = "".join(path.read_text("utf-8") for path in sources)
    return set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', text))


@pytest.mark.parametrize("name", sorted(set(_fields())))
def test_every_field_is_documented(name: str) -> None:
    assert f"`{name}`" in _DOCUMENT


def test_every_check_is_documented() -> None:
    documented = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", _DOCUMENT))
    assert documented == _codes()
