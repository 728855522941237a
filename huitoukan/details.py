"""A report or a finding, whole, as text."""

import click

from huitoukan.screen import grid, heading, show_table, unmarked
from indexer.entries import FindingEntry, ReportEntry
from ingest.model import Declared, Finding, Span

_DECLARED = {
    "findings": "问题 {} 个",
    "completed": "完成 {} 个",
    "in_progress": "推进中 {} 个",
    "measures": "措施 {} 条",
    "regulations": "制度 {} 项",
    "recovered_yuan": "追回 {:,.2f} 元",
    "people_disciplined": "处理 {} 人",
}


def show_finding(entry: FindingEntry) -> None:
    """Prints a finding: what it is, where it stands, and its text as it stands there."""
    finding, report = entry.finding, entry.report
    click.echo(heading(finding.title))
    rows = [
        ("编号", entry.id),
        ("单位", finding.org or "、".join(report.report.inspected_org)),
        ("方面", finding.heading),
        ("状态", _status(finding)),
        ("类型", finding.type),
        ("措施", f"{len(finding.measures)} 条" if finding.measures else None),
        ("金额", "、".join(amount.text for amount in finding.amounts)),
        ("责任人", finding.responsible),
        ("责任单位", finding.responsible_unit),
        ("完成时限", finding.deadline),
        ("报告", report.report.title),
        *_standing(report),
        ("位置", _place(report.text, finding.span)),
    ]
    _show_rows(rows)
    start, end = finding.span
    click.echo(f"\n{unmarked(report.text[start:end].strip())}")


def show_report(entry: ReportEntry) -> None:
    """Prints a report: what it is, its findings with their places, what does not add up, and its
    whole text."""
    report = entry.report
    click.echo(heading(report.title or entry.name))
    _show_rows(
        [
            ("编号", entry.id),
            ("文种", report.kind.value),
            ("被巡察单位", "、".join(report.inspected_org)),
            ("地区", "".join(report.region)),
            ("巡察机构", report.inspecting_body),
            ("巡察方式", report.inspection_kind),
            ("轮次", report.round),
            ("巡察时间", _period(report.inspection_start, report.inspection_end)),
            ("反馈日期", report.feedback_on),
            ("发布日期", report.published_on),
            ("文中自述", _declared(report.declared)),
            *_standing(entry),
            ("旧版", _superseded(entry)),
        ]
    )
    click.echo(heading(f"\n问题（{len(report.findings)} 个）"))
    for each in report.findings:
        click.echo(f"  {entry.id}-{each.n}  {each.title}")
        click.echo(f"      {each.status.value}；{_place(entry.text, each.span)}")
    if report.inconsistencies:
        click.echo(heading("\n前后不一"))
        for doubt in report.inconsistencies:
            click.echo(f"  {doubt.severity.value}：{doubt.message}")
    for warning in report.warnings:
        click.echo(f"注意：{warning}")
    click.echo(heading("\n原文"))
    click.echo(unmarked(entry.text))


def _show_rows(rows: list[tuple[str, str | None]]) -> None:
    show_table(grid([(name, value) for name, value in rows if value]))


def _standing(entry: ReportEntry) -> list[tuple[str, str | None]]:
    here = [
        each.path + (f"（已撤下，{each.gone_at[:10]} 发现）" if each.gone_at else "")
        for each in entry.places
        if each.replaced_at is None
    ]
    return [("文件", path) for path in here or [entry.name]]


def _superseded(entry: ReportEntry) -> str | None:
    if entry.current:
        return None
    newer = f"，新版是 {entry.superseded_by}" if entry.superseded_by else ""
    return f"原处的文件已换成别的内容{newer}"


def _place(text: str, span: Span) -> str:
    """Lines and characters of a span, counted from 1 as editors do."""
    start, end = span
    first = text.count("\n", 0, start) + 1
    last = first + text[start:end].rstrip().count("\n")
    lines = f"第 {first} 行" if first == last else f"第 {first}—{last} 行"
    return f"原文{lines}（第 {start + 1}—{end} 字）"


def _status(finding: Finding) -> str:
    if finding.status_text is None:
        return finding.status.value
    said = "全文统一说明" if finding.status_inherited else "原文"
    return f"{finding.status.value}（{said}：{finding.status_text}）"


def _period(start: str | None, end: str | None) -> str | None:
    return f"{start or '？'} 至 {end or '？'}" if start or end else None


def _declared(declared: Declared) -> str:
    values = ((words, getattr(declared, name)) for name, words in _DECLARED.items())
    return "，".join(words.format(value) for words, value in values if value is not None)
