"""Roles: what a labelled passage or a table column holds, by the words that offices use for it.

All patterns read folded text (`ingest.folding`).
"""

import re
from enum import StrEnum
from functools import lru_cache


class Role(StrEnum):
    """What a labelled passage holds."""

    PROBLEM = "problem"
    MEASURE = "measure"
    RESULT = "result"
    STATUS = "status"
    LEADER = "leader"
    UNIT = "unit"
    DEADLINE = "deadline"
    NUMBER = "number"
    ORG = "org"
    NOTE = "note"
    YUAN = "yuan"
    TEN_THOUSAND_YUAN = "ten thousand yuan"


_BODY = r"(?:巡察|巡视|审计|检查)"
_STEPS = r"(?:措施|举措|做法|办法)"
_OUTCOME = r"(?:成效|结果|效果|进展(?:情况)?|完成情况|进度)"
_WORDS: dict[Role, str] = {
    Role.PROBLEM: (
        rf"(?:{_BODY}(?:组)?)?(?:反馈|发现|指出|存在|查摆|查出)的?(?:主要|具体|突出)?问题"
        r"(?:描述|表现|清单|内容)?"
        rf"|{_BODY}(?:组)?(?:反馈|发现|指出|查出)"
        r"|问题(?:表现|描述|内容|情况|概述|摘要|清单|简述)|具体(?:问题|表现)"
        r"|主要问题|反馈(?:意见|内容|事项|指出|提出)|存在(?:的)?不足|事实(?:描述|表现)|问题"
    ),
    # Offices with foreign colleagues keep ledgers in two languages: Result：完成 Owner：财务处.
    Role.MEASURE: (
        r"Actions?|Measures?|"
        rf"(?:具体|主要|采取的?|整改|工作){{0,3}}{_STEPS}(?:[及和与]?(?:{_OUTCOME}|落实情况))?"
        rf"|(?:具体)?整改(?:落实|工作|开展)?(?:{_STEPS}|情况|落实)(?:[及和与]{_OUTCOME})?"
        r"|整改(?:任务|工作)?(?:落实|推进)情况|采取(?:的)?(?:整改)?(?:措施|举措)"
        r"|处理(?:措施|意见)|整改(?:内容|过程|任务)|落实情况|整改"
        r"|[对为]此，[^，。；：\n]{0,16}(?:整改|措施|举措)"  # 对此，我们作了如下整改：
        r"|(?:主要|具体|重点)?采取了?[以如]下(?:整改)?(?:措施|举措)"
    ),
    Role.RESULT: (
        r"(?:阶段性?)?(?:整改|取得|工作)(?:的)?(?:成效|效果|成果)|整改(?:落实)?成效|成效"
        r"|(?:处理|处置|问责)情况|建章立制(?:情况)?"
    ),
    Role.STATUS: (
        r"Results?|Status|Progress|"
        r"整改(?:完成)?(?:进度|结果|状态|结论|进展(?:情况)?|程度)|整改完成(?:情况|与否)"
        r"|完成(?:情况|进度|状态)|(?:目前)?(?:进度|进展)(?:情况)?|当前状态|销号(?:情况|状态)|状态"
        r"|整改结果(?:情况)?|是否完成(?:整改)?|销号"
    ),
    Role.LEADER: (
        r"(?:整改)?(?:责任|牵头|分管|包抓|挂点|包联|主管|督办|第一责任)"
        r"(?:领导|人员|人|班子成员)(?:及职务)?"
        r"|(?:领导)?责任人|负责(?:干部|人员|同志|领导)|整改(?:责任)?领导|牵头(?:责任)?领导|牵头县级领导"
        r"|(?:整改)?责任(?![\u4e00-\u9fff])"
    ),
    Role.UNIT: (
        r"Owner|"
        r"(?:整改)?(?:责任|牵头|承办|落实|配合|主责|主办)"
        r"(?:单位|部门|科室|股室|处室|办公室|站所|机构|村|支部)(?:（部门）)?"
        r"|整改单位|整改(?:责任)?部门"
    ),
    Role.DEADLINE: (
        r"Deadline|Due|"
        r"(?:整改|完成|办结|销号|计划|规定|预计)(?:整改|完成)?(?:时限|期限|时间|日期)(?:要求)?"
        r"|时限(?:要求)?|完成日期|期限"
    ),
    Role.NUMBER: r"序号|编号|问题编号|问题序号|序|号",
    Role.ORG: (
        r"(?:被巡察|被巡视|被审计|被检查)(?:单位|党组织|对象)|(?:村|镇|社区|乡镇|单位)(?:名称?)?|所属单位|涉及单位"
    ),
    Role.YUAN: r"[^（）]{0,6}(?:金额|资金|数额|款项)（(?:单位：)?元）",
    Role.TEN_THOUSAND_YUAN: r"[^（）]{0,6}(?:金额|资金|数额|款项)（(?:单位：)?万元）",
    Role.NOTE: r"备注|方面|类别|问题类(?:型|别)|反馈方面|板块|领域|所属类别",
}
# The roles whose wordings begin alike stand with the longer wording first.
_LABEL_ROLES = (
    Role.STATUS,
    Role.LEADER,
    Role.UNIT,
    Role.DEADLINE,
    Role.RESULT,
    Role.MEASURE,
    Role.PROBLEM,
)
LABEL = re.compile("|".join(f"(?P<{role.value}>{_WORDS[role]})" for role in _LABEL_ROLES))
# A cheap look at one character spares most of the matching.
LABEL_STARTS = frozenset(
    "巡审检反发指存查问具主事措举做办采整工处落阶取成建完目进当销状是责负牵分包挂督第领承配计规预时期对为AMRSPOD"
)
_HEADER = {role: re.compile(words) for role, words in _WORDS.items()}
# What decides for a column heading that is worded in no known way; the first that occurs counts.
_HEADER_HINTS = tuple(
    (role, re.compile(hint))
    for role, hint in (
        (Role.NUMBER, "序号|编号"),
        (Role.STATUS, "结果|进度|状态|销号|完成情况|是否"),
        (Role.LEADER, "领导|责任人|负责人|(?:[主分牵][抓管头办]|领办|包抓|经办)人?$"),
        (Role.UNIT, "责任单位|部门|[科股处]室|站所|牵头单位|承办|主办"),
        (Role.DEADLINE, "时限|期限|时间"),
        (Role.MEASURE, "措施|举措|做法|办法|对策|动作|整改情况|整改落实|整改内容"),
        (Role.PROBLEM, "问题"),
        (Role.ORG, "单位"),
    )
)
_LONGEST_HINTED = 12


def known_label(phrase: str) -> Role | None:
    """What the phrase is for where it is a label in every document; None where it is none."""
    found = LABEL.fullmatch(phrase)
    return Role(str(found.lastgroup)) if found else None


@lru_cache(maxsize=1024)  # the names of columns come again and again
def header_role(cell: str) -> Role | None:
    """What a table column holds, by its (folded) heading; None where it names nothing known."""
    words = "".join(cell.split()).strip("：")
    for role in Role:
        if _HEADER[role].fullmatch(words):
            return role
    if len(words) > _LONGEST_HINTED:
        return None
    return next((role for role, hint in _HEADER_HINTS if hint.search(words)), None)
