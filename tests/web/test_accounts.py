"""Logging in: accounts, lockout, tokens, and the log of all that."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer.errors import LibraryError
from indexer.library import Library
from indexer.reindex import reindex
from tests.web.client import PASSWORD, TestClient, log_in, served, token_on
from web.accounts import Accounts
from web.audit import Action, AuditLog
from web.database import Database
from web.problem import TooMany
from web.session import Sessions
from web.settings import WebSettings
from web.tokens import Tokens
from web.viewer import Role

WRONG = "这不是密码这不是密码"
NEW = "一蓑烟雨任平生2025"


@pytest.fixture
def database(library: Library) -> Iterator[Database]:
    opened = Database(library.folder)
    yield opened
    opened.close()


@pytest.fixture
def accounts(database: Database) -> Accounts:
    made = Accounts(database)
    made.add("李文", PASSWORD, Role.ADMIN)
    made.add("周敏", PASSWORD, Role.JUDGE, ["云川县"])
    return made


@pytest.fixture
def browser(library: Library, accounts: Accounts) -> Iterator[TestClient]:
    with served(library) as opened:
        yield opened


def test_the_right_password_lets_in(browser: TestClient) -> None:
    assert log_in(browser, "周敏") == 303
    assert browser.get("/api/v1/me").json() == {
        "name": "周敏",
        "role": "研判",
        "regions": ["云川县"],
    }


@pytest.mark.parametrize(("name", "password"), [("周敏", WRONG), ("没有这个人", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    browser: TestClient, name: str, password: str
) -> None:
    assert log_in(browser, name, password) == 401


def test_an_account_is_closed_after_five_failures_even_to_the_right_password(
    browser: TestClient,
) -> None:
    assert [log_in(browser, "周敏", WRONG) for _ in range(5)] == [401] * 5
    assert log_in(browser, "周敏") == 429


def test_guesses_at_once_are_counted_like_guesses_one_by_one(
    database: Database, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions, tried = Sessions(database, WebSettings()), []

    def looked_at(kept: str | None, password: str) -> bool:
        tried.append(password)
        if len(tried) < 10:  # the next guess comes in while this one is looked at
            with suppress(TooMany):
                sessions.knows("周敏", f"{WRONG}{len(tried)}", "10.0.0.9")
        return False

    monkeypatch.setattr("web.passwords.fits", looked_at)
    assert sessions.knows("周敏", WRONG, "10.0.0.9") is None
    assert len(tried) == 5


def test_others_may_log_in_while_an_account_is_closed(browser: TestClient) -> None:
    for _ in range(5):
        log_in(browser, "周敏", WRONG)
    assert log_in(browser, "李文") == 303


def test_an_address_that_tries_many_names_is_closed(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.attempts._BY_ADDRESS", 3)
    for n in range(3):
        log_in(browser, f"第{n}人", WRONG)
    assert log_in(browser, "李文") == 429


def test_a_closed_account_opens_after_a_while(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        log_in(browser, "周敏", WRONG)
    monkeypatch.setattr("web.attempts._WINDOW", timedelta(seconds=-5))
    assert log_in(browser, "周敏") == 303


def test_a_new_password_opens_a_closed_account(browser: TestClient, accounts: Accounts) -> None:
    for _ in range(5):
        log_in(browser, "周敏", WRONG)
    accounts.reset("周敏", PASSWORD + "新")
    assert log_in(browser, "周敏", PASSWORD + "新") == 303


def test_a_disabled_account_is_out_at_once(browser: TestClient, accounts: Accounts) -> None:
    log_in(browser, "周敏")
    accounts.disable("周敏")
    assert browser.get("/api/v1/me").status_code == 401
    assert log_in(browser, "周敏") == 401


def test_a_new_password_ends_the_sessions(browser: TestClient, accounts: Accounts) -> None:
    log_in(browser, "周敏")
    accounts.reset("周敏", PASSWORD + "新")
    assert browser.get("/api/v1/me").status_code == 401


def test_a_session_ends_by_itself(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(browser, "周敏")
    later = datetime.now(UTC) + timedelta(hours=3)

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return later

    monkeypatch.setattr("web.session.datetime", Later)
    assert browser.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("password", ["短", "啊" * 20, "周敏周敏12345678"])
def test_a_poor_password_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(LibraryError, match="密码"):
        accounts.reset("周敏", password)


def test_a_name_is_taken_once(accounts: Accounts) -> None:
    with pytest.raises(LibraryError, match="已有名为“周敏”的账号"):
        accounts.add("周敏", PASSWORD, Role.READ)


def test_who_manages_everything_is_limited_to_no_region(accounts: Accounts) -> None:
    with pytest.raises(LibraryError, match="不能限定地区"):
        accounts.add("王静", PASSWORD, Role.ADMIN, ["云川县"])


def test_the_file_holds_no_password(library: Library, accounts: Accounts) -> None:
    held = b"".join(each.read_bytes() for each in library.folder.glob("web.sqlite*"))
    assert PASSWORD.encode() not in held
    assert b"$argon2id$" in held


def token(database: Database, name: str, role: Role, days: int = 1) -> dict[str, str]:
    made = Tokens(database).add(Accounts(database).get(name), role, "试", days)
    return {"authorization": f"Bearer {made}"}


def test_a_token_does_what_its_role_may(browser: TestClient, database: Database) -> None:
    sent = token(database, "周敏", Role.READ)
    assert browser.get("/api/v1/me", headers=sent).json()["role"] == "查阅"
    assert browser.post("/api/v1/decisions/undo", headers=sent).status_code == 403


def test_a_token_needs_no_token_of_a_form(browser: TestClient, database: Database) -> None:
    sent = token(database, "周敏", Role.JUDGE)
    assert browser.post("/api/v1/decisions/undo", headers=sent).status_code == 200


def test_a_token_does_no_more_than_its_account(accounts: Accounts, database: Database) -> None:
    with pytest.raises(LibraryError, match="令牌不能有“管理”权限"):
        token(database, "周敏", Role.ADMIN)


def test_a_revoked_token_is_refused(browser: TestClient, database: Database) -> None:
    sent = token(database, "周敏", Role.READ)
    Tokens(database).revoke(1)
    assert browser.get("/api/v1/me", headers=sent).status_code == 401


def test_an_expired_token_is_refused(browser: TestClient, database: Database) -> None:
    sent = token(database, "周敏", Role.READ, days=-1)
    assert browser.get("/api/v1/me", headers=sent).status_code == 401


def test_the_tokens_of_a_disabled_account_are_refused(
    browser: TestClient, database: Database, accounts: Accounts
) -> None:
    sent = token(database, "周敏", Role.READ)
    accounts.disable("周敏")
    assert browser.get("/api/v1/me", headers=sent).status_code == 401


def test_who_guesses_tokens_is_refused_for_a_while(
    browser: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.attempts._BY_ADDRESS", 2)
    sent = {"authorization": "Bearer htk_guess"}
    answers = [browser.get("/api/v1/me", headers=sent).status_code for _ in range(4)]
    assert answers == [401, 401, 429, 429]
    assert len(list(AuditLog(database).entries(action=Action.REFUSED))) == 2


def test_what_people_do_is_written_down(browser: TestClient, database: Database) -> None:
    log_in(browser, "周敏", WRONG)
    log_in(browser, "周敏")
    browser.get("/api/v1/search", params={"q": "公务接待"})
    browser.get("/api/v1/exports/search", params={"q": "公务接待"})
    entries = list(AuditLog(database).entries())
    assert [(each.action, each.who) for each in entries] == [
        (Action.EXPORT, "周敏"),
        (Action.SEARCH, "周敏"),
        (Action.LOGIN, "周敏"),
        (Action.LOGIN_FAILED, "周敏"),
    ]
    assert entries[1].subject == "公务接待"
    assert entries[1].address == "10.0.0.9"


@pytest.mark.parametrize("change", ["DELETE FROM audit", "UPDATE audit SET who = '别人'"])
def test_the_log_cannot_be_changed(library: Library, database: Database, change: str) -> None:
    AuditLog(database).add(Action.SEARCH, "周敏", "", "公务接待")
    raw = sqlite3.connect(library.folder / "web.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        raw.execute(change)
    raw.close()


def test_the_log_forgets_what_is_older_than_it_is_to_be_kept(
    library: Library, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = AuditLog(database)
    monkeypatch.setattr("web.audit.now", lambda: "2020-01-01T00:00:00+00:00")
    log.add(Action.SEARCH, "周敏", "", "很久以前")
    monkeypatch.undo()
    log.add(Action.SEARCH, "周敏", "", "刚才")
    assert log.forget(365) == 1
    assert [each.subject for each in log.entries()] == ["刚才"]


def test_accounts_survive_a_rebuild(library: Library, accounts: Accounts) -> None:
    reindex(library)
    assert [each.name for each in accounts.all()] == ["周敏", "李文"]


def test_nobody_else_on_the_machine_reads_the_file(library: Library, accounts: Accounts) -> None:
    assert Path(library.folder / "web.sqlite").stat().st_mode & 0o077 == 0


def change(browser: TestClient, old: str, new: str, again: str | None = None) -> int:
    """Fills in the form for another password; the status of the answer."""
    form = {"csrf": token_on(browser.get("/account").text), "old": old, "new": new}
    form["again"] = new if again is None else again
    answer = browser.post("/account/password", data=form, follow_redirects=False)
    return int(answer.status_code)


def test_one_changes_ones_own_password_and_stays_logged_in(browser: TestClient) -> None:
    log_in(browser, "周敏")
    assert change(browser, PASSWORD, NEW) == 303
    assert browser.get("/account").status_code == 200
    browser.post("/logout", data={"csrf": token_on(browser.get("/account").text)})
    assert log_in(browser, "周敏") == 401
    assert log_in(browser, "周敏", NEW) == 303


def test_elsewhere_one_is_logged_out_by_a_new_password(
    browser: TestClient, library: Library
) -> None:
    log_in(browser, "周敏")
    with served(library) as other:
        log_in(other, "周敏")
        change(browser, PASSWORD, NEW)
        assert other.get("/account", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [(WRONG, "新的密码新的密码2025", None), (PASSWORD, "短", None), (PASSWORD, WRONG, PASSWORD)],
)
def test_a_password_stays_where_the_form_is_wrong(
    browser: TestClient, old: str, new: str, again: str | None
) -> None:
    log_in(browser, "周敏")
    assert change(browser, old, new, again) == 409
    assert log_in(browser, "周敏") == 303


def test_who_guesses_the_old_password_is_stopped(browser: TestClient) -> None:
    log_in(browser, "周敏")
    assert [change(browser, WRONG, NEW) for _ in range(6)] == [409] * 5 + [429]


def test_a_token_changes_no_password(
    browser: TestClient, accounts: Accounts, database: Database
) -> None:
    token = Tokens(database).add(accounts.get("周敏"), Role.JUDGE, "", 1)
    form = {"old": PASSWORD, "new": NEW, "again": NEW}
    answer = browser.post(
        "/account/password", data=form, headers={"authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 403
    assert log_in(browser, "周敏") == 303


def test_who_manages_the_page_sets_the_password_of_another(browser: TestClient) -> None:
    log_in(browser, "李文")
    csrf = token_on(browser.get("/accounts").text)
    browser.post(
        "/accounts/password", data={"csrf": csrf, "name": "周敏", "new": NEW, "again": NEW}
    )
    assert log_in(browser, "周敏", NEW) == 303


def test_new_passwords_are_in_the_log_and_not_their_words(
    browser: TestClient, database: Database
) -> None:
    log_in(browser, "周敏")
    change(browser, PASSWORD, NEW)
    log_in(browser, "李文")
    csrf = token_on(browser.get("/accounts").text)
    browser.post(
        "/accounts/password", data={"csrf": csrf, "name": "周敏", "new": NEW, "again": NEW}
    )
    told = [(each.who, each.subject) for each in AuditLog(database).entries(action=Action.ACCOUNT)]
    assert told == [("李文", "重设密码 周敏"), ("周敏", "换了自己的密码")]
