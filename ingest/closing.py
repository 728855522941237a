"""The paragraphs that close a document: contact, signature, outlook. They belong to no unit."""

import re

from ingest.status_words import STATUS_WORDS

_OFFICE = "委员会|党委|党组|总支部?|党支部|人民政府|局|办公室|工委"
_FORMULAS = (
    r"(?:(?:以上|上述)[^。，\n]{0,8}，?)?欢迎|有(?:问题|意见|异议)可|如对|联系(?:人|电话|方式)|监督电话|举报电话|如有意见|特此(?:报告|通报|公告|公示)",
    r"对(?:以上|上述)[^，。\n]{0,10}有(?:不同)?(?:意见|异议|疑问)|公[示布开]期[间内]|以上(?:报告|汇报)|妥否|邮政|电子邮箱|通[讯信]地址|注：|附件",
    r"(?:截[至止][^，。\n]{1,12}|目前|总之|综上)?，?(?:以上|上述|全部|所有|反馈的?|\d{1,3}[个项条])"
    r"[^，。\n]{0,12}(?:问题|事项|工作|任务)",
    r"(?:截[至止][^，。\n]{1,12}|目前)，(?:问题|第)(?=[\d（]|[A-Z]-)",
    r"除(?:第|上述|以上)|其余(?:问题|事项|各项)",
    r"下一?步(?:打算|工作|安排)?[，：]|下阶段，|今后，|接下来",
    r"[^，。：；\n]{1,16}将(?:以|继续|进一步|持续|坚持|切实|按照|严格|认真|不断|深入|举一反三)",
    r"（[^（）\n]{2,20}(?:供稿|来源)）",
    r"【[^【】\n]{1,16}】$",
    r"(?:公示|公开|发布|填报|填表|报送|制表)(?:单位|日期|时间|人)：",
)
_SIGNATURE = rf"(?:中共)?[^，。：；\n\d]{{2,30}}(?:{_OFFICE})[ ]*$"
_DATE = r"(?:19|20|二[〇零])[^，。；\n]{2,3}年[^，。；\n]{1,8}[日号][ ]*$"
_CLOSING = re.compile(rf"^[ ]{{0,80}}(?:{'|'.join(_FORMULAS)}|{_SIGNATURE}|{_DATE})", re.M)

_LONE_STATUS = re.compile(r"\n[ ]{0,40}[（【]([^（）【】\n]{2,20})[）】][ 。]{0,4}(?=\n|$)")


def closing(text: str, after: int) -> int:
    """Where the paragraphs begin that close the document, behind offset `after`; else its end.

    Only what no list carries on is closing: `after` is where the last line-opening unit begins. A
    status alone on its line ends the last unit.
    """
    line = text.find("\n", after)
    tag = _LONE_STATUS.search(text, line) if line >= 0 else None
    if tag and STATUS_WORDS.fullmatch(tag[1]):
        return tag.end()
    found = _CLOSING.search(text, line + 1) if line >= 0 else None
    return found.start() if found else len(text)
