"""What a request must bring, and what every answer carries."""

import re
from collections.abc import Iterator

import pytest

from indexer.errors import LibraryError
from indexer.library import Library
from tests.web.client import SERVED, TestClient, account, local, log_in, served, token_on
from web.app import create_app
from web.settings import Serving
from web.viewer import Role


@pytest.fixture
def here(library: Library) -> Iterator[TestClient]:
    with local(library) as browser:
        yield browser


def test_this_machine_needs_no_login(here: TestClient) -> None:
    assert here.get("/api/v1/me").json() == {"name": "本机", "role": "管理", "regions": []}


def test_others_are_not_served_without_accounts(library: Library) -> None:
    with pytest.raises(LibraryError, match="huitoukan users add"):
        create_app(library, SERVED)


def test_a_proxy_in_front_needs_accounts(library: Library) -> None:
    with pytest.raises(LibraryError, match="账号"):
        create_app(library, Serving(prefix="/huitoukan"))


@pytest.mark.parametrize("host", ["attacker.example", "127.0.0.1.attacker.example", "10.0.0.5"])
def test_another_name_for_this_machine_is_refused(here: TestClient, host: str) -> None:
    answer = here.get("/api/v1/me", headers={"host": host})
    assert answer.status_code == 400


@pytest.mark.parametrize("host", ["localhost:8710", "127.0.0.1", "[::1]:8710"])
def test_this_machines_own_names_are_served(here: TestClient, host: str) -> None:
    assert here.get("/api/v1/me", headers={"host": host}).status_code == 200


def test_what_a_proxy_passes_on_to_an_open_page_is_refused(here: TestClient) -> None:
    answer = here.get("/api/v1/me", headers={"x-forwarded-for": "10.1.1.1"})
    assert answer.status_code == 403
    assert "--login" in answer.text


@pytest.mark.parametrize("path", ["/", "/search?q=公务", "/no-such-page", "/api/v1/me"])
def test_every_answer_forbids_foreign_scripts(here: TestClient, path: str) -> None:
    policy = here.get(path).headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy


def test_a_bug_is_told_without_its_details(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.lookup.find", lambda *given, **more: 1 / 0)
    app = create_app(library)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as browser:
        answer = browser.get("/search?q=公务")
    assert answer.status_code == 500
    assert "程序出现缺陷" in answer.text
    assert "ZeroDivision" not in answer.text
    assert "content-security-policy" in answer.headers


def test_pages_are_kept_by_no_browser(here: TestClient) -> None:
    assert here.get("/").headers["cache-control"] == "no-store"


def test_our_own_files_are_kept_by_browsers(here: TestClient) -> None:
    (address,) = re.findall(r'href="(/static/app\.css\?[^"]+)"', here.get("/").text)
    assert "immutable" in here.get(address).headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"]
)
def test_no_file_beside_the_static_ones_is_served(here: TestClient, path: str) -> None:
    assert here.get(path).status_code == 404


def undo(browser: TestClient, **headers: str) -> int:
    return int(browser.post("/api/v1/decisions/undo", headers=headers).status_code)


def test_a_change_without_the_token_is_refused(here: TestClient) -> None:
    here.get("/")
    assert undo(here) == 403


def test_a_change_with_anothers_token_is_refused(here: TestClient, library: Library) -> None:
    here.get("/review")
    with local(library) as other:
        token = token_on(other.get("/sources").text)
    assert undo(here, **{"x-csrf-token": token}) == 403


def test_a_change_with_the_pages_token_is_made(here: TestClient) -> None:
    token = token_on(here.get("/sources").text)
    assert undo(here, **{"x-csrf-token": token}) == 200


def test_a_change_that_another_site_sends_is_refused(here: TestClient) -> None:
    token = token_on(here.get("/sources").text)
    assert undo(here, **{"x-csrf-token": token, "sec-fetch-site": "cross-site"}) == 403


def test_the_token_alone_without_the_cookie_is_refused(here: TestClient) -> None:
    token = token_on(here.get("/sources").text)
    here.cookies.clear()
    assert undo(here, **{"x-csrf-token": token}) == 403


def test_a_large_request_is_not_read(here: TestClient) -> None:
    answer = here.post("/api/v1/decisions", content=b"x" * 2_000_000)
    assert answer.status_code == 413


def test_a_large_request_that_does_not_say_so_is_not_read_to_its_end(here: TestClient) -> None:
    pieces = (b"x" * 100_000 for _ in range(30))
    assert here.post("/decide", content=pieces).status_code in (403, 413)
    form = {"content-type": "application/x-www-form-urlencoded"}
    pieces = (b"x" * 100_000 for _ in range(30))
    assert here.post("/decide", content=pieces, headers=form).status_code == 413


def test_nobody_logged_in_is_sent_to_the_login_and_back(library: Library) -> None:
    account(library.folder, "周敏", Role.ADMIN)
    with served(library) as browser:
        answer = browser.get("/search?q=公务", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?to=%2Fsearch%3Fq%3D")


@pytest.mark.parametrize(
    "to", ["https://attacker.example/", "//attacker.example", "/\\attacker.example", "/\t/attacker"]
)
def test_the_login_leads_to_no_other_site(library: Library, to: str) -> None:
    account(library.folder, "周敏", Role.ADMIN)
    with served(library) as browser:
        form = {"csrf": token_on(browser.get("/login").text), "name": "周敏", "to": to}
        answer = browser.post(
            "/login", data={**form, "password": "竹杖芒鞋轻胜马2024"}, follow_redirects=False
        )
    assert answer.headers["location"] == "/"


def test_the_session_cookie_is_out_of_reach_of_scripts(library: Library) -> None:
    account(library.folder, "周敏", Role.ADMIN)
    with served(library) as browser:
        browser.base_url = browser.base_url.copy_with(scheme="https")
        form = {"csrf": token_on(browser.get("/login").text), "name": "周敏"}
        answer = browser.post(
            "/login", data={**form, "password": "竹杖芒鞋轻胜马2024"}, follow_redirects=False
        )
    cookie = answer.headers["set-cookie"].lower()
    assert {"httponly", "secure", "samesite=lax"} <= set(re.split(r"[;,] ", cookie))


@pytest.mark.parametrize("asked", ["/huitoukan/search?q=公务", "/search?q=公务"])
def test_behind_a_proxy_every_link_has_its_path(library: Library, asked: str) -> None:
    account(library.folder, "周敏", Role.ADMIN)
    with served(library, Serving(prefix="/huitoukan")) as browser:
        form = {"csrf": token_on(browser.get("/huitoukan/login").text), "name": "周敏"}
        browser.post("/huitoukan/login", data={**form, "password": "竹杖芒鞋轻胜马2024"})
        page = browser.get(asked)
    addresses = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text)
    assert page.status_code == 200
    assert addresses
    assert [each for each in addresses if not each.startswith("/huitoukan/")] == []


def test_logging_out_ends_the_session(library: Library) -> None:
    account(library.folder, "周敏", Role.ADMIN)
    with served(library) as browser:
        log_in(browser, "周敏")
        kept = dict(browser.cookies)
        browser.post("/logout", data={"csrf": token_on(browser.get("/sources").text)})
        browser.cookies.update(kept)
        assert browser.get("/api/v1/me").status_code == 401
