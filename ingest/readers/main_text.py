"""Where on a web page the main text stands."""

from bisect import bisect_left, bisect_right

from lxml import etree

_SHARE = 0.95
_LEAST_LINE = 5
_LEAST_OF_PAGE = 0.5
# A list or a table of data must be read as a whole: never descend into one.
_WHOLE = ("table", "ol", "ul", "tr", "li", "p", "pre")


def main_element(body: etree._Element, extracted: str) -> etree._Element:
    """The smallest element with 95 % of the extracted text; `body` where that is too little.

    Too little is less than half of the page's Chinese characters outside links.
    """
    spans = _spans(body)
    page = _compact("".join(body.itertext()))
    matches = _Matches(page, extracted)
    total = matches.held(0, len(page))
    if total == 0:
        return body
    main = body
    while (child := _holder(main, spans, matches, _SHARE * total)) is not None:
        main = child
    enough = _LEAST_OF_PAGE * _chinese_outside_links(body)
    return main if _chinese_outside_links(main) >= enough else body


def _holder(
    parent: etree._Element,
    spans: dict[etree._Element, tuple[int, int]],
    matches: "_Matches",
    wanted: float,
) -> etree._Element | None:
    for child in parent.iterchildren("*"):
        start, end = spans[child]
        if matches.held(start, end) >= wanted:
            layout = child.tag == "table" and next(child.iterdescendants("p", "div", "br"), None)
            return child if child.tag not in _WHOLE or layout is not None else None
    return None


def _spans(body: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """Where each element's text stands in the page's text without white space."""
    spans: dict[etree._Element, tuple[int, int]] = {}
    starts: list[int] = []
    length = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            starts.append(length)
            length += len(_compact(element.text or ""))
        else:
            spans[element] = (starts.pop(), length)
            length += len(_compact(element.tail or ""))
    return spans


class _Matches:
    """Where the extracted lines stand in the page, in their order."""

    def __init__(self, page: str, extracted: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._totals = [0]
        position = 0
        for line in extracted.splitlines():
            wanted = _compact(line.strip("-| "))
            start = page.find(wanted, position)
            if len(wanted) >= _LEAST_LINE and start >= 0:
                position = start + len(wanted)
                self._starts.append(start)
                self._ends.append(position)
                self._totals.append(self._totals[-1] + len(wanted))

    def held(self, start: int, end: int) -> int:
        """The number of characters of the lines that stand wholly within `[start, end)`."""
        first, last = bisect_left(self._starts, start), bisect_right(self._ends, end)
        return self._totals[max(first, last)] - self._totals[first]


def _compact(text: str) -> str:
    return "".join(text.split())


def _chinese_outside_links(element: etree._Element) -> int:
    in_links = sum(_chinese("".join(link.itertext())) for link in element.iter("a"))
    return _chinese("".join(element.itertext())) - in_links


def _chinese(text: str) -> int:
    return sum("\u4e00" <= c <= "\u9fff" for c in text)
