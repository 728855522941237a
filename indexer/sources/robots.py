"""What a site asks of programs: robots.txt (RFC 9309)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

_LONGEST_DELAY = 60.0


class Robots:
    """The rules of every site asked, fetched once each. `fetch` gives the text at an address, None
    where there is none."""

    def __init__(self, fetch: Callable[[str], str | None], agent: str) -> None:
        self._fetch = fetch
        self._agent = agent
        self._rules: dict[str, Protego | None] = {}

    def allows(self, url: str) -> bool:
        """Whether the site lets this program fetch `url`. Raises what fetching raises."""
        rules = self._of(url)
        return rules is None or rules.can_fetch(url, self._agent)

    def delay(self, url: str) -> float:
        """Seconds that the site wants between requests, at most a minute."""
        rules = self._of(url)
        wanted = rules.crawl_delay(self._agent) if rules else None
        return min(wanted or 0.0, _LONGEST_DELAY)

    def _of(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            text = self._fetch(f"{site}/robots.txt")
            self._rules[site] = Protego.parse(text) if text is not None else None
        return self._rules[site]
