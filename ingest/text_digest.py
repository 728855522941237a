"""Two files, one text: a page on two sites, or once more with another visitor count."""

import hashlib
import re
from collections.abc import Sequence

from ingest.normalise import normalise

LEAST = 100
"""Characters of main text below which nothing is said: forms and covers resemble each other."""

_SENTENCE = "。"
_KEPT = re.compile(r"[^\W_]+")
_SIGNED = re.compile(
    r"[ ]*(?:(?:中共)?[^，。：；\d]{2,30}(?:委员会|党委|党组|党支部|人民政府|局|办公室)"
    r"|(?:19|20|二[〇零])\S{2,3}年\S{1,8}[日号])[ ]*"
)
_BUTTON = r"(?:打印|关闭|收藏|返回|分享)(?:本页|此页|窗口|顶部|列表)?"
# What pages put around a notice, as far as it holds whole sentences or stands between them. A
# measure may begin with 关闭 or 分享, too: buttons count only where they fill the line.
_FURNITURE = re.compile(
    r"\W*(?:当前位置|您(?:现在)?的位置|(?:发布|发文|更新)(?:时间|日期|人)\s*[:：]"
    r"|(?:信息|文章|稿件)?来源\s*[:：]|作者\s*[:：]|(?:责任)?编辑\s*[:：]"
    r"|(?:浏览|阅读|访问|点击)(?:次数|量|数)?\s*[:：]?\s*\d|字[体号]\s*[:：]|分享[到至]\s*[:：]"
    rf"|{_BUTTON}(?:\W+{_BUTTON})*\W*$|[上下]一[篇条]\s*[:：]|扫一扫|相关(?:链接|文章|阅读)\W*$"
    r"|版权所有|(?:主办|承办)(?:单位)?\s*[:：]|网站(?:首页|地图|标识码)|备案(?:序)?号\s*[:：]"
    r"|[^，。]{0,8}ICP备|[^，。]{0,4}公网安备|技术支持\s*[:：]|联系我们\W*$)"
)


def text_digest(clean: str, orgs: Sequence[str]) -> str | None:
    """A SHA-256 that two documents share where their main text and inspected organisations do;
    `clean` is the normalised text.

    The main text runs from the first paragraph with a whole sentence to the last one, with
    signature and date behind it; furniture of web pages, white space and punctuation do not count.
    None where it has less than `LEAST` characters.
    """
    every = _paragraphs(clean)
    told = [n for n, each in enumerate(every) if _SENTENCE in each]
    if not told:
        return None
    core = every[told[0] : told[-1] + 1]
    signed = [each for each in every[told[-1] + 1 :] if _SIGNED.fullmatch(each)]
    words = "".join(_KEPT.findall("".join((*core, *signed))))
    if len(words) < LEAST:
        return None
    return hashlib.sha256("\n".join((words, *sorted(orgs))).encode()).hexdigest()


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that are not empty and no furniture of a web page."""
    return _paragraphs(normalise(text).text)


def _paragraphs(clean: str) -> list[str]:
    every = (each.strip() for each in clean.split("\n"))
    return [each for each in every if each and not _FURNITURE.match(each)]
