"""`huitoukan recurrences`."""

import json
from pathlib import Path

from tests.huitoukan.conftest import Run
from tests.huitoukan.county import county

__all__ = ["county"]


def test_a_relapse_comes_first_with_both_sources(run: Run, county: Path) -> None:
    said = run("recurrences", "--data", county).stdout
    assert said.index("反弹（称已整改") < said.index("共性问题\n") < said.index("雷同段落")
    assert "柳河2020.txt 第 1 个问题" in said
    assert "相隔 36 个月" in said


def test_the_json_has_the_documented_shape(run: Run, county: Path) -> None:
    answer = json.loads(run("recurrences", "--json", "--data", county).stdout)
    (group,), (relapse,), (pair,) = answer["groups"], answer["relapses"], answer["boilerplate"]
    assert {"id", "label", "type", "kinds", "members", "links"} <= group.keys()
    assert group["members"][0].keys() == {
        "finding",
        "source",
        "n",
        "org",
        "title",
        "date",
        "status",
    }
    assert group["links"][0].keys() == {"a", "b", "score", "decision", "reasons"}
    assert (relapse["earlier"]["source"], relapse["months"]) == ("柳河2020.txt", 36)
    assert pair["passages"][0].keys() == {"a_span", "b_span", "text", "b_text"}


def test_a_kind_can_be_named_in_chinese(run: Run, county: Path) -> None:
    said = run("recurrences", "--kind", "共性", "--data", county).stdout
    assert "3 个被巡察单位中 3 个（100%）" in said
    assert "反弹（称已整改" not in said


def test_of_one_kind_only_that_kind_is_listed(run: Run, county: Path) -> None:
    said = run("recurrences", "--kind", "屡查屡犯", "--data", county).stdout
    assert said.startswith("屡查屡犯 1 类。")
    assert "共性问题" not in said


def test_what_others_did_is_told_with_what_became_of_it(run: Run, county: Path) -> None:
    said = run("recurrences", "--kind", "同类同改", "--data", county).stdout
    assert "桂岭镇党委：公务接待超标准（称已改，后来没有再查）" in said
    assert "柳河镇党委：公务接待不规范（改后又出现）" in said


def test_a_library_where_nothing_recurs_says_so(run: Run, data: Path) -> None:
    assert "没有发现反复" in run("recurrences", "--kind", "反弹", "--data", data).stdout


def test_a_wrong_year_is_explained(run: Run, county: Path) -> None:
    result = run("recurrences", "--year", "去年", "--data", county)
    assert (result.exit_code, "2021..2024" in result.stderr) == (2, True)


def test_without_a_library_the_way_to_one_is_shown(run: Run, tmp_path: Path) -> None:
    result = run("recurrences", "--data", tmp_path)
    assert (result.exit_code, f"huitoukan --data {tmp_path} ingest" in result.stderr) == (1, True)
