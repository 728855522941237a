"""What a person sees on a page, and where its links lead."""

import re
from html import unescape
from urllib.parse import urlsplit

from tests.web.client import TestClient, token_on


def seen(html: str) -> str:
    """The words of a page, its markup gone."""
    body = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))


def links(html: str, part: str) -> list[str]:
    """The addresses of links that hold `part`, in their order, each once."""
    found = (unescape(each) for each in re.findall(r'href="([^"]+)"', html))
    return list(dict.fromkeys(each for each in found if part in each))


def opened(browser: TestClient, address: str) -> str:
    """The page at an address, which must be there."""
    answer = browser.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return str(answer.text)


def sent(browser: TestClient, page: str, address: str, **values: str) -> str:
    """Sends a form of a page; the page that follows."""
    answer = browser.post(address, data={"csrf": token_on(page), **values})
    assert answer.status_code == 200, f"{address}: {answer.status_code} {seen(answer.text)}"
    return str(answer.text)


def first_finding(browser: TestClient, query: str) -> str:
    """The id of the best hit."""
    address = links(opened(browser, f"/search?q={query}"), "/findings/")[0]
    return urlsplit(address).path.rpartition("/")[2]
