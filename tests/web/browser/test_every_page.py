"""What holds of every page: nothing leaves the machine, anyone can use it, on any screen."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.browser.conftest import Heard, listening

pytestmark = pytest.mark.long

PAGES = (
    "/",
    "/search",
    "/search?q=公务接待",
    "/search?q=公务接待&group=report",
    "/search?q=年份:明年",
    "/recurrence",
    "/recurrence?tab=rounds",
    "/recurrence?tab=relapses",
    "/recurrence?tab=common",
    "/recurrence?tab=repeated",
    "/recurrence?tab=boilerplate",
    "/review",
    "/review/decided",
    "/ledger",
    "/doubts",
    "/sources",
    "/sources/new",
    "/account",
    "/accounts",
    "/help",
    "/no-such-page",
)
# Pages that are known by the way to them: where it begins, and the link that leads there.
WAYS = {
    "a report": ("/search?q=会议记录", ".hit .actions a"),
    "a finding": ("/search?q=会议记录", ".hit h3 a"),
    "a group": ("/recurrence?tab=common", "h2 a"),
    "an item": ("/ledger?state=overdue", "td a:has-text('修改')"),
}
SCREENS = ((1366, 768), (390, 844))


class Visit(NamedTuple):
    """What one look at a page brought: the hosts that were asked, what went wrong, the serious
    faults of accessibility, and how wide the page is by the width of the screen."""

    hosts: set[str | None]
    wrong: list[str]
    faults: list[str]
    widths: dict[int, int]


@pytest.fixture(scope="module")
def window(chromium: Browser, address: str) -> Iterator[Page]:
    """A window that every page is looked at in."""
    with chromium.new_context(base_url=address, locale="zh-CN") as user:
        yield user.new_page()


@pytest.fixture(scope="module", params=[*PAGES, *WAYS])
def visit(request: pytest.FixtureRequest, window: Page) -> Visit:
    """A look at each page in turn."""
    heard = Heard([], [])
    listening(window, heard)
    start, link = WAYS.get(request.param, (request.param, None))
    window.set_viewport_size({"width": 1366, "height": 768})
    window.goto(start)
    if link:
        window.locator(link).first.click()
    window.wait_for_load_state("networkidle")
    violations = Axe().run(window).response["violations"]
    return Visit(
        hosts={urlsplit(each).hostname for each in heard.asked},
        # Chromium itself complains of a page that is not there, or says that a query is wrong.
        wrong=[each for each in heard.wrong if "status of 40" not in each],
        faults=[
            f"{each['id']}: {each['nodes'][0]['html']}"
            for each in violations
            if each["impact"] in ("serious", "critical")
        ],
        widths={width: _width(window, width, height) for width, height in SCREENS},
    )


def test_nothing_leaves_the_machine(visit: Visit) -> None:
    assert visit.hosts == {"127.0.0.1"}


def test_nothing_fails_and_the_policy_is_kept(visit: Visit) -> None:
    assert visit.wrong == []


def test_no_serious_fault_of_accessibility(visit: Visit) -> None:
    assert visit.faults == []


def test_no_page_is_wider_than_an_office_screen_or_a_telephone(visit: Visit) -> None:
    assert {wanted: wide <= wanted for wanted, wide in visit.widths.items()} == {
        1366: True,
        390: True,
    }


def _width(window: Page, width: int, height: int) -> int:
    window.set_viewport_size({"width": width, "height": height})
    return int(window.evaluate("document.documentElement.scrollWidth"))
