"""A small index that tests of search only read."""

import pytest

from indexer.engine import Engine
from indexer.engines.tantivy import TantivyEngine
from ingest.model import Measure, Sanction
from ingest.taxonomy import standard
from search.synonyms import Synonyms
from tests.indexer.indexed import add, finding, report

STEP = (Measure(n=1, text="清退超标费用", span=(0, 1)),)
WARNED = (Sanction(kind="诫勉谈话", people=1, span=(0, 1)),)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Two towns: 公务接待 in both, twice in the first; other problems beside it."""
    made = TantivyEngine(tmp_path_factory.mktemp("towns") / "index")
    first = [
        finding("公务接待不规范", "公务接待不规范。清退超标费用。", 1, type="公务接待"),
        finding("公务接待审批不严", "公务接待审批不严。已整改。", 2, type="公务接待"),
        finding("村务公开不及时", "村务公开不及时。已整改。", 3, type="政务公开"),
    ]
    second = [
        finding(
            "公务接待超标准",
            "公务接待超标准。清退超标费用。",
            1,
            type="公务接待",
            measures=STEP,
            sanctions=WARNED,
        ),
        finding("公务接待超预算", "公务接待超预算。", 2, type="公务接待"),
    ]
    add(
        made,
        {
            "aaaa": report(first, inspected_org=("大岭镇",), published_on="2024-09-25"),
            "bbbb": report(second, inspected_org=("梅溪乡",), published_on="2022-05-01"),
        },
    )
    return made


@pytest.fixture(scope="session")
def synonyms() -> Synonyms:
    """Those of the standard taxonomy, and its types."""
    return Synonyms.of_taxonomy(standard())
