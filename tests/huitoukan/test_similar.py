"""`huitoukan similar`."""

import json
from pathlib import Path

from tests.huitoukan.conftest import Run


def _id(run: Run, data: Path, query: str) -> str:
    found = json.loads(run("search", query, "--json", "--data", data).stdout)
    return str(found["hits"][0]["card"]["id"])


def test_a_description_finds_its_like(run: Run, data: Path) -> None:
    result = run("similar", "村里账目混乱、财务管理不严", "--data", data)
    assert "1. 村级「财务管理混乱」" in result.stdout


def test_a_finding_is_not_among_its_like(run: Run, data: Path) -> None:
    id = _id(run, data, "公务接待")
    assert id not in run("similar", id, "--data", data).stdout


def test_an_unknown_id_is_an_error_in_one_sentence(run: Run, data: Path) -> None:
    result = run("similar", "ffffffffffff-1", "--data", data)
    assert (result.exit_code, "ffffffffffff-1" in result.stderr) == (1, True)


def test_the_like_can_be_written_as_a_file(run: Run, data: Path, tmp_path: Path) -> None:
    result = run("similar", "财务管理", "-o", tmp_path / "a.csv", "--data", data)
    assert (result.exit_code, (tmp_path / "a.csv").exists()) == (0, True)


def test_what_others_did_about_it_is_asked_by_its_id(run: Run, data: Path) -> None:
    id = _id(run, data, "公务接待")
    assert "同类问题" in run("similar", id, "--elsewhere", "--data", data).stdout


def test_the_mask_hides_names_in_what_others_did(run: Run, tmp_path: Path) -> None:
    for town in ("枫林镇", "梅溪乡"):
        (tmp_path / f"{town}.txt").write_text(
            f"中共{town}委员会关于巡察整改情况的通报\n（一）作风方面\n"
            "1.关于“公务接待不规范”的问题。一是对镇长李大山诫勉谈话。已完成整改。\n"
            f"中共{town}委员会\n2024年12月2日\n",
            encoding="utf-8",
        )
    library = tmp_path / "data"
    run("ingest", tmp_path, "--data", library)
    shown = run("similar", _id(run, library, "接待"), "--elsewhere", "--mask", "--data", library)
    assert ("诫勉谈话" in shown.stdout, "李大山" in shown.stdout) == (True, False)


def test_what_others_did_is_not_written_as_a_file(run: Run, data: Path, tmp_path: Path) -> None:
    id = _id(run, data, "公务接待")
    result = run("similar", id, "--elsewhere", "-o", tmp_path / "a.csv", "--data", data)
    assert (result.exit_code, "不能和" in result.stderr) == (2, True)
