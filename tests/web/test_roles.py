"""Every route, for everybody: who may use it, and that nobody learns of other regions by it."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from indexer.library import Library
from tests.web.client import TestClient, account, local, log_in, served, token_on
from tests.web.counties import OTHER, OTHER_ORG, OWN, SECRETS
from web.viewer import Role

ANYBODY, READ, ALL_REGIONS, JUDGE, ADMIN = "任何人", "查阅", "查阅全库", "研判", "管理"

ROUTES = {
    "GET /login": ANYBODY,
    "POST /login": ANYBODY,
    "POST /logout": ANYBODY,
    "GET /": READ,
    "GET /search": READ,
    "GET /similar": READ,
    "GET /completions": READ,
    "GET /search/export.{kind}": READ,
    "GET /saved": READ,
    "POST /saved": READ,
    "POST /saved/seen": READ,
    "POST /saved/remove": READ,
    "GET /reports/{id}": READ,
    "GET /reports/{id}/original": READ,
    "GET /reports/{id}/compare/{other}": READ,
    "GET /findings/{id}": READ,
    "GET /recurrence": READ,
    "GET /recurrence/report.{kind}": READ,
    "GET /recurrence/groups/{id}": READ,
    "GET /review": READ,
    "POST /review": JUDGE,
    "GET /review/decided": READ,
    "POST /decide": JUDGE,
    "POST /decide/group": JUDGE,
    "POST /decide/undo": JUDGE,
    "GET /ledger": READ,
    "GET /ledger/export.xlsx": READ,
    "GET /ledger/{id}": READ,
    "POST /ledger/{id}": JUDGE,
    "POST /ledger/{id}/settle": JUDGE,
    "GET /doubts": READ,
    "GET /sources": ALL_REGIONS,
    "GET /sources/jobs": ALL_REGIONS,
    "POST /sources/run": ADMIN,
    "POST /sources/upload": ADMIN,
    "GET /sources/new": ADMIN,
    "POST /sources/new": ADMIN,
    "POST /sources/test": ADMIN,
    "GET /sources/{source}/edit": ADMIN,
    "POST /sources/{source}/edit": ADMIN,
    "POST /sources/{source}/remove": ADMIN,
    "GET /account": READ,
    "POST /account/password": READ,
    "GET /accounts": ADMIN,
    "POST /accounts/password": ADMIN,
    "POST /quarantine/retry": ADMIN,
    "POST /quarantine/drop": ADMIN,
    "GET /help": READ,
    "GET /api/openapi.json": READ,
    "GET /api/docs": READ,
    "GET /api/v1/me": READ,
    "GET /api/v1/search": READ,
    "GET /api/v1/search/reports": READ,
    "GET /api/v1/facets": READ,
    "GET /api/v1/suggest": READ,
    "GET /api/v1/similar": READ,
    "GET /api/v1/reports/{id}": READ,
    "GET /api/v1/reports/{id}/original": READ,
    "GET /api/v1/findings/{id}": READ,
    "GET /api/v1/recurrences": READ,
    "GET /api/v1/recurrences/study": READ,
    "GET /api/v1/groups/{id}": READ,
    "GET /api/v1/review": READ,
    "GET /api/v1/decisions": READ,
    "POST /api/v1/decisions": JUDGE,
    "POST /api/v1/decisions/undo": JUDGE,
    "POST /api/v1/groups/{id}/decisions": JUDGE,
    "GET /api/v1/ledger": READ,
    "GET /api/v1/ledger/{finding}/edits": READ,
    "PUT /api/v1/ledger/{finding}": JUDGE,
    "GET /api/v1/digest": READ,
    "GET /api/v1/doubts": READ,
    "GET /api/v1/status": ALL_REGIONS,
    "GET /api/v1/sources": ALL_REGIONS,
    "GET /api/v1/sources/{name}/runs": ALL_REGIONS,
    "POST /api/v1/sources/{name}/runs": ADMIN,
    "GET /api/v1/quarantine": ALL_REGIONS,
    "POST /api/v1/quarantine/retry": ADMIN,
    "POST /api/v1/quarantine/drop": ADMIN,
    "POST /api/v1/uploads": ADMIN,
    "GET /api/v1/jobs": ALL_REGIONS,
    "GET /api/v1/jobs/{number}": ALL_REGIONS,
    "GET /api/v1/exports/search": READ,
    "GET /api/v1/exports/ledger": READ,
    "GET /api/v1/exports/recurrences": READ,
}
"""Every route, and who may use it. A new route belongs here, too."""

MAY = {
    "查": {ANYBODY, READ, ALL_REGIONS},
    "判": {ANYBODY, READ, ALL_REGIONS, JUDGE},
    "管": {ANYBODY, READ, ALL_REGIONS, JUDGE, ADMIN},
    "县查": {ANYBODY, READ},
    "县判": {ANYBODY, READ, JUDGE},
}
"""Accounts by name, and the routes that each may use; the last two see one county only."""

QUERIES = {
    "/similar": "of=公务接待",
    "/completions": "q=公",
    "/saved": "name=每周",
    "/api/v1/suggest": "q=公",
    "/api/v1/similar": "to=公务接待",
}


@pytest.fixture(scope="module")
def library(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A copy for this module: what is done here needs no undoing."""
    import shutil

    folder = tmp_path_factory.mktemp("roles") / "data"
    shutil.copytree(made, folder)
    account(folder, "查", Role.READ)
    account(folder, "判", Role.JUDGE)
    account(folder, "管", Role.ADMIN)
    account(folder, "县查", Role.READ, OWN)
    account(folder, "县判", Role.JUDGE, OWN)
    return Library(folder)


@pytest.fixture(scope="module")
def browsers(library: Library) -> Iterator[dict[str, TestClient]]:
    """A browser for each account, logged in, that sends the token of its page."""
    opened = {}
    for name in MAY:
        browser = served(library)
        browser.__enter__()
        assert log_in(browser, name) == 303
        browser.headers["x-csrf-token"] = token_on(browser.get("/").text)
        opened[name] = browser
    yield opened
    for browser in opened.values():
        browser.__exit__()


class Place(NamedTuple):
    """A finding, and the group of its kind."""

    finding: str
    group: str


@pytest.fixture(scope="module")
def places(library: Library) -> dict[str, Place]:
    """What there is in either county; the other one's group has nothing of the own one."""
    asked = {OWN: "公务接待", OTHER: "危房改造"}
    with local(library) as browser:
        return {county: place(browser, county, asked[county]) for county in asked}


def place(browser: TestClient, county: str, words: str) -> Place:
    hits = browser.get("/api/v1/search", params={"q": words, "region": county}).json()["hits"]
    finding = hits[0]["card"]["id"]
    return Place(finding, browser.get(f"/api/v1/findings/{finding}").json()["group"])


def routes(app: FastAPI) -> set[str]:
    """Every route of the application but the static files."""
    return {
        f"{method} {each.path}"
        for each in iter_route_contexts(app.routes)
        for method in each.methods or ()
    }


def address(path: str, place: Place) -> str:
    """The path with its parameters filled in."""
    finding, group = place
    report = finding.partition("-")[0]
    about_finding = "findings" in path or "ledger" in path
    filled = path.format(
        id=group if "groups" in path else finding if about_finding else report,
        finding=finding,
        other=report,
        kind="xlsx",
        name="没有",
        source="没有",
        number=1,
    )
    return f"{filled}?{QUERIES[path]}" if path in QUERIES else filled


def test_every_route_is_listed(library: Library) -> None:
    with local(library) as browser:
        assert isinstance(browser.app, FastAPI)
        assert routes(browser.app) == set(ROUTES)


@pytest.mark.parametrize("name", MAY)
@pytest.mark.parametrize("route", [each for each in ROUTES if each != "POST /logout"])
def test_a_route_is_open_to_whom_it_is_listed_for(
    browsers: dict[str, TestClient], places: dict[str, Place], name: str, route: str
) -> None:
    method, _, path = route.partition(" ")
    answer = browsers[name].request(method, address(path, places[OWN]), follow_redirects=False)
    assert (answer.status_code != 403) == (ROUTES[route] in MAY[name]), answer.text[:300]
    assert answer.status_code < 500


@pytest.mark.parametrize("route", [each for each in ROUTES if ROUTES[each] is not ANYBODY])
def test_nobody_gets_in_without_logging_in(
    library: Library, places: dict[str, Place], route: str
) -> None:
    method, _, path = route.partition(" ")
    with served(library) as browser:
        browser.headers["x-csrf-token"] = token_on(browser.get("/login").text)
        answer = browser.request(method, address(path, places[OWN]), follow_redirects=False)
    assert answer.status_code == (401 if "/api/" in path else 303)


def words(content: bytes) -> str:
    """What a page or a file says, files in .docx and .xlsx unpacked."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(each).decode("utf-8", "replace") for each in packed.namelist())


READABLE = [each for each in ROUTES if each.startswith("GET ") and ROUTES[each] == READ]


@pytest.mark.parametrize("route", READABLE)
def test_nothing_of_other_regions_is_told(
    browsers: dict[str, TestClient], places: dict[str, Place], route: str
) -> None:
    path = address(route.partition(" ")[2], places[OWN])
    said = words(browsers["县判"].get(path).content)
    assert [each for each in SECRETS if each in said] == []


@pytest.mark.parametrize(
    "route", [each for each in READABLE if "{id}" in each or "{finding}" in each]
)
def test_what_is_of_another_region_is_not_there(
    browsers: dict[str, TestClient], places: dict[str, Place], route: str
) -> None:
    path = address(route.partition(" ")[2], places[OTHER])
    answer = browsers["县判"].get(path, follow_redirects=False)
    assert answer.status_code in (303, 404)
    assert [each for each in SECRETS if each in answer.text] == []


def test_counts_and_facets_are_those_of_ones_own_regions(browsers: dict[str, TestClient]) -> None:
    whole = browsers["查"].get("/api/v1/facets").json()
    part = browsers["县查"].get("/api/v1/facets").json()
    assert (whole["total"], part["total"]) == (9, 5)
    assert OTHER in str(whole["facets"])
    assert [each for each in SECRETS if each in str(part["facets"])] == []


def test_a_word_of_other_regions_is_unknown(browsers: dict[str, TestClient]) -> None:
    found = browsers["县查"].get("/api/v1/search?q=危房改造").json()
    assert (found["total"], found["hits"], found["nearby"]) == (0, [], [])


@pytest.mark.parametrize("prefix", ["松", "危房"])
def test_completion_knows_nothing_of_other_regions(
    browsers: dict[str, TestClient], prefix: str
) -> None:
    found = browsers["县查"].get("/api/v1/suggest", params={"q": prefix}).json()
    assert [each for each in found if each["findings"]] == []


def test_nothing_is_decided_about_another_region(
    browsers: dict[str, TestClient], places: dict[str, Place]
) -> None:
    pair = {"a": places[OWN].finding, "b": places[OTHER].finding, "verdict": "confirm"}
    assert browsers["县判"].post("/api/v1/decisions", json=pair).status_code == 404
    assert browsers["判"].get("/api/v1/decisions").json() == []


def test_of_a_group_only_the_own_part_is_decided_on(
    browsers: dict[str, TestClient], places: dict[str, Place]
) -> None:
    answer = browsers["县判"].post(
        f"/api/v1/groups/{places[OWN].group}/decisions", json={"verdict": "confirm"}
    )
    decided = browsers["县判"].get("/api/v1/decisions").json()
    everything = browsers["判"].get("/api/v1/decisions").json()
    for _ in decided:
        browsers["县判"].post("/api/v1/decisions/undo")
    assert answer.json()["decided"] == len(decided) > 0
    assert everything == decided


def test_the_ledger_of_another_region_is_not_edited(
    browsers: dict[str, TestClient], places: dict[str, Place]
) -> None:
    change = {"field": "note", "value": "改"}
    answer = browsers["县判"].put(f"/api/v1/ledger/{places[OTHER].finding}", json=change)
    assert answer.status_code == 404


def test_who_sees_one_county_sees_its_relapse_and_no_other(
    browsers: dict[str, TestClient],
) -> None:
    whole = browsers["查"].get("/api/v1/recurrences").json()["relapses"]
    part = browsers["县查"].get("/api/v1/recurrences").json()["relapses"]
    assert {each["later"]["org"] for each in part} < {each["later"]["org"] for each in whole}
    assert any(OTHER_ORG in each["later"]["org"] for each in whole)
