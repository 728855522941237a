"""A page that a clerk saves from the browser is no report."""

import pytest

from ingest.exported import REASON
from ingest.read import Unreadable, read
from tests.web.client import TestClient


@pytest.mark.parametrize("address", ["/", "/search?q=接待", "/login"])
def test_a_page_saved_among_the_reports_is_refused(here: TestClient, address: str) -> None:
    with pytest.raises(Unreadable, match=REASON):
        read(here.get(address).content, "检索.html")
