"""Precedents as a list that any kind of file can hold."""

from collections.abc import Mapping
from pathlib import Path

from ingest.model import Record
from search.precedents import Answer, Precedent


class Listing(Record, frozen=True, kw_only=True):
    """What is written: `query` as it was asked, its `answer`, and where the reports' files stand,
    by the report's id, as far as they still do."""

    query: str
    answer: Answer
    files: Mapping[str, Path]

    @property
    def title(self) -> str:
        """The heading of the file."""
        return f"“{self.query}”检索结果"

    @property
    def summary(self) -> str:
        """One sentence: how many there are, and whether they have all that was asked for."""
        answer, shown = self.answer, len(self.answer.hits)
        parts = [f"共 {answer.total} 条"]
        if shown < answer.total:
            parts.append(f"本表列出其中 {shown} 条")
        if answer.partial:
            parts.append("没有一个问题同时有全部的词，所列的最接近的在前")
        if answer.unmatched:
            parts.append(f"没有一个问题提到：{'、'.join(answer.unmatched)}")
        return "；".join(parts) + "。"


def facts(hit: Precedent) -> list[tuple[str, str]]:
    """What is known of a finding beside its text, as names and values; unknown is left out."""
    card = hit.card
    values = (
        ("单位", "、".join(card.orgs)),
        ("地区", "".join(card.region)),
        ("年份", str(card.year or "")),
        ("方面", card.heading),
        ("类型", card.type),
        ("整改状态", card.status.value),
        ("处理方式", "、".join(card.sanctions)),
        ("责任人", card.responsible),
        ("完成时限", card.deadline),
        ("报告", card.report_title),
        ("来源文件", card.source),
        ("问题编号", card.id),
    )
    return [(name, value) for name, value in values if value]
