"""Who published a document and when: signature, web page head; and its contact block."""

import re
from datetime import date

from ingest.extract.dates import dates

_OFFICE = "委员会|党委|党组|总支|支部|工委|政府|局|办公室|组|厅|院|校|中学|小学|公司|集团|中心"
_SIGNATURE = re.compile(rf"[ ]*((?:中共)?[\u4e00-\u9fffxX×（）]{{2,36}}(?:{_OFFICE}))[ ]*")
_DATE_WORDS = re.compile(r"[\s年月日\d〇零一二三四五六七八九十（）印发布时间日期：:-]")
_HEAD_DATE = re.compile(
    r"(?:发布|发文|更新|成文|公开|编辑|信息)?(?:时间|日期)[：:]?\s{0,8}"
    r"((?:19|20)\d\d[-./年][\d\-./月日]{2,8})"
)
_RELEASED = re.compile(
    r"(?:发布|公开)(?:时间|日期)[：:]?\s{0,8}((?:19|20)\d\d[-./年][\d\-./月日]{2,8})"
)
_FULL = 10  # characters of a date that names its day
_SOON = 92  # days
_DATE_LINE = re.compile(r"^[ ]{0,40}（((?:19|20)\d\d年\d{1,2}月\d{1,2}日)）[ ]{0,40}$", re.M)
# 2025年07月24日 来源：…
_BYLINE = re.compile(
    r"^[ ]{0,40}((?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?)[ \d:：]{0,12}"
    r"(?:来源|作者|编辑|浏览|字号|字体)",
    re.M,
)
_INVITATION = r"欢迎(?:广大)?(?:干部|党员|群众|社会)|联系(?:人|电话|方式)|监督电话|如有意见建议"
_ADDRESS = r"电话|邮[箱政编]|地址|信箱|邮件|联系"
_CONTACT = re.compile(rf"(?:{_INVITATION})[^\n]*(?:\n[^\n]*?(?:{_ADDRESS})[^\n]*)*")
_GOES_ON = re.compile("[底]?(?:之)?前|底|以[前后内]|起")  # no date of a signature: 6月30日前
_FOOT = 400  # characters
_LAST_LINES = 6


def publication(text: str) -> tuple[str | None, str | None]:
    """Date and organisation of the signature at the foot: the last lines of the document."""
    lines = [
        line.strip() for line in text[-_FOOT:].split("\n") if line.strip() and "\t" not in line
    ]
    published = issuer = None
    for line in lines[-_LAST_LINES:]:
        if len(line) > 60:
            continue
        found = list(dates(line))
        rest = _DATE_WORDS.sub("", line)
        signed = (
            found and "月" in line and len(rest) <= 30 and not _GOES_ON.match(line, found[-1].end)
        )
        if found and (not rest or signed):
            published = found[-1].iso
            signature = line[: found[-1].start].strip(" ，、")
            issuer = signature if _SIGNATURE.fullmatch(signature) else issuer
        elif _SIGNATURE.fullmatch(line):
            issuer = line
    return published, issuer


def head_publication(text: str) -> str | None:
    """The publication date that a web page prints above the text: 发布时间：2024-09-25."""
    found = (
        _RELEASED.search(text[:600])
        or _HEAD_DATE.search(text[:600])
        or _DATE_LINE.search(text[:300])
        or _BYLINE.search(text[:300])
    )
    first = next(dates(found.group(1)), None) if found else None
    return first.iso if first else None


def released(text: str, signed: str | None) -> str | None:
    """The day on which a web page says that it was put there, where that is soon after `signed`.

    Long after it, the page was but moved.
    """
    found = _RELEASED.search(text[:600])
    first = next(dates(found[1]), None) if found else None
    if first is None or signed is None or min(len(first.iso), len(signed)) < _FULL:
        return None
    days = (date.fromisoformat(first.iso) - date.fromisoformat(signed)).days
    return first.iso if 0 < days <= _SOON else None


def contact_span(text: str) -> tuple[int, int] | None:
    """Where the contact block at the end stands."""
    found = _CONTACT.search(text, max(0, len(text) - 1500))
    return found.span() if found else None
