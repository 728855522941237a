"""Notices to ingest."""

from pathlib import Path

_NOTICE = """中共{org}委员会关于巡察整改情况的通报
2024年3月4日至4月30日，县委第一巡察组对{org}党委开展了常规巡察。
1.关于“村务公开不及时”的问题。一是补齐公开栏。已完成整改。
中共{org}委员会
2024年12月2日
"""
CONTRADICTORY = """中共梅岭镇委员会关于巡察整改情况的通报
巡察反馈的3个问题，已完成整改3个。
1.关于“公务接待不规范”的问题。一是清退费用。已完成整改。
2.关于“村务公开不及时”的问题。一是补齐公开栏。正在整改。
"""
BROKEN = b"%PDF-1.4 broken"


def notice(org: str) -> str:
    """The text of one organisation's notice."""
    return _NOTICE.format(org=org)


def inbox(folder: Path, count: int) -> Path:
    """A folder of so many notices."""
    folder.mkdir()
    for n in range(count):
        (folder / f"{n}.txt").write_text(notice(f"云溪{n}镇"), encoding="utf-8")
    return folder
