"""Earlier inspections that a finding mentions: they feed recurrence."""

import re
from collections.abc import Iterator

from ingest.extract.dates import dates
from ingest.extract.identity import BODY
from ingest.model import EarlierInspection
from ingest.normalise import Normalised

_MENTION = re.compile(
    r"(?P<body>(?:[\u4e00-\u9fff]{2,4})?[省市县区州旗]委|党工委)?(?P<kind>提级|专项|机动|常规|上轮|上一轮|前一轮|首轮)?"
    r"(?P<act>巡[察视](?:组)?)(?P<rest>[^，。；\n]{0,24}?)(?:时)?又?(?:曾)?(?P<verb>发现|指出|反馈|通报)"
)
_OBJECT = re.compile(r"[\u4e00-\u9fffxX]{2,10}?(?:镇|乡|街道|村|社区|局)(?:党委|党组)?")


def earlier_inspections(
    clean: Normalised, text: str, start: int, end: int
) -> Iterator[EarlierInspection]:
    """Mentions such as “2022年11月市委提级巡察三眼桥社区，发现…”, those with a date or a body.

    一年后 counts from the last date mentioned before it.
    """
    if "巡" not in text[start:end]:
        return
    for sentence in re.finditer(r"[^。；\n]+", text[start:end]):
        at = start + sentence.start()
        until = start + sentence.end()
        for found in re.finditer(
            r"(?P<body>(?:[\u4e00-\u9fff]{2,4}?)?(?:[省市县区州旗]委|党工委))(?:第?[一二三四五六七八九十]*)"
            r"(?:提级|专项|机动|常规|上轮|交叉)?巡[察视](?:组)?(?P<org>[\u4e00-\u9fffxX]{0,14}?)"
            r"(?:，|时|中|后|又|曾|已|，?发现|指出|反馈|通报)",
            text[at:until],
        ):
            tail = text[at + found.end() - 3 : until]
            if not re.search(r"发现|指出|反馈|通报", tail[:60]):
                continue
            before = [d for d in dates(text, at, at + found.start())]
            body = BODY.match(text, at + found.start())
            org = _OBJECT.match(found["org"] or "")
            yield EarlierInspection(
                body=body.group() if body else found["body"],
                date=before[-1].iso if before else None,
                org=org.group() if org else None,
                text=clean.text[at:until].strip(),
                span=clean.span(at, until),
            )
            break
