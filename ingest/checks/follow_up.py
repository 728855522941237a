"""Problems of which a report does not say what became of money or person."""

import re
from collections.abc import Iterator

from ingest.model import Inconsistency, Place, Report, ReportKind, Severity

_MONEY_WRONG = re.compile(
    "挪用|侵占|截留|套取|骗取|私分|违规[发领报]|虚报冒领|多[领报]|重复(?:领取|发放|报销)"
)
_MONEY_BACK = re.compile(
    "[追退收扣缴归补清返上][回还缴退赔清入垫上]|已补|补发|入账|缴库"
    "|已(?:全部|如数|足额)?(?:发放|兑付)[到至给]"
)
# 张某, 李某某, but not 某镇, 某单位.
_PERSON = re.compile(r"[\u4e00-\u9fff]某(?:某)?(?![镇乡村县市区局社单部项公企校院个些种一])")
_WRONG = re.compile(f"{_MONEY_WRONG.pattern}|贪污|受贿|吃拿卡要|借用公款|涉嫌|违[纪法规]")
_DEALT_WITH = re.compile(
    "处分|处理|处罚|批评|谈话|约谈|立案|移送|追责|问责|诫勉|检[查讨]|警告|记过|撤职|免职|调离|辞退"
    "|解聘|扣[发除]|通报|教育|停职|核查|调查|查处|移交"
)


def money(report: Report) -> Iterator[Inconsistency]:
    """Money taken wrongly, of which nothing is said to have come back."""
    for finding in report.findings:
        if not finding.measures and report.kind is ReportKind.FEEDBACK:
            continue
        taken = [
            a for a in finding.amounts if a.role == "挪用" or _MONEY_WRONG.search(finding.title)
        ]
        if taken and not _MONEY_BACK.search(finding.text):
            yield Inconsistency(
                code="no-recovery",
                severity=Severity.WARNING,
                message=f"第{finding.n}个问题涉及{taken[0].text}，未说明是否追回。",
                places=(Place(span=taken[0].span, text=taken[0].text),),
                finding=finding.n,
            )


def person(report: Report) -> Iterator[Inconsistency]:
    """A person said to have done wrong, with no word of what followed for that person."""
    for finding in report.findings:
        named = _PERSON.search(finding.title)
        if not named or not finding.measures or not _WRONG.search(finding.title):
            continue
        answer = finding.text.replace(finding.title, "", 1)
        if not finding.sanctions and not _DEALT_WITH.search(answer):
            yield Inconsistency(
                code="no-follow-up",
                severity=Severity.WARNING,
                message=f"第{finding.n}个问题点名“{named.group()}”，未说明如何处理。",
                places=(Place(span=finding.span, text=finding.text),),
                finding=finding.n,
            )
