"""The words that statuses are made of, and what they mean together."""

import re

from ingest.model import Status

_DONE = (
    r"完成|办结|销号|到位|立行立改|即知即改|立知立改|完毕|已整改|已解决|整改好|已落实|达标"
    r"|[改办做][完毕]|[改办]好|了结|见底|已纠正|清零"
    r"|得到(?:有效|彻底|妥善|全部)?解决"
)
_KEPT = re.compile(rf"(?:{_DONE}).*(?:长期|持续|常态|坚持)|(?:长期|持续|常态化?)坚持")
_CLAIMED = re.compile(r"[^正未尚]*(?:已|完成|立行)")
_PARTLY = re.compile(r"基本|阶段性|部分(?:完成|整改)|初步(?:完成|成效)")
_RULES = (
    # 未销号，正在施工; 取得阶段性成效，长期推进
    (Status.ONGOING, re.compile("正在|长期推进|(?:成[效果]|完成)，持续整改")),
    (
        Status.OPEN,
        re.compile(
            r"未(?:能|按期|如期|全部)?(?:整改|办结|销号|解决|落实|启动|到位|完成)|没有?(?:完成|办结|销号)"
            r"|[不未](?:予?通过|合格|予销号)|^否$|^[×✗]$"
        ),
    ),
    (
        Status.ONGOING,
        re.compile(
            r"正在|^[仍还尚]?在[改办建]|仍需|(?:推进|整改|进行|办理|落实)中|(?:有序|加快|稳步|逐步)推进|尚[在需待]|^[○◯〇]$"
        ),
    ),
    (Status.PARTIAL, _PARTLY),
    (Status.SUSTAINED, _KEPT),
    (Status.DONE, re.compile(rf"{_DONE}|^是$|^[√✓✔☑]$")),
    (
        Status.ONGOING,
        re.compile(r"(?:持续|长期|继续|不断)(?:整改|推进|深化|抓|落实|巩固)|推进|序时进度"),
    ),
    (Status.PARTIAL, re.compile(r"取得.*成[效果]")),
)
# 2025年2月底前, 年内: when something was or will be done
_DAY = (
    r"(?:20\d\d|[今去当本明])年(?:年?[底初末内])?(?:之?前)?"
    r"|\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底初末])?(?:之?前)?|年[底内](?:之?前)?"
)
# 2025年2月底前完成整改 is when it is due, unless it says 已.
_DUE = re.compile(r"[^已正未尚]*(?:(?<![目当])前|年内|预计|力争|确保|拟|计划于?)[^已正未尚，]*")
STATUS_WORDS = re.compile(
    r"(?:该项?|本项?|此项?|上述|以上|所有|全部|各项|这[一个些]|反馈|相关|有关)?(?:问题|任务|事项|整改)?"
    rf"(?:{_DAY}"
    r"|于|预计|力争|确保|拟|得到|有效|彻底|妥善|按照?(?:要求|计划|规定)|及时|立即|当场|[该此本这]项?(?:问题|任务|事项)"
    r"|目前|现|当前|截至目前|本期|只能算|属于|整改|情况|状态|结果|进度|进展|任务|事项|工作|：|，|、|。|；|\s|-|已经?|全部|均|都|基本|并"
    r"|且|和|了|的|为|按期|按时|如期|完成|销号|办结|到位|立行立改|即知即改|立知立改|长期|持续|继续|坚持|巩固|推进|深化"
    r"|正在|办理|中|有序|加快|稳步|逐步|阶段性|取得|成效|成果|较好|明显|一定|显著|初步|未|尚未|尚在|待|部分|需要?|抓好|抓"
    r"|不懈|每年|常抓|转入|长效|纠正|[改办做][完毕]|这一?条|[仍还尚]?在(?:[改办建]|推进|整改|办理)|用力|[改办]好|了结|见底|清零|这件事|此事|抓"
    r"|落实|完毕|解决|达到|序时|计划|常态化?|进行|整改好|没有?|能|还|仍|办理|启动|是|否|100%|达标|今后|将|[√✓✔☑○◯〇×✗])+"
)


# A line above the problems of which it tells: 以下3个问题正在整改，取得了阶段性成效：
GROUP = re.compile(
    r"(?:以下|下列)[^。：\n]{0,12}(?:问题|事项|任务)[^。：\n]{0,8}(?:已|正在|尚未|未|需|基本|持续|长期)[^。：\n]{2,24}[：。]?"
)
# What a field for statuses holds, whatever verb its writer chose: 已纠正, 均已关停.
_HAVING = re.compile(r"(?:均|都|全部|现|目前){0,2}已经?[^，。；（）\n未尚拟待]{1,20}")
_CLAUSE = re.compile(r"[^，。；（）\n]+")
_LONGEST_STATE = 24


def state(value: str) -> Status | None:
    """The status in a (folded) field that holds nothing but statuses, as its label says.

    Work that any clause of it calls unfinished is unfinished; None where no clause tells.
    """
    told = [
        status
        for clause in _CLAUSE.findall(value)
        if len(clause) <= _LONGEST_STATE and (status := clause_state(clause))
    ]
    under_way = Status.ONGOING in told and "正在" in value  # 未销号，正在施工
    for status in (Status.ONGOING, Status.OPEN) if under_way else (Status.OPEN, Status.ONGOING):
        if status in told:
            return status
    if Status.DONE in told and _KEPT.search(value):
        return Status.SUSTAINED
    return told[0] if told else None


# What goes on, whatever verb its writer chose: 尚在路上, 正往前赶, 在办, 仍需用力.
_GOING_ON = re.compile(r"[尚仍还][在需待未有差]|^[正在待]|^继续|推进|过程中|往前|路上|暂[不未缓]")
_DONE_OTHERWISE = re.compile(r"通过|合格|收官|交了?账|同意销号|清[零完]|闭环|[改办做]毕")


def clause_state(clause: str) -> Status | None:
    """The status that a clause about nothing else expresses, in whatever words: 尚在路上."""
    if _GOING_ON.search(clause):
        return Status.OPEN if Status.OPEN is classify(clause) else Status.ONGOING
    status = classify(clause)
    if status is None and (_HAVING.fullmatch(clause) or _DONE_OTHERWISE.search(clause)):
        return Status.DONE
    return status


def classify(wording: str) -> Status | None:
    """The status that a (folded) wording expresses; None where it expresses none."""
    if _DUE.fullmatch(wording):
        return None
    kept = _KEPT.search(wording) and _CLAIMED.match(wording)
    if kept and not _PARTLY.search(wording):
        return Status.SUSTAINED
    for status, rule in _RULES:
        if rule.search(wording):
            return status
    return None
