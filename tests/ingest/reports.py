"""Reports for the tests: tiny texts made on the spot, the corpus, and the seeds where present."""

from pathlib import Path

import pytest

from ingest.folding import fold
from ingest.model import Document, Finding, Report
from ingest.node import Node
from ingest.outline import outline
from ingest.parse import parse

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
HELD_OUT = ROOT / "tests" / "held_out"
SEEDS = ROOT.parent / "shared" / "seeds"

HEAD = (
    "中共云溪镇委员会关于巡察整改情况的通报\n"
    "2023年3月1日至4月20日，县委第二巡察组对云溪镇党委开展了常规巡察，"
    "并于2023年5月6日向云溪镇党委反馈了意见。现将整改情况予以公布。\n"
)
FOOT = "\n中共云溪镇委员会\n2023年12月8日\n"


def parsed(text: str) -> Report:
    """The report in `text`."""
    return parse(Document(text=text))


def report_on(*findings: str, overview: str = "") -> Report:
    """A notice with these findings, each a text behind its number."""
    body = "".join(f"{n}.{text}\n" for n, text in enumerate(findings, 1))
    return parsed(f"{HEAD}{overview}\n二、巡察反馈问题整改情况\n{body}{FOOT}")


def finding(text: str) -> Finding:
    """The one finding of a notice."""
    (only,) = report_on(text).findings
    return only


def tree(text: str) -> Node:
    """The outline of `text`."""
    return outline(fold(text))


def seeds() -> list[Path]:
    """The five real reports; skips the test where they are not at hand."""
    if not SEEDS.is_dir():
        pytest.skip("没有真实报告（../shared/seeds），跳过")
    return sorted(SEEDS.glob("*.txt"))
