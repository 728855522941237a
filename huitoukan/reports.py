"""Reports that answer a search, as text."""

import click

from huitoukan.options import runnable
from huitoukan.precedents import show_facets, show_hit, show_shortfall
from huitoukan.screen import heading
from search.reports import ReportAnswer, ReportHit


def show_reports(answer: ReportAnswer, *, offset: int = 0) -> None:
    """Prints the reports, each with the first of its findings; `offset` is how many stand before
    these."""
    show_shortfall(answer, found=answer.findings > 0)
    if not answer.findings:
        return
    click.echo(f"共 {answer.findings} 条问题，显示 {len(answer.reports)} 份报告：")
    show_facets(answer.facets)
    for n, report in enumerate(answer.reports, offset + 1):
        _show_report(n, report)
    if answer.reports:
        click.echo(runnable(f"\n看全文：huitoukan show {answer.reports[0].id}"))


def _show_report(n: int, report: ReportHit) -> None:
    parts = ("、".join(report.orgs), str(report.year or ""), report.kind.value, report.source)
    click.echo(heading(f"\n{n}. {report.title or report.source}"))
    click.echo(f"   {'  '.join(filter(None, (report.id, *parts)))}")
    click.echo(f"   符合的问题 {report.total} 条：")
    for hit in report.hits:
        show_hit("   · ", hit)
