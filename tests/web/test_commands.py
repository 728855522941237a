"""`huitoukan web`, `users` and `audit`, as a person types them."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from huitoukan.main import main
from indexer.library import Library
from tests.interrupts import heeding_interrupts
from tests.web.client import PASSWORD

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the program on a library that is still empty."""

    def invoke(*words: str, typed: str | None = None) -> Result:
        command = [*words, "--data", str(tmp_path / "data")]
        return CliRunner().invoke(main, command, input=typed, prog_name="huitoukan")

    return invoke


def test_an_account_that_was_added_is_listed(run: Run) -> None:
    run("users", "add", "周敏", "--role", "研判", "--region", "云川县", typed=f"{PASSWORD}\n")
    assert run("users", "list").stdout == "周敏  研判  云川县\n"


def test_what_to_do_next_can_be_typed_for_this_library(run: Run, tmp_path: Path) -> None:
    assert f"--data {tmp_path / 'data'} users add" in run("users", "list").stdout


def test_a_poor_password_is_refused_with_a_reason(run: Run) -> None:
    result = run("users", "add", "周敏", typed="123\n")
    assert result.exit_code == 1
    assert "密码要有 10 到 200 个字符" in result.stderr


def test_a_disabled_account_is_listed_as_such_until_it_is_reset(run: Run) -> None:
    run("users", "add", "周敏", typed=f"{PASSWORD}\n")
    run("users", "disable", "周敏")
    assert "已停用" in run("users", "list").stdout
    run("users", "reset", "周敏", typed=f"{PASSWORD}\n")
    assert "已停用" not in run("users", "list").stdout


def test_the_last_account_that_manages_is_not_disabled(run: Run) -> None:
    for name in ("陈启", "李文"):
        run("users", "add", name, "--role", "管理", typed=f"{PASSWORD}\n")
    assert run("users", "disable", "李文").exit_code == 0
    result = run("users", "disable", "陈启")
    assert result.exit_code == 1
    assert "“陈启”是最后一个能用的管理账号" in result.stderr
    assert run("users", "list").stdout.count("已停用") == 1


def test_an_unknown_account_is_an_error(run: Run) -> None:
    result = run("users", "disable", "没有这个人")
    assert result.exit_code == 1
    assert "没有名为“没有这个人”的账号" in result.stderr


def test_a_token_is_shown_once(run: Run) -> None:
    run("users", "add", "周敏", typed=f"{PASSWORD}\n")
    made = run("users", "token", "周敏", "--note", "每周统计").stdout.strip()
    listed = run("users", "list").stdout
    assert made.startswith("htk_")
    assert made not in listed
    assert "令牌 1  周敏  查阅" in listed
    run("users", "revoke", "1")
    assert "已作废" in run("users", "list").stdout


def test_the_log_says_who_was_given_an_account(run: Run) -> None:
    run("users", "add", "周敏", typed=f"{PASSWORD}\n")
    (entry,) = json.loads(run("audit", "--json").stdout)
    assert (entry["action"], entry["subject"]) == ("账号", "添加 周敏（查阅）")


def test_the_log_is_narrowed_as_asked(run: Run) -> None:
    run("users", "add", "周敏", typed=f"{PASSWORD}\n")
    assert run("audit", "--action", "登录").stdout == "没有记录。\n"
    assert run("audit", "--since", "2099-01-01").stdout == "没有记录。\n"
    assert "添加 周敏" in run("audit", "--limit", "1").stdout


def test_others_are_not_served_without_accounts(run: Run) -> None:
    result = run("web", "--host", "0.0.0.0")
    assert result.exit_code == 1
    assert "users add 姓名" in result.stderr


def test_an_empty_library_is_told_with_its_path(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.serve.serve", lambda library, serving, ready: ready())
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    result = run("web", "--port", port)
    assert result.exit_code == 0
    assert f"{tmp_path / 'data'} 是空的库（刚新建的，还没有导入过报告）" in result.stderr
    assert "已打开" in result.stdout


def test_a_port_in_use_is_told(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        result = run("web", "--port", str(other.getsockname()[1]))
    assert result.exit_code == 1
    assert "已被占用" in result.stderr


def test_a_prefix_that_is_no_path_is_refused(run: Run) -> None:
    assert run("web", "--prefix", "a b").exit_code == 2


def test_a_wrong_setting_is_told_by_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "web.toml").write_text("audit_days = 0\n", encoding="utf-8")
    result = run("web")
    assert result.exit_code == 1
    assert "web.toml" in result.stderr


def serving(folder: Path) -> tuple["subprocess.Popen[str]", str]:
    """The program serving the library, and its address, once it says that it does."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    program = subprocess.Popen(
        [sys.executable, "-m", "huitoukan", "--data", str(folder), "web", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeding_interrupts,
    )
    late = threading.Timer(60, program.kill)
    late.start()
    assert program.stdout is not None
    told = program.stdout.readline()
    late.cancel()
    found = re.search(r"http://\S+", told)
    assert found, (told, program.stderr.read() if program.stderr else "")
    return program, found[0]


def patiently(address: str) -> str:
    """The page, once there is one: worker processes begin after the program says that it serves."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address) as page:
                return str(page.read().decode())
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def ended(program: "subprocess.Popen[str]") -> tuple[int, str]:
    _, said = program.communicate(timeout=30)
    return program.returncode, said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 SIGINT 可发")
@pytest.mark.parametrize("workers", [1, 2])
def test_the_page_is_served_until_ctrl_c(library: Library, workers: int) -> None:
    (library.folder / "web.toml").write_text(f"workers = {workers}\n", encoding="utf-8")
    program, address = serving(library.folder)
    shown = patiently(f"{address}search?q=%E5%85%AC%E5%8A%A1")
    program.send_signal(signal.SIGINT)
    code, said = ended(program)
    assert "公务接待不规范" in re.sub(r"<[^>]+>", "", shown)
    assert (code, said) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 SIGTERM 可发")
def test_a_request_under_way_ends_before_the_program_does(library: Library) -> None:
    program, address = serving(library.folder)
    answers = []

    def ask() -> None:
        with urllib.request.urlopen(f"{address}api/v1/exports/recurrences") as answer:
            answers.append(answer.read()[:2])

    asking = threading.Thread(target=ask)
    asking.start()
    threading.Event().wait(0.3)
    program.send_signal(signal.SIGTERM)
    asking.join()
    _, said = ended(program)
    assert (answers, said) == ([b"PK"], "")
