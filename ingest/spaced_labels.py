"""Labels that a document parts from their values by a space: 整改进度　已完成.

Spaces between Chinese words are mostly noise; those behind a phrase that heads several lines, and
heads none without one, are not.
"""

import re
from collections import defaultdict

from ingest.status_words import classify

_OFTEN = 3
_BOXES = "□☐◻"
_MOST = 16  # labels of one document; each is looked for in all of it
_PHRASE = re.compile(r"\n[ \t]*(?P<phrase>[\u4e00-\u9fff]{2,8})[ \t]{1,8}(?=\S)")


def spaced_labels(text: str) -> dict[int, int]:
    """Where such a phrase begins in folded `text` → where its value does, whatever it says."""
    if " " not in text:
        return {}
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    text = f"\n{text}"
    for found in _PHRASE.finditer(text):
        if text[found.end()] in _BOXES and classify(found["phrase"]):
            continue  # 完成 □正在整改: both are to be ticked
        places[found["phrase"]].append((found.start("phrase") - 1, found.end() - 1))
    often = sorted(places.items(), key=lambda item: -len(item[1]))[:_MOST]
    return {
        start: end
        for phrase, found in often
        if len(found) >= _OFTEN and 5 * len(found) >= 4 * text.count(f"\n{phrase}")
        for start, end in found
    }
