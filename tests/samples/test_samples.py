import json
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest

from ingest.model import Declared, ReportKind, Status
from samples.make_documents import MAKERS, NUMBERED, make_documents, source_of

SAMPLES = Path(__file__).parents[2] / "samples"
REPORTS = sorted((SAMPLES / "reports").iterdir())
GOLDS = sorted(path for path in (SAMPLES / "gold").glob("*.json") if path.name[0] != "_")
MADE = sorted(MAKERS)
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((SAMPLES / "gold" / f"{Path(name).stem}.json").read_bytes())
    return gold


def relations() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / "gold" / "_relations.json").read_bytes())
    return found


def bare(text: str) -> str:
    """The text without white space, its full-width digits and letters narrowed."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def plain_text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def document_text(path: Path) -> str:
    """The words of a made document, page heads and feet left out."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            body = ElementTree.fromstring(parts.read("word/document.xml"))
        return "".join(node.text or "" for node in body.iter(f"{WORD}t"))
    if path.suffix == ".pdf":
        lines = [
            line
            for page in pypdf.PdfReader(path).pages
            for line in page.extract_text().splitlines()
            if line != "栖云县党务公开" and not re.fullmatch(r"－ \d+ －", line.strip())
        ]
        return "".join(lines)
    text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
    return text.replace("&nbsp;", "").replace("&quot;", '"').replace("&amp;", "&")


def sample_text(name: str) -> str:
    return (
        document_text(path)
        if (path := SAMPLES / "reports" / name).suffix != ".txt"
        else (plain_text(path))
    )


def test_there_are_at_least_26_reports_and_each_has_gold() -> None:
    assert len(REPORTS) >= 26
    assert {path.stem for path in REPORTS} == {path.stem for path in GOLDS}


def test_encodings_other_than_utf8_are_among_the_texts() -> None:
    heads = [path.read_bytes() for path in REPORTS if path.suffix == ".txt"]
    utf16 = [data for data in heads if data.startswith(b"\xff\xfe")]
    not_utf8 = [data for data in heads if data.decode("utf-8", "replace").count("\ufffd")]
    assert (len(utf16), len(not_utf8) - len(utf16)) == (1, 2)


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.stem)
def test_gold_uses_the_words_of_the_model(path: Path) -> None:
    gold = gold_of(path.stem)
    ReportKind(gold["kind"])
    for finding in gold["findings"]:
        Status(finding["status"])
    assert set(gold["declared"]) == set(Declared.__struct_fields__)
    dates = [gold[key] for key in gold if key.endswith(("_on", "_start", "_end"))]
    dates += [finding["deadline"] for finding in gold["findings"]]
    assert [date for date in dates if date and not DATE.fullmatch(date)] == []


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.stem)
def test_every_title_stands_in_its_report_in_order(path: Path) -> None:
    gold = gold_of(path.stem)
    text = bare(sample_text(gold["source"]))
    place = 0
    for finding in gold["findings"]:
        place = text.find(bare(finding["title"]), place)
        assert place >= 0, finding["title"]


def test_relations_point_to_findings_that_exist() -> None:
    found = relations()
    ends = [link[end] for link in found["relapses"] for end in ("earlier", "later")]
    ends += [link[end] for link in found["repeated_without_claim"] for end in ("earlier", "later")]
    ends += [member for group in found["groups"] for member in group["members"]]
    ends += [pair[end] for pair in found["near_misses"] for end in ("a", "b")]
    ends += [[entry["source"], entry["n"] or 0] for entry in found["contradictions"]]
    known = {gold_of(path.stem)["source"]: gold_of(path.stem)["findings"] for path in GOLDS}
    assert [(source, n) for source, n in ends if not 0 <= n <= len(known[source])] == []


def test_a_relapse_follows_a_claim_of_completion_by_the_same_organisation() -> None:
    for link in relations()["relapses"]:
        (earlier, n), (later, _) = link["earlier"], link["later"]
        assert Status(gold_of(earlier)["findings"][n - 1]["status"]).claims_done
        assert gold_of(earlier)["region"][-1] == gold_of(later)["region"][-1]
        assert gold_of(earlier)["feedback_on"] < gold_of(later)["inspection_start"]


def test_groups_are_those_named_at_the_findings() -> None:
    named: dict[str, list[list[object]]] = {}
    for path in GOLDS:
        gold = gold_of(path.stem)
        for n, finding in enumerate(gold["findings"], 1):
            if finding["group"]:
                named.setdefault(finding["group"], []).append([gold["source"], n])
    groups = {group["label"]: group["members"] for group in relations()["groups"]}
    assert {label: sorted(members) for label, members in groups.items()} == {
        label: sorted(members) for label, members in named.items()
    }


def test_shared_passages_stand_in_both_reports() -> None:
    for pair in relations()["boilerplate"]:
        for passage in pair["passages"]:
            assert passage in sample_text(pair["a"])
            assert passage in sample_text(pair["b"])


def test_praise_stands_in_its_report() -> None:
    for praise in relations()["praise"]:
        assert praise["text"] in sample_text(praise["source"])


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_documents(folder)
    return folder


@pytest.mark.parametrize("name", MADE)
def test_making_a_document_again_gives_the_same_text(name: str, remade: Path) -> None:
    assert document_text(remade / name) == document_text(SAMPLES / "reports" / name)


@pytest.mark.parametrize("name", MADE)
def test_a_made_document_says_what_its_source_says(name: str) -> None:
    text = bare(document_text(SAMPLES / "reports" / name))
    numbered_by_word = name == "2024赤砚镇整改通报.docx"
    for line in source_of(name).read_text(encoding="utf-8").splitlines():
        words = NUMBERED.sub("", line) if numbered_by_word else line.replace("\t", "")
        assert bare(words) in text


def test_numbers_made_by_word_are_not_characters_of_the_text() -> None:
    text = document_text(SAMPLES / "reports" / "2024赤砚镇整改通报.docx")
    assert "（一）" not in text
