"""The answer's shape."""

import json

from indexer.linking.linker import Linked
from indexer.linking.recurrences import as_json
from tests.indexer.linking.small import problem


def test_the_json_names_findings_by_file_and_number() -> None:
    linked = Linked(
        [
            problem("公务接待不规范", id_="one"),
            problem("违规公务接待", when="2022-07-01", id_="two"),
        ]
    )
    found = json.loads(as_json(linked.recurrences()))
    assert set(found) == {"groups", "relapses", "boilerplate"}
    (group,) = found["groups"]
    assert group["members"][0] == {
        "finding": "one-1",
        "source": "one.txt",
        "n": 1,
        "org": "河滩镇党委",
        "title": "公务接待不规范",
        "date": "2020-05-01",
        "status": "完成",
    }
    assert set(group["links"][0]) == {"a", "b", "score", "decision", "reasons"}
    assert found["relapses"][0]["months"] == 26
