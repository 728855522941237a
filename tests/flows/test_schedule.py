"""The schedule, from outside: the real program with its real server, and what may befall it."""

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from flows.deployments import PLANS
from huitoukan.exits import ExitCode
from indexer.journal import Arrival
from indexer.library import Library
from tests.flows.notices import inbox
from tests.flows.office import Office, until
from tests.indexer.sources.site import Site, notice, rows, served

# Each takes some eight seconds, so that the gate does with one of each kind.
KILLS = int(os.environ.get("HUITOUKAN_TEST_KILLS", "3"))
WATCH = "watch-notices"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGKILL 和 SIGTERM 可发"),
]


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as found:
        yield found


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[Office]:
    """A served library that watches the site, where a notice has been published since."""
    made = Office(tmp_path_factory.mktemp("office") / "data")
    publish(site)
    column = ["县巡察公开", f"{site.url}/list.html", "--delay", "0", "--allow-private"]
    assert made.ask("sources", "add", *column).returncode == 0
    try:
        made.start()
        publish(site, "云溪镇")
        yield made
    finally:
        made.close()


def publish(site: Site, *orgs: str) -> None:
    """Puts notices of these organisations on the site, beside those that are there."""
    for org in orgs:
        site.show(f"/{len(site.pages)}.html", notice(org))
    pages = [path for path in site.pages if path != "/list.html"]
    links = [(path, f"关于巡察整改情况的通报{path}") for path in pages]
    site.show("/list.html", rows(*links))


def arrivals(office: Office) -> list[str]:
    """Every arrival at the library, by its address."""
    events = Library(office.data).journal.events()
    return [each.path for each in events if isinstance(each, Arrival)]


def test_a_schedule_survives_what_befalls_it(office: Office, site: Site, tmp_path: Path) -> None:
    # One test, or several processes that run tests would each start an office of their own.
    a_server_that_dies_is_started_again(office)
    what_is_paused_stays_paused_and_nothing_is_served_twice(office)
    what_a_site_publishes_comes_in_by_itself_and_the_digest_names_it(office)
    however_often_it_is_killed_each_notice_comes_in_once(office, site)
    a_folder_is_taken_in_on_request(office, tmp_path)
    it_ends_when_it_is_asked_to(office)


def a_server_that_dies_is_started_again(office: Office) -> None:
    office.kill_server()
    until(lambda: not office.answers())

    until(office.answers)

    assert len(office.deployments()) == len(PLANS)


def what_is_paused_stays_paused_and_nothing_is_served_twice(office: Office) -> None:
    assert office.ask("schedule", "pause", "verify-library").returncode == 0
    office.kill()

    office.start()

    served = office.deployments()
    assert sorted(each["name"] for each in served) == sorted(each.name for each in PLANS)
    assert [each["name"] for each in served if each["paused"]] == ["verify-library"]
    assert all(len(each["schedules"]) <= 1 for each in served)


def what_a_site_publishes_comes_in_by_itself_and_the_digest_names_it(office: Office) -> None:
    office.bring_forward(WATCH)

    until(lambda: len(arrivals(office)) == 1 and not office.busy())

    until_done(office, "weekly-digest")

    assert "云溪镇" in digest(office)
    links = json.loads((office.data / "links.json").read_bytes())
    assert links["sequence"] == 1


def however_often_it_is_killed_each_notice_comes_in_once(office: Office, site: Site) -> None:
    until_done(office, WATCH)
    before = len(arrivals(office))
    for n in range(KILLS):
        publish(site, f"梅岭{n}镇")
        office.begin(WATCH)
        until(lambda: bool(office.workers()))
        time.sleep(random.uniform(0, 6))
        if n % 3 == 1:
            office.kill_workers()
            continue
        office.kill()
        if n % 3 == 2:
            office.kill_server()
        office.start()

    until_done(office, WATCH)

    found = arrivals(office)
    assert (len(found), len(set(found))) == (before + KILLS, before + KILLS)
    with Library(office.data).catalog() as catalog:
        assert catalog.counts().reports == before + KILLS


def a_folder_is_taken_in_on_request(office: Office, tmp_path: Path) -> None:
    before = len(arrivals(office))

    asked = office.ask("schedule", "run", "ingest-reports", str(inbox(tmp_path / "inbox", 1)))

    assert asked.returncode == 0
    until(lambda: len(arrivals(office)) == before + 1)


def it_ends_when_it_is_asked_to(office: Office) -> None:
    assert office.stop() == 0

    assert not office.answers()


def test_without_a_schedule_the_commands_say_how_to_start_one(tmp_path: Path) -> None:
    told = Office(tmp_path).ask("schedule", "list")

    assert told.returncode == ExitCode.ERROR
    assert "schedule start" in told.stderr


def until_done(office: Office, flow: str) -> None:
    """Waits for what runs, and has the flow run after it."""
    until(lambda: not office.busy())
    run = office.begin(flow)
    until(lambda: office.over(run))
    assert office.state(run) == "COMPLETED"


def digest(office: Office) -> str:
    """What the last digest says in its tables."""
    last = max((office.data / "汇总").iterdir())
    tables = docx.Document(str(last)).tables
    return "\n".join(cell.text for each in tables for row in each.rows for cell in row.cells)
