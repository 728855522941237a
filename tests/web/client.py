"""A browser for tests that looks at no screen."""

import re
import warnings
from pathlib import Path

with warnings.catch_warnings():
    # It would rather use another HTTP library, which nothing else here needs.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient as TestClient

from indexer.library import Library
from web.accounts import Accounts
from web.app import create_app
from web.database import Database
from web.settings import Serving
from web.viewer import Role

HERE = "http://127.0.0.1"
PASSWORD = "竹杖芒鞋轻胜马2024"
SERVED = Serving(host="10.0.0.5")
"""The page as others can reach it: one has to log in."""


def local(library: Library) -> TestClient:
    """A browser on the machine itself; use it in a `with`."""
    return TestClient(create_app(library), base_url=HERE)


def served(library: Library, serving: Serving = SERVED) -> TestClient:
    """A browser on another machine, nobody logged in."""
    app = create_app(library, serving)
    return TestClient(app, base_url="http://office.example", client=("10.0.0.9", 50_000))


def account(folder: Path, name: str, role: Role, *regions: str) -> None:
    """Makes an account with the password of all tests."""
    database = Database(folder)
    Accounts(database).add(name, PASSWORD, role, regions)
    database.close()


def token_on(page: str) -> str:
    """The token that the forms of a page carry."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found, "the page has no form that changes anything"
    return found[1]


def log_in(browser: TestClient, name: str, password: str = PASSWORD) -> int:
    """Fills in the form of the login page; the status of the answer."""
    form = {"csrf": token_on(browser.get("/login").text), "name": name, "password": password}
    return int(browser.post("/login", data=form, follow_redirects=False).status_code)
