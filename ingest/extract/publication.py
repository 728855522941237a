"""Who published a document and when: signature, web page head; and its contact block."""

import re
from datetime import date

from ingest.extract.dates import dates

_OFFICE = "委员会|党委|党组|总支|支部|工委|政府|局|办公室|组|厅|院|校|中学|小学|公司|集团|中心"
_SIGNATURE = re.compile(rf"[ ]*((?:中共)?[\u4e00-\u9fffxX×（）]{{2,36}}(?:{_OFFICE}))[ ]*")
_DATE_WORDS = re.compile(r"[\s年月日\d〇零一二三四五六七八九十（）印发布时间日期：:-]")
_OF_SOMETHING_ELSE = "".join(
    f"(?<!{word})"
    for word in ("巡察", "巡视", "检查", "审计", "反馈", "起止", "截止", "完成", "会议")
)
_HEAD_DATE = re.compile(
    rf"{_OF_SOMETHING_ELSE}(?:时间|日期)[：:]?[\s|]{{0,8}}"
    r"((?:19|20)\d\d[-./年][\d\-./月日]{2,8})"
)
_RELEASED = re.compile(
    r"(?:发布|公开|发文)(?:时间|日期)[：:]?\s{0,8}((?:19|20)\d\d[-./年][\d\-./月日]{2,8})"
)
FULL = 10  # characters of a date that names its day
_SOON = 92  # days
_DATE_LINE = re.compile(
    r"^[ ]{0,40}（((?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?)(?:更新|公布|公示|发布)?）[ ]{0,40}$",
    re.M,
)
# A date that is all of a line under the title, or of the last sentence of what introduces a table.
_BARE_DATE = re.compile(
    r"(?:^[ ]{0,40}|(?<=。))((?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?)[ ]{0,40}$", re.M
)
# 2025年07月24日 来源：…, 发布：党政办 2024-09-02 阅读 87, 2024-05-30 17:02; or the signature at
# the head: 中共云溪镇委员会 2023年4月28日.
_BYLINE = re.compile(
    r"^(?=[^\n。]{0,60}(?:来源|作者|编辑|浏览|阅读|点击|访问|字号|字体|发布|\d[:：]\d\d)"
    r"|[ ]{0,40}[\u4e00-\u9fff]{2,30}(?:委员会|党委|党组|总支|支部|局|政府)[ ]*"
    r"(?=(?:19|20)\d\d年\d{1,2}月\d{1,2}日[ ]*$)"
    r"|[^\n。]{6,90}(?:通报|报告|公告|公示|情况)[ ]*"
    r"(?=(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[ ]*$))"
    r"[^\n。，]{0,90}?(?<!\d)((?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?)(?![\d至])"
    r"(?:[ \d：【】]{0,16}(?:来源|作者|编辑|浏览|字号|字体)|[^\n。]{0,80}$)",
    re.M,
)
_INVITATION = r"欢迎(?:广大)?(?:干部|党员|群众|社会)|联系(?:人|电话|方式)|监督电话|如有意见建议"
_ADDRESS = r"电话|邮[箱政编]|地址|信箱|邮件|联系"
_CONTACT = re.compile(rf"(?:{_INVITATION})[^\n]*(?:\n[^\n]*?(?:{_ADDRESS})[^\n]*)*")
_GOES_ON = re.compile("[底]?(?:之)?前|底|以[前后内]|起")  # no date of a signature: 6月30日前
# What a web page prints under the document.
_OF_THE_PAGE = re.compile(
    r"版权|主办|承办|技术支持|网站|网址|[Cc]opyright|©|\w?ICP|上一[篇条]|下一[篇条]|扫一扫|分享|附件"
    r"|责任编辑|编辑：|声明|您访问|【|打印|关闭|相关(?:链接|新闻|文章)|点击|返回"
)
_FOOT, _PAGE_FOOT = 400, 1000  # characters, without and with what the page prints
_LAST_LINES = 6


def publication(text: str) -> tuple[str | None, str | None]:
    """Date and organisation of the signature at the foot: the last lines of the document."""
    under = [
        line for line in text[-_PAGE_FOOT:].split("\n") if not _OF_THE_PAGE.match(line.strip())
    ]
    foot = "\n".join(under)[-_FOOT:]
    lines = [line.strip() for line in foot.split("\n") if line.strip() and "\t" not in line]
    published = issuer = None
    for line in lines[-_LAST_LINES:]:
        if line[-1] == "。" and not _CONTACT.search(line):
            issuer = None  # a name above a sentence signs nothing
        if len(line) > 60:
            continue
        found = list(dates(line))
        rest = _DATE_WORDS.sub("", line)
        signed = (
            found
            and "月" in line
            and len(rest) <= 30
            and line[-1] not in "。；，"
            and "会议" not in line
            and not _GOES_ON.match(line, found[-1].end)
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
        or _BARE_DATE.search(text[:600])
    )
    first = next(dates(found.group(1)), None) if found else None
    return first.iso if first else None


def released(text: str, signed: str | None) -> str | None:
    """The day on which a web page says that it was put there, where that is soon after `signed`.

    Long after it, the page was but moved.
    """
    found = _RELEASED.search(text[:600]) or _BYLINE.search(text[:300])
    first = next(dates(found[1]), None) if found else None
    if first is None or signed is None or min(len(first.iso), len(signed)) < FULL:
        return None
    days = (date.fromisoformat(first.iso) - date.fromisoformat(signed)).days
    return first.iso if 0 < days <= _SOON else None


def contact_span(text: str) -> tuple[int, int] | None:
    """Where the contact block at the end stands."""
    found = _CONTACT.search(text, max(0, len(text) - 1500))
    return found.span() if found else None
